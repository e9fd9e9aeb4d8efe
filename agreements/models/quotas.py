"""How many may go under a university agreement, and how many went."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements import isced
from agreements.models.agreements import Agreement
from partnerships.models import RecordQuerySet
from stakeholders.access import Permission
from stakeholders.constraints import in_order, not_negative, one_of
from stakeholders.history import tracked


def academic_year(first):
    """2026 as 2026/27."""
    return f"{first}/{(first + 1) % 100:02d}"


class QuotaDirection(models.TextChoices):
    OUT = "out", _("Out")
    IN = "in", _("In")
    BOTH = "both", _("Both ways")


class QuotaLevel(models.TextChoices):
    BACHELOR = "bachelor", _("Bachelor")
    MASTER = "master", _("Master")
    DOCTORATE = "doctorate", _("Doctorate")
    STAFF = "staff", _("Staff")


class QuotaQuerySet(RecordQuerySet):
    """Read by whoever reads the agreement; the owning office sets it, a party to it reports what was used."""

    partnership_path = "agreement__partnership"
    owner_path = "agreement__owner"
    audience_path = "agreement__audience"
    agreement_path = "agreement"

    def for_user(self, user, permission=Permission.VIEW):
        readable = Agreement.objects.for_user(user)
        if permission == Permission.VIEW:
            return self.filter(**{f"{self.agreement_path}__in": readable})
        allowed = Q(**{f"{self.agreement_path}__in": Agreement.objects.for_user(user, permission)})
        if permission == Permission.UPDATE_DELIVERABLE:
            theirs = self.party_of(user, f"{self.agreement_path}__parties__organisation", permission)
            parties = self.model._base_manager.filter(theirs).values("pk")
            allowed |= Q(pk__in=parties) & Q(**{f"{self.agreement_path}__in": readable})
        return self.filter(allowed)


@tracked()
class Quota(models.Model):
    """Places a year in one direction, of one subject and level. from and until are the first years of academic years.

    months: of one place, at most; None where the agreement says nothing. subject: field code of ISCED-F 2013.
    """

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="quotas")
    direction = models.CharField(max_length=4, choices=QuotaDirection)
    subject_code = models.CharField(max_length=4, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    level = models.CharField(max_length=10, choices=QuotaLevel)
    places = models.PositiveIntegerField(help_text=_("A year."))
    months = models.DecimalField(max_digits=4, decimal_places=1, null=True, blank=True)
    from_year = models.PositiveSmallIntegerField()
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = QuotaQuerySet.as_manager()

    class Meta:
        ordering = ["from_year", "direction", "level", "subject_code", "pk"]
        constraints = [
            one_of("direction", QuotaDirection),
            one_of("level", QuotaLevel),
            in_order("from_year", "until_year"),
            models.CheckConstraint(
                condition=Q(from_year__gte=1900, from_year__lte=2200), name="quota_from_a_year"
            ),
            models.CheckConstraint(
                condition=Q(subject_code="") | Q(subject_code__regex=r"^[0-9]{2,4}$"), name="quota_subject_code"
            ),
            models.CheckConstraint(
                condition=Q(months__isnull=True) | Q(months__gt=0, months__lte=60), name="quota_months"
            ),
        ]

    def __str__(self):
        return f"{self.places} {self.level} {self.direction}"

    @property
    def subject_words(self):
        """The agreement's own words, else the field's name, else that any will do."""
        return self.subject or isced.FIELDS.get(self.subject_code) or self.subject_code or _("any subject")

    @property
    def years(self):
        """2026/27 – 2030/31, as academic years are written; open at the end where none is named."""
        first = academic_year(self.from_year)
        if self.until_year is None:
            return f"{first} –"
        return first if self.until_year == self.from_year else f"{first} – {academic_year(self.until_year)}"


class QuotaUseQuerySet(QuotaQuerySet):
    partnership_path = "quota__agreement__partnership"
    owner_path = "quota__agreement__owner"
    audience_path = "quota__agreement__audience"
    agreement_path = "quota__agreement"


@tracked()
class QuotaUse(models.Model):
    """How many places were used in an academic year, as somebody reported it; no names, a count."""

    quota = models.ForeignKey(Quota, models.CASCADE, related_name="uses")
    year = models.PositiveSmallIntegerField()
    used = models.PositiveIntegerField()
    months = models.DecimalField(max_digits=7, decimal_places=1, null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()

    objects = QuotaUseQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["quota", "year"], name="quota_use_once_a_year"),
            not_negative("months"),
        ]

    def __str__(self):
        return f"{self.used} in {self.year}"

    @property
    def year_words(self):
        return academic_year(self.year)

    @property
    def over(self):
        """Places used beyond those agreed; nought where there are none."""
        return max(0, self.used - self.quota.places)
