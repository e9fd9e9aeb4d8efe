"""What a calendar is made of: one's own dates, a partnership, an agreement or an organisation."""

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Party
from partnerships.models import SeatRole
from partnerships.models.keys import keys_of
from reminders.feeds.scope import TARGETS, readable
from reminders.models import FeedKind
from stakeholders.forms import ServiceForm

AT_MOST = 200  # of each kind; any other is chosen on its own page


class FeedForm(ServiceForm, forms.Form):
    """of: "mine", or a kind and a number, as the pages of records name them: "agreement-5"."""

    of = forms.ChoiceField(label=gettext_lazy("A calendar of"))

    def __init__(self, *args, user, of="", **kwargs):
        super().__init__(*args, initial={"of": of or FeedKind.MINE.value}, **kwargs)
        groups, wanted = _offered(user), _found(user, self.data.get("of") or of)
        self.targets = {f"{kind}-{row.pk}": (kind, row) for kind, rows in groups.items() for row in rows}
        if wanted and f"{wanted[0]}-{wanted[1].pk}" not in self.targets:
            kind, row = wanted
            groups[kind].insert(0, row)
            self.targets[f"{kind}-{row.pk}"] = wanted
        self.targets[FeedKind.MINE.value] = (FeedKind.MINE, None)
        self.fields["of"].choices = [(FeedKind.MINE.value, FeedKind.MINE.label)] + [
            (_group_name(kind), [(f"{kind}-{row.pk}", str(row)) for row in rows])
            for kind, rows in groups.items() if rows
        ]  # fmt: skip

    def clean_of(self):
        """(kind, record or None)."""
        return self.targets[self.cleaned_data["of"]]


def _group_name(kind):
    return {
        FeedKind.PARTNERSHIP: _("Partnerships"),
        FeedKind.AGREEMENT: _("Agreements"),
        FeedKind.ORGANISATION: _("Organisations"),
    }[kind]


def _offered(user):
    """{kind: the first records of what this person's organisations keep or take part in}."""
    mine = {key.organisation for key in keys_of(user).held}
    seated = Q(seats__organisation__in=mine) & ~Q(seats__role=SeatRole.OBSERVER)
    party = Exists(Party.objects.filter(agreement=OuterRef("pk"), organisation__in=mine))
    found = {
        FeedKind.PARTNERSHIP: readable(user, FeedKind.PARTNERSHIP).filter(seated).distinct().order_by("name"),
        FeedKind.AGREEMENT: readable(user, FeedKind.AGREEMENT).filter(Q(owner__in=mine) | party).order_by("title"),
        FeedKind.ORGANISATION: readable(user, FeedKind.ORGANISATION).order_by("name"),
    }
    return {kind: list(rows[:AT_MOST]) for kind, rows in found.items()}


def _found(user, text):
    """(kind, record) that a page asks for by "agreement-5", where this person may read it; else None."""
    kind, _dash, number = text.partition("-")
    if kind not in TARGETS or not number.isascii() or not number.isdigit() or len(number) > 18:
        return None
    record = readable(user, FeedKind(kind)).filter(pk=int(number)).first()
    return (FeedKind(kind), record) if record else None
