"""What the page of an activity shows of its two sides and of its heads: `{% load activity_sides %}`."""

from dataclasses import dataclass, field

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from activities import queries_sides as sides
from activities.accounts import FIELDS
from activities.forms_asking import HeadsForm
from activities.models import AccountAnswer, Activity, ActivityAsk, ActivityStatus, HeadCount, Sex
from activities.queries import heads, may_confirm
from activities.services.accounts import TAKEN
from activities.services.asking import date_words, kind_words
from activities.services.heads import too_many
from drawing import formats
from drawing.templatetags.drawing import tag
from stakeholders.access import Permission
from stakeholders.models import Membership

register = template.Library()
LABELS = {
    "title": gettext_lazy("Title"), "kind": gettext_lazy("Kind"), "date": gettext_lazy("Date"),
    "place": gettext_lazy("Place"), "organisations": gettext_lazy("Who took part"),
    "people": gettext_lazy("People, about"),
}  # fmt: skip


@register.simple_tag
def sides_tag(standing):
    """One side's word, confirmed, or each side's account; nothing where that is no question."""
    if not standing:
        return ""
    kind, icon, text = sides.WORDS[standing]
    return tag(text, kind, icon)


@register.simple_tag
def sides_mark(activity):
    """As sides_tag, for a row of a list that was fetched by queries_sides.with_accounts."""
    return sides_tag(sides.standing_of(activity))


@dataclass(frozen=True)
class Line:
    """A field of both accounts, side by side."""

    label: str
    ours: str
    theirs: str
    differs: bool


@dataclass(frozen=True)
class Said:
    """An organisation's word as the page shows it. rows: both accounts, where they differ; takes: what can be taken."""

    account: object
    says: str
    by_name: str = ""
    remark: str = ""
    rows: list = field(default_factory=list)
    takes: list = field(default_factory=list)


@register.inclusion_tag("activities/_sides.html", takes_context=True)
def activity_sides(context, activity):
    """What each side says of it, who was asked, and the buttons of whoever may press them."""
    user = context["request"].user
    whole = sides.with_accounts(Activity.objects.filter(pk=activity.pk), user).get()
    found = sides.words_of(whole)
    may_edit = context.get("may_edit", False)
    own = set(Membership.objects.current().filter(user=user).values_list("organisation", flat=True))
    may_ask = Activity.objects.filter(pk=activity.pk).for_user(user, Permission.ASK).exists()
    asks = asks_of(activity) if may_ask else []
    happened = activity.status == ActivityStatus.HAPPENED
    is_offered = activity.offered_at and activity.audience in ("shared", "public")
    return {
        "activity": activity,
        "standing": sides.standing_of(whole, found),
        "words": [said(whole, word, may_edit or word.account.organisation_id in own) for word in found],
        "asks": asks,
        "may_edit": may_edit,
        "may_ask": may_ask and happened and not activity.confirmed_at,
        "may_answer": bool(happened and is_offered and may_confirm(activity, user)),
        "csrf_token": context.get("csrf_token"),
    }


def said(activity, word, inside):
    """inside: whether the reader is told who said it and what they remarked, or the organisation alone."""
    account = word.account
    day = formats.long_date(account.at)
    rows, takes = [], []
    if account.answer != AccountAnswer.NOT_US and word.differs:
        ours, theirs = sides.facts_shown(activity), account.told or account.asked
        rows = [
            Line(LABELS[name], words(name, ours), words(name, theirs), name in word.differs)
            for name in FIELDS
            if name in theirs
        ]
        takes = [(name, LABELS[name]) for name in word.differs if name in TAKEN and account.told]
    return Said(
        account, says(account, activity) % {"day": day}, account.by_name if inside else "",
        account.remark if inside else "", rows, takes,
    )  # fmt: skip


def says(account, activity):
    if account.answer == AccountAnswer.NOT_US:
        return _("said on %(day)s that this was not them")
    if account.answer == AccountAnswer.OWN:
        return _("gave its own account on %(day)s")
    if activity.confirmed_at:
        return _("confirmed it on %(day)s")
    return _("confirmed on %(day)s what it was shown then")


def words(name, facts):
    """A fact as people read it; "" for none."""
    value = facts.get(name)
    if value in (None, "", []):
        return ""
    if name == "date":
        return date_words(value)
    if name == "kind":
        return kind_words(value)
    if name == "organisations":
        return ", ".join(value)
    return formats.number(value) if name == "people" else value


def asks_of(activity):
    """Who was asked by link, newest first: each with its state and whether it can still be ended."""
    now, found = timezone.now(), ActivityAsk.objects.filter(activity=activity).select_related("organisation")
    rows = list(found.prefetch_related("accounts").order_by("-pk"))
    for ask in rows:
        ask.is_waiting = ask.is_open(now) and not ask.accounts.all()
        ask.state = state_of(ask, now)
    return rows


def state_of(ask, now):
    if ask.accounts.all():
        return _("answered")
    if ask.revoked_at:
        return _("link ended on %(day)s") % {"day": formats.long_date(ask.revoked_at)}
    if not ask.is_open(now):
        return _("no answer until %(day)s") % {"day": formats.long_date(ask.ends_at)}
    if ask.passed_by_id:
        return _("passed on to them, asked until %(day)s") % {"day": formats.long_date(ask.ends_at)}
    return _("asked, until %(day)s") % {"day": formats.long_date(ask.ends_at)}


@register.inclusion_tag("activities/_heads.html", takes_context=True)
def activity_heads(context, activity):
    """Heads by country and sex as the own office reads them, with the form where this person may write it."""
    counts = list(
        HeadCount.objects.for_user(context["request"].user).filter(activity=activity).select_related("country")
    )
    may_count = context.get("may_edit", False) and activity.status == ActivityStatus.HAPPENED
    found = {}
    for row in counts:
        found.setdefault(row.country_id, []).append(row)
    rows = [sides.of_country(many) for many in found.values()]
    whole, stated = sum(row.people for row in rows), heads(activity)
    return {
        "activity": activity, "rows": rows, "sexes": Sex.labels, "may_count": may_count, "heads": stated,
        "too_many": too_many(whole, stated) if stated is not None and whole > stated else "",
        "heads_form": HeadsForm(rows=counts, suggested=sides.countries_of(activity)) if may_count else None,
        "csrf_token": context.get("csrf_token"),
    }  # fmt: skip
