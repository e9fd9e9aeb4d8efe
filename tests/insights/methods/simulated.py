"""A thousand of a kind at once, for the tests of coverage and size: fits that the methods make one by one.

Each is held against the method on the first few, so that what is found of the thousand is found of the method.
"""

import numpy as np

RUNS = 1_000
LOW, HIGH = 0.93, 0.97  # of 95 %: four Monte Carlo errors of a thousand runs would be 2.8
MOST = 0.06  # of 5 %
FIRST = 10  # of the thousand that are held against the method


def share(flags):
    return float(np.mean(flags))


def told(record_property, name, found, kind):
    """One short line in the summary of the test run."""
    record_property("figures", f"{name}: {kind} {100 * found:.1f} % in {RUNS:,} runs")


def covered(record_property, name, flags):
    """Asserts that 95 % intervals cover what is true in 93 to 97 % of the runs."""
    found = share(flags)
    told(record_property, name, found, "covers")
    assert LOW <= found <= HIGH, found


def sized(record_property, name, p):
    """Asserts that p < 0.05 comes in at most 6 % of the runs where nothing is to be found."""
    p = np.asarray(p, float)
    assert np.isfinite(p).all()
    found = share(p < 0.05)
    told(record_property, name, found, "p < 0.05 under the null")
    assert found <= MOST, found


def late_spells(rng, runs, n, *, hazard=1.0, shape=1.5):
    """(time, event, entry), each runs by n: Weibull times, half of them watched from later on, censored after 2.5.

    hazard: multiplies that of each tie; one number, or an array of n. Truncated: nobody enters after the outcome.
    """
    entry = np.where(np.arange(n) % 2, rng.uniform(0, 0.8, (runs, n)), 0)
    since = rng.standard_exponential((runs, n)) / hazard + entry**shape  # of the cumulative hazard, given it enters
    time, end = since ** (1 / shape), np.maximum(rng.uniform(0.5, 2.5, (runs, n)), entry + 0.05)
    return np.minimum(time, end), (time <= end).astype(int), entry


def cox_at_once(time, event, entry, x, steps=25):
    """(ln HR, se) of one covariate in each run by Newton; times are untied. Arrays runs by n."""
    risk = (entry[:, None, :] < time[:, :, None]) & (time[:, None, :] >= time[:, :, None]) & (event[:, :, None] == 1)
    b = np.zeros(len(time))
    for _ in range(steps):
        weight = risk * np.exp(b[:, None] * x)[:, None, :]
        total = np.maximum(weight.sum(axis=2), 1e-300)
        mean = (weight * x[:, None, :]).sum(axis=2) / total
        square = (weight * x[:, None, :] ** 2).sum(axis=2) / total
        information = ((square - mean**2) * event).sum(axis=1)
        b = b + ((x - mean) * event).sum(axis=1) / information
    return b, 1 / np.sqrt(information)


def poisson_at_once(y, x, steps=40):
    """(slope, its error HC0, its error HC3) of log mean = a + b x in each run by Newton. Arrays runs by n."""
    design = np.stack([np.ones_like(x), x], axis=2)
    b = np.stack([np.log(y.mean(axis=1)), np.zeros(len(y))], axis=1)
    for _ in range(steps):
        mean = np.exp(np.einsum("rnk,rk->rn", design, b))
        bread = np.linalg.inv(np.einsum("rn,rnk,rnl->rkl", mean, design, design))
        b = b + np.einsum("rkl,rnl,rn->rk", bread, design, y - mean)
    lever = mean * np.einsum("rnk,rkl,rnl->rn", design, bread, design)
    errors = []
    for surprise in (y - mean, (y - mean) / (1 - lever)):
        meat = np.einsum("rn,rnk,rnl->rkl", surprise**2, design, design)
        errors.append(np.sqrt((bread @ meat @ bread)[:, 1, 1]))
    return b[:, 1], *errors
