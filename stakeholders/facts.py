"""Changes to what is known of an organisation or a place: codes, sectors, dated figures. Each is one verb."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from stakeholders.identifiers import BadCode, cleaned
from stakeholders.metrics import metric_of
from stakeholders.models import (
    Membership,
    Organisation,
    OrganisationFigure,
    OrganisationIdentifier,
    OrganisationSector,
    Place,
    PlaceFigure,
)
from stakeholders.models.facts import LAST_YEAR, OLDEST_YEAR
from stakeholders.sectors import NAMES
from stakeholders.services import KeepsItself, add_organisation, change_organisation
from stakeholders.verbs import Refusal, verb


class NotACode(Refusal):
    code = "not_a_code"
    message = _("This is no code of its kind.")


class CodeTaken(Refusal):
    code = "code_taken"
    message = _("Another organisation has this code.")


class UnknownSector(Refusal):
    code = "unknown_sector"
    message = _("Sectors are the letters A to U of ISIC, each with a strength of 1 to 3.")


class MetricMissing(Refusal):
    code = "metric_missing"
    message = _("Say what was counted.")


class NotAYear(Refusal):
    code = "not_a_year"
    message = _("Write the year with four digits, from 1800 on.")


def locked(organisation, by):
    """The organisation, locked; KeepsItself when it has members of its own and `by` is none of them."""
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    members = Membership.objects.current().filter(organisation=organisation)
    if members.exists() and not members.filter(user=by).exists():
        raise KeepsItself(organisation)
    return organisation


@verb("organisation.identified")
def identify_organisation(organisation, *, codes, by, at):
    """Set the codes of an organisation. codes: {scheme: [text, …]}; of a scheme that is named, what is not given goes.

    NotACode names the field of a text that is no code of its kind, CodeTaken that of one which another body has.
    """
    organisation = locked(organisation, by)
    for scheme, texts in codes.items():
        wanted = cleaned_codes(scheme, texts)
        organisation.identifiers.filter(scheme=scheme).exclude(value__in=wanted).delete()
        known = set(organisation.identifiers.filter(scheme=scheme).values_list("value", flat=True))
        for value in wanted:
            if value not in known:
                _give(organisation, scheme, value)
    return organisation


def cleaned_codes(scheme, texts):
    """The texts as codes, blanks left out, each once. Raises NotACode."""
    try:
        return list(dict.fromkeys(cleaned(scheme, text) for text in texts if text.strip()))
    except BadCode as bad:
        raise NotACode(message=bad.message, field=scheme) from bad


def _give(organisation, scheme, value):
    try:
        with transaction.atomic():
            OrganisationIdentifier.objects.create(organisation=organisation, scheme=scheme, value=value)
    except IntegrityError as taken:
        owner = Organisation.objects.filter(identifiers__scheme=scheme, identifiers__value=value).first()
        raise CodeTaken(owner, field=scheme) from taken


@verb("organisation.sectors_set")
def set_sectors(organisation, *, sectors, by, at):
    """Set in what the organisation works. sectors: {letter of ISIC: strength 1 to 3}; what is not named goes."""
    if set(sectors) - set(NAMES) or set(sectors.values()) - set(OrganisationSector.Strength.values):
        raise UnknownSector(organisation, field="sectors")
    organisation = locked(organisation, by)
    known = {row.section: row for row in organisation.sectors.all()}
    organisation.sectors.exclude(section__in=sectors).delete()
    for section, strength in sectors.items():
        row = known.get(section)
        if row is None:
            OrganisationSector.objects.create(organisation=organisation, section=section, strength=strength)
        elif row.strength != strength:
            row.strength = strength
            row.save(update_fields=["strength"])
    return organisation


@verb("figure.recorded")
def record_figure(subject, *, metric, year, value, by, at, unit="", source=""):
    """Write down a figure of an organisation or a place. One of the same metric and year takes its place."""
    metric = metric_of(metric)
    if not metric:
        raise MetricMissing(subject, field="metric")
    if not OLDEST_YEAR <= year <= LAST_YEAR:
        raise NotAYear(subject, field="year")
    told = {"value": value, "unit": " ".join(unit.split()), "source": " ".join(source.split())}
    if isinstance(subject, Place):
        return PlaceFigure.objects.update_or_create(place=subject, metric=metric, year=year, defaults=told)[0]
    return OrganisationFigure.objects.update_or_create(
        organisation=locked(subject, by), metric=metric, year=year, defaults=told
    )[0]


@verb("figure.removed")
def remove_figure(figure, *, by, at):
    """Take a figure away; the history keeps it. Taken away twice, nothing happens."""
    if isinstance(figure, OrganisationFigure):
        locked(figure.organisation, by)
    figure.delete()


@transaction.atomic
def add_in_full(*, office, codes, sectors, by, at, **facts):
    """Put an organisation on file with its codes and sectors, or nothing of it. Returns (organisation, is_new).

    One that is known here already is taken as it stands, found by its name and place.
    """
    made, is_new = add_organisation(office=office, by=by, at=at, **facts)
    if is_new:
        identify_organisation(made, codes=codes, by=by, at=at)
        set_sectors(made, sectors=sectors, by=by, at=at)
    return made, is_new


@transaction.atomic
def change_in_full(organisation, *, by, at, codes=None, sectors=None, **changes):
    """Change an organisation with its codes and sectors, or nothing of it; what is None stays."""
    if changes:
        organisation = change_organisation(organisation, by=by, at=at, **changes)
    if codes is not None:
        identify_organisation(organisation, codes=codes, by=by, at=at)
    if sectors is not None:
        set_sectors(organisation, sectors=sectors, by=by, at=at)
    return organisation
