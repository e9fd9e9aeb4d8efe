"""Quotas of university agreements: how many may go a year, and how many went."""

import re

from agreements.models import AgreementKind, Quota, QuotaUse
from agreements.services.clock_refusals import NoSuchSubject, NotAcademic, QuotaWasUsed, YearOutside
from agreements.services.locks import locked
from agreements.services.refusals import EndsBeforeItBegins
from stakeholders.verbs import verb

CODE = re.compile(r"^[0-9]{2,4}$")


@verb("quota.set")
def set_quota(
    agreement, *, direction, level, places, from_year, by, at, until_year=None, subject_code="", subject="",
    months=None, quota=None,
):  # fmt: skip
    """Say how many may go a year; with `quota`, say it anew of that one. Returns it.

    Years are those in which the academic year begins. months: of one place. Raises NotAcademic, NoSuchSubject and
    EndsBeforeItBegins.
    """
    locked(agreement.pk)
    if agreement.kind != AgreementKind.ACADEMIC:
        raise NotAcademic(agreement)
    if subject_code and not CODE.match(subject_code):
        raise NoSuchSubject(field="subject_code")
    if until_year is not None and until_year < from_year:
        raise EndsBeforeItBegins(field="until_year")
    fields = {
        "direction": direction, "level": level, "places": places, "from_year": from_year, "until_year": until_year,
        "subject_code": subject_code, "subject": subject.strip(), "months": months,
    }  # fmt: skip
    if quota is None:
        found, _made = Quota.objects.get_or_create(agreement=agreement, **fields)  # a form sent twice says it once
        return found
    quota = Quota.objects.select_for_update(no_key=True).get(pk=quota.pk)
    for name, value in fields.items():
        setattr(quota, name, value)
    quota.save(update_fields=list(fields))
    return quota


@verb("quota.removed")
def remove_quota(quota, *, by, at):
    """A quota that was written by mistake goes. Raises QuotaWasUsed."""
    quota = Quota.objects.select_for_update().get(pk=quota.pk)
    if quota.uses.exists():
        raise QuotaWasUsed(quota)
    quota.delete()


@verb("quota.used")
def report_use(quota, *, year, used, by, at, months=None, note=""):
    """How many places were used in the academic year that begins in `year`. The later word stands. Returns it.

    More than was agreed is a fact and taken as one: the page says so. Raises YearOutside.
    """
    quota = Quota.objects.select_for_update(no_key=True).get(pk=quota.pk)
    if year < quota.from_year or (quota.until_year is not None and year > quota.until_year):
        raise YearOutside(quota, field="year")
    fields = {"used": used, "months": months, "note": note.strip(), "reported_by": by, "reported_at": at}
    use, _made = QuotaUse.objects.update_or_create(quota=quota, year=year, defaults=fields)
    return use
