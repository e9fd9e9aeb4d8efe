from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.constraints import in_order
from stakeholders.history import tracked
from stakeholders.models.memberships import CurrentQuerySet


@tracked()
class Office(models.Model):
    """An organisation that runs its programme here: home place, language, time zone, year, aims."""

    class Aim(models.TextChoices):
        PEOPLE = "people", _("People")
        ECONOMY = "economy", _("Economy")
        CITY_SERVICES = "city services", _("City services")

    organisation = models.OneToOneField("stakeholders.Organisation", models.CASCADE, related_name="office")
    home = models.ForeignKey("stakeholders.Place", models.PROTECT, related_name="offices")
    language = models.CharField(max_length=12, default="en")
    time_zone = models.CharField(max_length=64, default="UTC")
    year_starts_in = models.PositiveSmallIntegerField(
        _("first month of the year"), default=1, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    aims = ArrayField(models.CharField(max_length=20, choices=Aim), default=list, blank=True)
    mail_address = models.EmailField(blank=True)
    word_for_tie = models.CharField(
        _("own word for a partnership"), max_length=60, blank=True, help_text=_("As Paris says “partner city”.")
    )
    records_complete_from = models.DateField(
        _("records are complete from"), null=True, blank=True, help_text=_("Until this is declared, no stage is given.")
    )
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(year_starts_in__gte=1, year_starts_in__lte=12), name="office_year_starts_in_a_month"
            )
        ]

    def __str__(self):
        return str(self.organisation)


@tracked()
class Designation(models.Model):
    """An office acts for a place, from a day, on somebody's authority; one of them leads."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="designations")
    place = models.ForeignKey("stakeholders.Place", models.PROTECT, related_name="designations")
    leads = models.BooleanField(default=True)
    authority = models.CharField(max_length=200, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        constraints = [
            in_order("since", "until"),
            models.UniqueConstraint(fields=["office", "place", "since"], name="designation_once"),
        ]

    def __str__(self):
        return f"{self.office_id} for {self.place_id}"
