"""What is measured: offices add indicators and dimensions of their own, change them and retire them."""

import re
from dataclasses import dataclass, fields

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from outcomes.models import Better, Category, Dimension, Indicator, OverPlaces, OverTime, RatioPart, ReportingPlan
from outcomes.services.waking import wake
from stakeholders.access import Permission, roles_granting
from stakeholders.models import Membership
from stakeholders.verbs import Refusal, verb

CODE = re.compile(r"[A-Z][A-Z0-9-]{1,19}")
MONEY = "currency"
RULE = (
    "unit", "better", "over_time", "over_places", "numerator", "denominator", "numerator_as", "denominator_as",
)  # fmt: skip


class NotYours(Refusal):
    code = "not_yours"
    message = _("Coordinators change what their own office measures; what is shipped is changed by platform staff.")


class CodeMalformed(Refusal):
    code = "code_malformed"
    message = _("Write the code in capital letters and digits, as GRANT1: 2 to 20 signs, a letter first.")


class CodeTaken(Refusal):
    code = "code_taken"
    message = _("This code is in use already. Choose another one.")


class NameMissing(Refusal):
    code = "name_missing"
    message = _("Give it a name that people understand.")


class UnitMissing(Refusal):
    code = "unit_missing"
    message = _("Name the unit: what is counted, or “currency” for money.")


class HalfARatio(Refusal):
    code = "half_a_ratio"
    message = _("A ratio needs both: what stands above the line and what stands below it.")


class RatioOfRatios(Refusal):
    code = "ratio_of_ratios"
    message = _("A ratio is made of figures that people report, not of other ratios.")


class AlreadyRetired(Refusal):
    code = "already_retired"
    message = _("This version is retired. Change the one in use.")


class ListMissing(Refusal):
    code = "list_missing"
    message = _("Write at least two categories, each on a line of its own.")


@dataclass(frozen=True)
class Definition:
    """What an indicator measures and how it adds. unit: "currency" for money. numerator, denominator: Indicators."""

    name: str
    unit: str
    better: str = Better.UP
    over_time: str = OverTime.SUM
    over_places: str = OverPlaces.SUM
    frequency: str = ""
    who: str = ""
    evidence: str = ""
    definition: str = ""
    result_type: int | None = None
    sdg: str = ""
    classification: str = ""
    numerator: object = None
    denominator: object = None
    numerator_as: str = RatioPart.VALUE
    denominator_as: str = RatioPart.VALUE


def manages(user, office):
    """Whether this person changes what the office measures; office None stands for what is shipped."""
    if office is None:
        return user.is_staff
    roles = roles_granting(Permission.EDIT)
    return Membership.objects.held_by(user, roles).filter(organisation=office, limited=False).exists()


def check_manager(user, office):
    if not manages(user, office):
        raise NotYours(office)


def check_definition(given):
    if not given.name.strip():
        raise NameMissing(field="name")
    if not given.unit.strip():
        raise UnitMissing(field="unit")
    if (given.numerator is None) != (given.denominator is None):
        raise HalfARatio(field="denominator" if given.denominator is None else "numerator")
    if given.numerator is not None and (given.numerator.computed or given.denominator.computed):
        raise RatioOfRatios(field="numerator")


def columns(given):
    """The definition as it stands on the row; a ratio is computed, and recomputed over time and places."""
    row = {field.name: getattr(given, field.name) for field in fields(given)}
    row |= {name: row[name].strip() for name in ("name", "unit", "who", "evidence", "definition")}
    row["is_money"] = row["unit"] == MONEY
    row["iati_measure"] = 2 if row["unit"] == "percent" else 1
    row["computed"] = given.numerator is not None
    if row["computed"]:
        row |= {"over_time": OverTime.RECOMPUTE, "over_places": OverPlaces.RECOMPUTE}
    return row


@verb("indicator.added")
def add_indicator(office, code, given, *, by, at):
    """Add an indicator of an office's own. Raises NotYours, CodeMalformed, CodeTaken and those of the definition.

    office: Organisation, or None where platform staff add to what is shipped.
    """
    check_manager(by, office)
    code = code.strip().upper()
    if not CODE.fullmatch(code):
        raise CodeMalformed(field="code")
    if Indicator.objects.of_office(office).filter(code=code).exists():
        raise CodeTaken(code, field="code")
    check_definition(given)
    return Indicator.objects.create(code=code, office=office, **columns(given))


@verb("indicator.changed")
def change_indicator(indicator, given, *, by, at):
    """Change the words, or the rule. Returns the indicator that is in use from now on.

    Words change in place. A rule changes in place while nothing is reported; once outcomes stand on it, a new version
    takes its place from that day and the former one is retired with its facts. What is reported every month, quarter
    or year goes on with the new version. Raises NotYours, AlreadyRetired and those of the definition.
    """
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    check_manager(by, indicator.office)
    if indicator.retired_on:
        raise AlreadyRetired(indicator)
    check_definition(given)
    row = columns(given)
    changed = any(getattr(indicator, name) != row[name] for name in RULE)
    if not changed or not indicator.outcomes.exists():
        for name, value in row.items():
            setattr(indicator, name, value)
        indicator.save(update_fields=list(row))
        if changed:
            wake()
        return indicator
    indicator.retired_on = timezone.localdate(at)
    indicator.save(update_fields=["retired_on"])
    fresh = Indicator.objects.create(
        code=indicator.code,
        office=indicator.office,
        version=indicator.version + 1,
        mapping=indicator.mapping,
        sample=indicator.sample,
        **row,
    )
    ReportingPlan.objects.filter(indicator=indicator).update(indicator=fresh)
    return fresh


@verb("indicator.retired")
def retire_indicator(indicator, *, by, at):
    """Nobody reports it from today on; what was reported stays and counts. Retiring again changes nothing.

    Raises NotYours.
    """
    indicator = Indicator.objects.select_for_update(no_key=True).get(pk=indicator.pk)
    check_manager(by, indicator.office)
    if indicator.retired_on is None:
        indicator.retired_on = timezone.localdate(at)
        indicator.save(update_fields=["retired_on"])
    return indicator


@verb("dimension.added")
def add_dimension(office, name, categories, *, by, at):
    """Add a dimension of an office's own. categories: names in their order.

    Raises NotYours, NameMissing, ListMissing.
    """
    check_manager(by, office)
    name = name.strip()
    if not name:
        raise NameMissing(field="name")
    names = list(dict.fromkeys(line.strip() for line in categories if line.strip()))
    if len(names) < 2:
        raise ListMissing(field="categories")
    number = Dimension.objects.filter(office=office).count() + 1
    dimension = Dimension.objects.create(code=f"own-{number}", office=office, name=name[:80])
    Category.objects.bulk_create(
        [
            Category(dimension=dimension, code=f"c{place + 1}", name=line[:150], position=place)
            for place, line in enumerate(names)
        ]
    )
    return dimension


@verb("dimension.retired")
def retire_dimension(dimension, *, by, at):
    """It is offered no longer; what was broken down by it stays. Raises NotYours."""
    dimension = Dimension.objects.select_for_update(no_key=True).get(pk=dimension.pk)
    check_manager(by, dimension.office)
    if dimension.retired_on is None:
        dimension.retired_on = timezone.localdate(at)
        dimension.save(update_fields=["retired_on"])
    return dimension
