"""Heads by country and sex, where a fund asks for them."""

from django.utils.translation import gettext as _

from activities.models import HeadCount, Sex
from activities.queries import heads
from activities.services import refusals_asking as refused
from activities.services.activities import locked
from drawing import formats
from stakeholders.models import Level
from stakeholders.verbs import verb

SEXES = tuple(Sex.values)


@verb("activity.heads_counted")
def count_heads(activity, rows, *, over=False, by, at):
    """Write the table of heads anew. rows: [(country Place, {sex: people or None})]; None is not counted.

    over: the office says that the rows may add to more than the head count. Raises NotACountry, CountryTwice and
    MoreThanTheHeads, which says both numbers. Returns the rows written.
    """
    activity = locked(activity)
    countries = [country.pk for country, _counts in rows]
    if any(country.level != Level.COUNTRY for country, _counts in rows):
        raise refused.NotACountry(field="country")
    if len(set(countries)) < len(countries):
        raise refused.CountryTwice(field="country")
    wanted = {
        (country.pk, sex): counts[sex] for country, counts in rows for sex in SEXES if counts.get(sex) is not None
    }
    whole, stated = sum(wanted.values()), heads(activity)
    if stated is not None and whole > stated and not over:
        raise refused.MoreThanTheHeads(activity, too_many(whole, stated))
    kept = {(row.country_id, row.sex): row for row in activity.head_counts.all()}
    activity.head_counts.filter(pk__in=[row.pk for key, row in kept.items() if key not in wanted]).delete()
    over = bool(over and stated is not None and whole > stated)
    for key, people in wanted.items():
        row = kept.get(key)
        if row is None:
            HeadCount.objects.create(activity=activity, country_id=key[0], sex=key[1], people=people, over=over)
        elif (row.people, row.over) != (people, over):
            row.people, row.over = people, over
            row.save(update_fields=["people", "over"])
    return list(activity.head_counts.select_related("country"))


def too_many(whole, stated):
    """The sentence that says both numbers."""
    said = {"whole": formats.number(whole), "stated": formats.number(stated)}
    return _(
        "The rows add to %(whole)s people, the head count says %(stated)s. "
        "Mend one of them, or tick that both are meant."
    ) % said
