"""What the sample office chooses partners by: one official set of weights, and one that it still talks about."""

from insights.services.rankings import lock_set, save_set

OFFICIAL = ("Trade and connections", {"market": 30, "flights": 25, "distance": 15, "time_zone": 10, "language": 20})
TALKED_ABOUT = ("Cities like ours", {"size": 40, "ties": 20, "income": 20, "distance": 20})


def add_weights(sample):
    told = {"owner": sample.owner, "turned": [], "by": sample.users["coordinator"]}
    for days, (name, weights) in ((120, OFFICIAL), (20, TALKED_ABOUT)):
        made = save_set(name=name, weights=weights, at=sample.at(sample.days_ago(days)), **told)
        if (name, weights) == OFFICIAL:
            lock_set(made, by=sample.users["coordinator"], at=sample.at(sample.days_ago(100)))
