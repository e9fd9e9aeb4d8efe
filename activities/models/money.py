"""The money of an office: what was spent, what was planned to be spent, and what others gave towards it."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from activities.models.activities import Activity, ActivityStatus
from activities.models.office_notes import OfficeOnlyQuerySet
from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.constraints import in_order, not_negative, one_of, partial_date
from stakeholders.history import tracked


class CostCategory(models.TextChoices):
    TRAVEL = "travel", _("Travel")
    HOSTING = "hosting", _("Hosting")
    EVENTS = "events", _("Events")
    STAFF_TIME = "staff time", _("Staff time")
    VOLUNTEERS = "volunteers' hours", _("Volunteers’ hours")
    IN_KIND = "in kind", _("In kind")
    OTHER = "other", _("Other")


class OfficeLineQuerySet(OfficeOnlyQuerySet):
    """Lines of the owning office on a tie; a line of an activity that only named people read keeps to them."""

    partnership_path = "partnership"
    owner_path = "owner"


class CostLineQuerySet(OfficeLineQuerySet):
    def dated(self):
        """With `day` and `day_last`: the line's own days, else those of its activity."""
        return self.annotate(
            day=Coalesce("on_first", "activity__starts_first"), day_last=Coalesce("on_last", "activity__starts_last")
        )

    def spent(self, since=None, until=None):
        """Dated lines that begin between two days, both included; of activities, only of those that happened."""
        found = self.dated().filter(Q(activity=None) | Q(activity__status=ActivityStatus.HAPPENED))
        if since:
            found = found.filter(day__gte=since)
        return found.filter(day__lte=until) if until else found


class OfficeBookQuerySet(models.QuerySet):
    """Rows of an office's books: read by its members; where a row belongs to no tie, by those who read all its ties."""

    owner_path = "owner"
    partnership_path = "partnership"

    def for_user(self, user, permission=Permission.VIEW):
        keys = keys_of(user).with_permission(permission)
        return self.filter(keys.opens(self.owner_path, self.partnership_path))


@tracked()
class Fund(models.Model):
    """Money that somebody gives for a purpose. amount in `currency`; eligible_…: days on which costs may fall.

    own_share: the part that the office has to bear itself, in percent of what the fund helps to pay.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="funds")
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, null=True, blank=True, related_name="funds"
    )
    name = models.CharField(max_length=200)
    source = models.CharField(_("who gives it"), max_length=200)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    eligible_first = models.DateField(_("costs count from"), null=True, blank=True)
    eligible_last = models.DateField(_("costs count until"), null=True, blank=True)
    own_share = models.DecimalField(
        _("own share asked, percent"), max_digits=5, decimal_places=2, null=True, blank=True,
        validators=[MaxValueValidator(100)],
    )  # fmt: skip
    conditions = models.TextField(blank=True)
    sample = models.BooleanField(default=False)

    objects = OfficeBookQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            not_negative("amount"),
            not_negative("own_share"),
            in_order("eligible_first", "eligible_last"),
            models.CheckConstraint(condition=Q(amount=None) | ~Q(currency=""), name="fund_has_currency"),
        ]

    def __str__(self):
        return self.name


class FundReportQuerySet(OfficeBookQuerySet):
    owner_path = "fund__owner"
    partnership_path = "fund__partnership"


@tracked()
class FundReport(models.Model):
    """A report that a fund asks for by a day. sent_on: empty while it is owed."""

    fund = models.ForeignKey(Fund, models.CASCADE, related_name="reports")
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    sent_on = models.DateField(null=True, blank=True)
    reference = models.CharField(max_length=200, blank=True)

    objects = FundReportQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self):
        return self.title


@tracked(exclude=["idempotency_key"])
class CostLine(models.Model):
    """One cost, as the owning office's books have it. amount in `currency`; hours of staff or volunteers; rate a hour.

    on_…: where an activity is named and no day is given, the days of the activity hold. borne_by: as given;
    by_home, by_away: the sides that it surely names, seen from the owner (activities.bearers). as_logged: the one
    line of an activity that its form, the import and the API write.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="cost_lines")
    partnership = models.ForeignKey("partnerships.Partnership", models.CASCADE, related_name="cost_lines")
    activity = models.ForeignKey(Activity, models.CASCADE, null=True, blank=True, related_name="cost_lines")
    category = models.CharField(max_length=20, choices=CostCategory, default=CostCategory.OTHER)
    what = models.CharField(max_length=200, blank=True)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    on_first = models.DateField(null=True, blank=True)
    on_last = models.DateField(null=True, blank=True)
    borne_by = models.CharField(max_length=120, blank=True)
    by_home = models.BooleanField(default=False, db_default=False)
    by_away = models.BooleanField(default=False, db_default=False)
    hours = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    fund = models.ForeignKey(Fund, models.PROTECT, null=True, blank=True, related_name="cost_lines")
    as_logged = models.BooleanField(default=False, db_default=False)
    idempotency_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    objects = CostLineQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            not_negative("amount"),
            not_negative("hours"),
            not_negative("rate"),
            one_of("category", CostCategory),
            *partial_date("on"),
            models.CheckConstraint(
                condition=Q(activity__isnull=False) | Q(on_first__isnull=False), name="cost_line_has_a_day"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True, rate__isnull=True) | ~Q(currency=""), name="cost_line_has_currency"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=False) | Q(hours__isnull=False) | ~Q(borne_by=""), name="cost_line_says_it"
            ),
            models.CheckConstraint(
                condition=Q(as_logged=False) | Q(activity__isnull=False), name="cost_line_logged_on_one"
            ),
            models.UniqueConstraint(
                fields=["activity"], condition=Q(as_logged=True), name="cost_line_as_logged_once"
            ),
        ]

    def __str__(self):
        return self.what or f"cost on {self.activity_id or self.partnership_id}"


@tracked()
class BudgetLine(models.Model):
    """What an office means to spend in one of its years, named by the calendar year in which it begins.

    partnership: empty for the office as a whole; category: empty for all kinds of cost.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="budget_lines")
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.CASCADE, null=True, blank=True, related_name="budget_lines"
    )
    year = models.PositiveSmallIntegerField()
    category = models.CharField(max_length=20, choices=CostCategory, blank=True)
    amount = models.DecimalField(max_digits=16, decimal_places=2)
    currency = models.CharField(max_length=3)
    note = models.CharField(max_length=200, blank=True)

    objects = OfficeBookQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "category", "currency", "pk"]
        constraints = [
            not_negative("amount"),
            models.CheckConstraint(
                condition=Q(category__in=["", *CostCategory.values]), name="budget_line_category_known"
            ),
            models.CheckConstraint(condition=~Q(currency=""), name="budget_line_has_currency"),
            models.UniqueConstraint(
                fields=["owner", "partnership", "year", "category", "currency"],
                nulls_distinct=False, name="budget_line_once",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.amount} {self.currency} in {self.year}"
