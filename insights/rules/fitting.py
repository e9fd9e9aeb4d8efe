"""How closely a model with fixed effects is fitted: to where its answer no longer hangs on the way there."""

from insights.rules.refusals import NoAnswer

CLOSE = 1e-12  # the library's own 1e-8 leaves standard errors that differ in the seventh digit from run to run
ROUNDS = 100


def thorough(model="ppml"):
    """What pyfixest is asked so that a result stands to nine digits, whichever order it takes the effects in."""
    from pyfixest.demeaners import MapDemeaner

    return {"demeaner": MapDemeaner(fixef_tol=CLOSE)} | (
        {"iwls_tol": CLOSE, "iwls_maxiter": ROUNDS} if model == "ppml" else {}
    )


def settled(fitted, model="ppml"):
    """Whether the fit came to rest. The library gives numbers where it did not, too."""
    return model != "ppml" or fitted.convergence


def unsettled():
    return NoAnswer("not_settled", "The fit does not come to rest; the flows follow too closely from the effects.")
