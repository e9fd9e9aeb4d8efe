from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from partnerships.models.keys import keys_of
from partnerships.models.seats import Seat
from stakeholders.access import Permission
from stakeholders.constraints import one_of, partial_date
from stakeholders.history import tracked


class Form(models.TextChoices):
    PARTNERSHIP = "partnership", _("Partnership")
    FRIENDSHIP = "friendship", _("Friendship")
    CONTACT = "contact without agreement", _("Contact without agreement")


class PartnershipQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """Partnerships in which this person's organisation holds a seat and their role grants the permission.

        To look, also those on record (no seat at all). Public facts of a seated one are read by `on_record`.
        """
        if not user.is_authenticated:
            return self.none()
        keys = keys_of(user).with_permission(permission)
        seats = Seat.objects.filter(partnership=OuterRef("pk"))
        mine = seats.filter(keys.opens("organisation", "partnership"))
        if permission != Permission.VIEW:
            return self.filter(Exists(mine.exclude(role="observer")))
        return self.filter(Exists(mine) | ~Exists(seats))

    def kept_by(self, organisation):
        """Those in which this organisation holds a seat, whatever its standing."""
        return self.filter(Exists(Seat.objects.filter(partnership=OuterRef("pk"), organisation=organisation)))

    def on_record(self):
        """Those of which a public source speaks, seated or not: places and tie records are public facts."""
        return self.filter(tie_records__isnull=False).distinct()


@tracked()
class Partnership(models.Model):
    """A tie between two or more places. It exists once, however many offices keep it.

    pair_key: the unordered places and the kind of a tie without identifier of its own, for idempotent imports.
    """

    name = models.CharField(max_length=300)
    slug = models.SlugField(max_length=200, unique=True)
    form = models.CharField(max_length=30, choices=Form, default=Form.PARTNERSHIP)
    since_first = models.DateField(null=True, blank=True)
    since_last = models.DateField(null=True, blank=True)
    until_first = models.DateField(null=True, blank=True)
    until_last = models.DateField(null=True, blank=True)
    pair_key = models.CharField(max_length=120, unique=True, null=True, blank=True)
    places = models.ManyToManyField(
        "stakeholders.Place", through="partnerships.PartnershipPlace", related_name="partnerships"
    )
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [*partial_date("since"), *partial_date("until"), one_of("form", Form)]

    def __str__(self):
        return self.name


class PartnershipPlace(models.Model):
    """A place of a tie; never limited to two by the schema."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="partnership_places")
    place = models.ForeignKey("stakeholders.Place", models.PROTECT, related_name="partnership_places")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["partnership", "place"], name="partnership_place_once")]

    def __str__(self):
        return f"{self.partnership_id}: {self.place_id}"


@tracked()
class MembershipTie(models.Model):
    """A limited membership counts on this tie."""

    membership = models.ForeignKey("stakeholders.Membership", models.CASCADE, related_name="ties")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="limited_memberships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "partnership"], name="membership_tie_once")]

    def __str__(self):
        return f"{self.membership_id} on {self.partnership_id}"
