"""Outcomes that wait: two figures to settle, reports that nobody has confirmed."""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from desk.work.items import Item, address
from drawing.formats import partial_date, percent
from outcomes.enums import State
from outcomes.models import Claim, ConfirmationAsk
from outcomes.queries.settlement import to_confirm, to_settle
from stakeholders.access import Permission


def two_figures(desk, at):
    """What two sides report differently."""
    return [("settle", item) for item in _two_figures(desk)]


def claims(desk, at):
    """Reports to have confirmed, and those for which somebody has been asked."""
    for claim in _unconfirmed(desk):
        yield ("waiting" if claim.is_asked else "confirm"), _claim_item(claim)


def _two_figures(desk):
    """Outcomes of which two sides report figures that differ and of which nobody has decided yet."""
    rows = to_settle(desk.user, desk.organisations, now=timezone.now())
    ids = [one["claim"] for row in rows for one in row.claims]
    titles = dict(Claim.objects.for_user(desk.user).filter(pk__in=ids).values_list("outcome", "title"))
    return [_two_figures_item(row, titles[row.outcome_id]) for row in rows if row.outcome_id in titles]


def _two_figures_item(row, title):
    text = _("The two figures lie %(gap)s apart · %(tie)s") % {"gap": percent(row.gap, 1), "tie": row.partnership}
    actions = [{"label": _("Settle it"), "url": address("outcomes:settle", row.outcome_id)}]
    note = _("two figures, being reconciled") if row.state == State.DISPUTED else _("the lower of two figures counts")
    url = address("outcomes:outcome", row.outcome_id)
    return Item("scale", title, url, text, row.occurred_last, note, "warn", actions)


def _unconfirmed(desk):
    """Claims of my organisations that are still to be confirmed, with whether somebody has been asked."""
    now = timezone.now()
    asked = ConfirmationAsk.objects.filter(claim=OuterRef("pk"), revoked_at=None, ends_at__gt=now)
    claims = Claim.objects.for_user(desk.user, Permission.REPORT_OUTCOME).standing().filter(evidence__lt=3)
    claims = to_confirm(claims.filter(owner__in=desk.organisations), desk.user, now).annotate(is_asked=Exists(asked))
    return claims.select_related("partnership", "organisation").order_by("occurred_first", "pk")


def _claim_item(claim):
    url = address("outcomes:outcome", claim.outcome_id)
    day = partial_date(claim.occurred_first, claim.occurred_last)
    text = _("%(organisation)s reports it, %(day)s · %(tie)s") % {
        "organisation": claim.organisation, "day": day, "tie": claim.partnership,
    }  # fmt: skip
    ask = address("outcomes:ask", claim.outcome_id)
    actions = [] if claim.is_asked or not ask else [{"label": _("Ask for confirmation"), "url": ask}]
    note = _("asked, no answer yet") if claim.is_asked else _("reported, not verified")
    return Item("scale", claim.title, url, text, claim.occurred_last, note, "", actions)
