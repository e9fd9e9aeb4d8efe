"""Filters of the lists of reminders: by rule, by person, and of the ledger by what became of them."""

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reminders.models import State
from reminders.words import NAMES

FAILED = (
    Q(mail__failed_at__isnull=False) | Q(mail__bounced_at__isnull=False) | Q(post__failed_at__isnull=False)
)
STATES = {
    "told": (_("Told"), Q(state=State.TOLD)),
    "failed": (_("Did not arrive"), Q(state=State.TOLD) & FAILED),
    "withheld": (_("Withheld"), Q(state=State.WITHHELD)),
    "cancelled": (_("Cancelled"), Q(state=State.CANCELLED)),
}


class NoticeFilter(forms.Form):
    """people: [(who, name)] among whom may be chosen. What is not offered is passed over."""

    rule = forms.ChoiceField(label=_("Rule"), required=False)
    who = forms.ChoiceField(label=_("Person"), required=False)

    def __init__(self, data, *, people, **kwargs):
        super().__init__(data, auto_id="filter-%s", **kwargs)
        self.fields["rule"].choices = [("", _("Every rule")), *NAMES.items()]
        self.fields["who"].choices = [("", _("Everybody")), *people]
        self.is_valid()

    def chosen(self, name):
        """What was chosen among what is offered; "" for nothing."""
        return getattr(self, "cleaned_data", {}).get(name, "")


def in_use(request, form):
    """[{text, url}]: each filter in use, with the address that drops it."""
    used = []
    for name, field in form.fields.items():
        if value := form.chosen(name):
            rest = request.GET.copy()
            rest.pop(name)
            rest.pop("page", None)
            used.append({"text": f"{field.label}: {dict(field.choices)[value]}", "url": f"?{rest.urlencode()}"})
    return used


def chip(request, text, name, value, count):
    """One chip that sets a key of the address, and drops the page; with value "" it drops the key."""
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(name, None)
    if value:
        query[name] = value
    on = request.GET.get(name, "") == value
    return {"text": text, "url": f"?{query.urlencode()}", "on": on, "count": count}
