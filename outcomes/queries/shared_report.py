"""What of a frozen report leaves the office: sums by indicator, withheld where they tell of one firm."""

from collections import defaultdict
from decimal import Decimal

from outcomes.models import Claim, ClaimFirm
from outcomes.withholding import is_withheld

PARTS = ("verified", "documented", "reported")
# Where firms stand behind what is counted; people, nights and practices have none.
OF_FIRMS = frozenset({"OC7", "OC8", "OC9", "OC14", "OP3", "OP4", "OP5"})


def shared_lines(content):
    """The indicator lines as they may go out: each part a number as text, None, or withheld.

    Adds {"withheld": {part}} to each line. Contributed and the largest value never go out; n does, unless withheld.
    """
    firms = defaultdict(list)
    for one in content["outcomes"]:
        if one["value"] is not None:
            firms[one["indicator"], one["part"]].append((one["firm"], Decimal(one["value"])))
    lines = []
    for line in content["indicators"]:
        withheld = set()
        if line["is_money"] or line["code"] in OF_FIRMS:
            withheld = {part for part in PARTS if is_withheld(firms[line["code"], part])}
        shown = {part: None if part in withheld else line[part] for part in PARTS}
        counts = {part: None if part in withheld else line["n"][part] for part in PARTS}
        lines.append({
            "code": line["code"], "name": line["name"], "unit": line["unit"], "is_money": line["is_money"],
            "target": line["target"], **shown, "n": counts, "withheld": withheld,
        })  # fmt: skip
    return lines


def shared_records(content):
    """The verified records as they may go out: {"indicator", "title", "tie", "when", "value"}, title and value None
    where the firm did not agree to be named or to its amount being told.

    The consents are those of today. Where one amount of an indicator is held back, all of them are: a sum less the
    shown ones would tell it. What has been withdrawn since is left out.
    """
    counted = [one for one in content["outcomes"] if one["part"] == "verified"]
    consents = consents_of([one["outcome"] for one in counted])
    held_back = {one["indicator"] for one in counted if not consents.get(one["outcome"], (False, False))[1]}
    records = []
    for one in counted:
        if one["outcome"] not in consents:
            continue
        may_name, _may_tell = consents[one["outcome"]]
        records.append({
            "indicator": one["indicator"],
            "title": one["title"] if may_name else None,
            "tie": one["tie"]["name"],
            "when": one["when"],
            "value": None if one["indicator"] in held_back else one["value"],
        })  # fmt: skip
    return records


def consents_of(outcome_ids):
    """{outcome id: (may be named, amount may be told)} of outcomes that still stand.

    A record without a firm on file has nobody who could have agreed, so its title and amount stay in the office.
    """
    claims = Claim.objects.standing().filter(outcome__in=outcome_ids)
    found = {outcome: [] for outcome in claims.values_list("outcome", flat=True)}
    firms = ClaimFirm.objects.filter(claim__in=claims)
    for outcome, name, amount in firms.values_list("claim__outcome", "consents_to_name", "consents_to_amount"):
        found[outcome].append((bool(name), bool(amount)))
    return {
        outcome: (all(name for name, _ in given), all(amount for _, amount in given)) if given else (False, False)
        for outcome, given in found.items()
    }
