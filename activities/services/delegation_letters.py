"""An office's own letters for visits: changed, filled, and put on paper. Nothing is mailed from here."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from activities.delegation_texts import STARTING
from activities.models import LetterKind, LetterTemplate, Reply, Side
from activities.rules import letter_places as places
from activities.services import refusals_delegations as refusals
from activities.services.delegation_programme import summary
from drawing import formats
from stakeholders.verbs import verb


def text_of(office, kind, language):
    """(subject, body) for this language: the office's own, else its English one, else what is shipped."""
    return found_text(office, kind, language)[:2]


def found_text(office, kind, language):
    """(subject, body, the language it is really in). office: an organisation or its id."""
    kept = LetterTemplate.objects.filter(office=office, kind=kind, language__in=[language, "en"])
    own = {one.language: one for one in kept}
    found = own.get(language) or own.get("en")
    return (found.subject, found.body, found.language) if found else (*STARTING[kind], "en")


@verb("letter_template.written")
def write_letter(office, kind, language, *, subject, body, by, at):
    """Keep the own text of an office, an organisation or its id. Raises UnknownPlaceInLetter, TextMissing."""
    if not body.strip() or not subject.strip():
        raise refusals.TextMissing(field="body" if subject.strip() else "subject")
    for name, text in (("subject", subject), ("body", body)):
        if unknown := places.unknown_places(text):
            raise refusals.UnknownPlaceInLetter(message=unknown_words(unknown), field=name)
    body = body.replace("\r\n", "\n").strip()
    office = getattr(office, "pk", office)
    text = {"subject": subject.strip(), "body": body}
    return LetterTemplate.objects.update_or_create(
        office_id=office, kind=LetterKind(kind), language=language, defaults=text
    )[0]


def unknown_words(unknown):
    """The sentence that names what is unknown and all that there is."""
    said = {
        "unknown": ", ".join(f"{{{name}}}" if name not in "{}" else name for name in unknown),
        "known": ", ".join(f"{{{name}}}" for name in places.PLACES),
    }
    return _("Not known: %(unknown)s. These can stand in a letter: %(known)s.") % said


@verb("letter_template.dropped")
def restore_letter(office, kind, language, *, by, at):
    """Away with the office's own text: the shipped one stands again."""
    LetterTemplate.objects.filter(office=office, kind=kind, language=language).delete()


def letters_for(delegation, kind, language, *, at):
    """[(person or None, subject, [paragraphs])]: one for each guest who is not staying away where the letter names
    one, else one. Dates are written in the language of the text, which is English where there is none in `language`."""
    subject, body, spoken = found_text(delegation.owner_id, kind, language)
    guests = [None]
    if places.is_of_one(subject + body):
        guests = list(delegation.people.filter(side=Side.GUEST).exclude(reply=Reply.NO)) or [None]
    with override(spoken):
        common = common_values(delegation, at)
        return [
            (guest, places.fill(subject, values), places.fill(body, values).split("\n\n"))
            for guest in guests
            for values in [common | values_of(guest)]
        ]


def common_values(delegation, at):
    first, last = delegation.starts_first, delegation.ends_on or delegation.starts_last
    items = delegation.programme.select_related("place", "host")
    return {
        "title": delegation.title,
        "purpose": delegation.purpose,
        "dates": formats.partial_date(first, last) if first else "",
        "first_day": formats.long_date(first) if first and first == delegation.starts_last else "",
        "last_day": formats.long_date(delegation.ends_on) if delegation.ends_on else "",
        "places": ", ".join(place.name for place in delegation.places.all()),
        "hosts": ", ".join(body.name for body in delegation.hosts.all()),
        "our_office": delegation.owner.name,
        "partnership": delegation.partnership.name,
        "programme": summary(items),
        "lead": str(delegation.lead) if delegation.lead else "",
        "today": formats.long_date(timezone.localdate(at)),
    }


def values_of(guest):
    if guest is None:
        return {}
    return {
        "guest": guest.name,
        "address": guest.address or guest.name,
        "office": guest.office,
        "organisation": guest.organisation,
        "representative": guest.representative,
    }
