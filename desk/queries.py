"""Search over all rooms. Each group asks its own `for_user`, so nobody finds what they may not read."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext as _

from activities.models import Activity
from agreements.models import Deliverable
from desk.work import address
from drawing.formats import due, partial_date
from partnerships.models import Partnership, PartnershipPlace, Seat
from partnerships.models.keys import keys_of
from stakeholders.finding import in_order, organisations_called, people_called
from stakeholders.models import Organisation, Person
from stakeholders.models.names import Normalise

SHOWN = 5
LONGEST = 100  # characters of a search that are looked at
MOST_WORDS = 6


@dataclass
class Found:
    """One group: rows are {title, url, text}; more_url lists them all, where there are more."""

    key: str
    name: str
    icon: str
    rows: list
    more_url: str = ""


def words_of(text):
    """The words of a search, at most six; each of them must occur."""
    return text.replace("\x00", "")[:LONGEST].split()[:MOST_WORDS]


def search(user, text):
    """The five best of each kind, as a list of Found without the empty ones."""
    words = words_of(text)
    if not words:
        return []
    groups = [
        _partnerships(user, words),
        _organisations(user, words),
        _people(user, words),
        _activities(user, words),
        _deliverables(user, words),
    ]
    return [group for group in groups if group.rows]


def _containing(queryset, words):
    """Rows in whose normalised title each word occurs."""
    queryset = queryset.alias(normal_text=Normalise(F("title")))
    for word in words:
        queryset = queryset.filter(normal_text__contains=Normalise(Value(word)))
    return queryset


def _found(key, name, icon, rows, more, words):
    more_url = f"{more}?{urlencode({'q': ' '.join(words)})}" if more and len(rows) > SHOWN else ""
    return Found(key, name, icon, rows[:SHOWN], more_url)


def _partnerships(user, words):
    """By the names of their places; those that the person's own organisation keeps come first."""
    found = Partnership.objects.for_user(user)
    for word in words:
        places = PartnershipPlace.objects.filter(place__normalised_name__contains=Normalise(Value(word)))
        found = found.filter(Q(pk__in=places.values("partnership")) | Q(name__icontains=word))
    mine = {key.organisation for key in keys_of(user).held}
    kept = Exists(Seat.objects.filter(partnership=OuterRef("pk"), organisation__in=mine))
    found = found.annotate(kept=kept).order_by(F("kept").desc(), "name")[: SHOWN + 1]
    rows = [
        {
            "title": row.name,
            "url": address("partnerships:detail", row.slug),
            "text": row.get_form_display() if row.kept else _("On public record, not kept by you"),
        }
        for row in found
    ]
    return _found("partnerships", _("Partnerships"), "handshake", rows, address("partnerships:list"), words)


def _organisations(user, words):
    found = organisations_called(Organisation.objects.for_user(user), " ".join(words))
    rows = [
        {
            "title": row.name,
            "url": reverse("stakeholders:organisation", args=[row.slug]),
            "text": f"{row.get_kind_display()} · {row.place}",
        }
        for row in found.select_related("place").order_by(*in_order())[: SHOWN + 1]
    ]
    more = reverse("stakeholders:organisations")
    return _found("organisations", _("Organisations"), "building-2", rows, more, words)


def _people(user, words):
    found = people_called(Person.objects.for_user(user), " ".join(words))
    rows = [
        {
            "title": row.name,
            "url": reverse("stakeholders:person", args=[row.pk])
            if row.organisation is None
            else reverse("stakeholders:organisation", args=[row.organisation.slug]) + f"#person-{row.pk}",
            "text": " · ".join(part for part in (str(row.organisation or ""), row.email) if part),
        }
        for row in found.select_related("organisation").order_by("name")[: SHOWN + 1]
    ]
    return _found("people", _("People"), "users", rows, "", words)


def _activities(user, words):
    found = _containing(Activity.objects.for_user(user), words)
    rows = [
        {
            "title": row.title,
            "url": address("activities:activity", row.pk),
            "text": f"{partial_date(row.starts_first, row.starts_last)} · {row.partnership}",
        }
        for row in found.select_related("partnership").order_by("-starts_first", "-pk")[: SHOWN + 1]
    ]
    return _found("activities", _("Activities"), "history", rows, address("activities:list"), words)


def _deliverables(user, words):
    found = _containing(Deliverable.objects.for_user(user), words)
    rows = [
        {
            "title": row.title,
            "url": address("agreements:deliverable", row.pk),
            "text": f"{due(row.due_on) if row.is_open else row.get_status_display()} · {row.agreement.partnership}",
        }
        for row in found.select_related("agreement__partnership").order_by("-due_on", "-pk")[: SHOWN + 1]
    ]
    return _found("deliverables", _("Deliverables"), "list-checks", rows, address("agreements:deliverables"), words)
