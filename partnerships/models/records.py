"""Every record below a partnership has an owner and an audience; this is the rule that reads them (ARCHITECTURE 4)."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from partnerships.models.keys import keys_of
from partnerships.models.seats import Seat, SeatRole
from stakeholders.access import Permission


class Audience(models.TextChoices):
    NAMED = "named", _("Named")
    OFFICE = "office", _("Office")
    PARTIES = "parties", _("Parties")
    SHARED = "shared", _("Shared")
    PUBLIC = "public", _("Public")


WIDENING = [Audience.NAMED, Audience.OFFICE, Audience.PARTIES, Audience.SHARED, Audience.PUBLIC]


class RecordQuerySet(models.QuerySet):
    """Records of which `for_user` asks twice: does the seat admit, and does the audience admit?

    partnership_path: where a record finds its partnership, as "agreement__partnership".
    owner_path, audience_path, named_path: where it finds its owner and audience; a record without its own borrows.
    """

    partnership_path = "partnership"
    owner_path = "owner"
    audience_path = "audience"
    named_path = "named"

    def for_user(self, user, permission=Permission.VIEW):
        if not user.is_authenticated:
            return self.none()
        if permission == Permission.VIEW:
            readable = self.seat_admits(user) & self.audience_admits(user)
            return self.filter(readable | Q(**{self.audience_path: Audience.PUBLIC}))
        return self.filter(self.seat_admits(user) & self.may_change(user, permission))

    def seat_admits(self, user):
        """The person's organisation holds a seat above observer in the record's tie, or its office let staff in."""
        keys = keys_of(user).with_permission(Permission.VIEW)
        seats = Seat.objects.filter(partnership=OuterRef(self.partnership_path)).exclude(role=SeatRole.OBSERVER)
        return Q(Exists(seats.filter(keys.opens("organisation", "partnership"))))

    def owner_admits(self, user):
        """Members of the owning office, and staff whom it let in."""
        return self.party_of(user, self.owner_path)

    def confidants_admit(self, user):
        """For named records: those listed, and the owning office's members who read confidential records."""
        keys = keys_of(user).with_permission(Permission.VIEW, confidential=True)
        return keys.opens(self.owner_path, self.partnership_path) | self.named_admits(user)

    def audience_admits(self, user):
        """Office, parties, shared: each wider one includes the ones before it; named stands alone."""
        keys = keys_of(user).with_permission(Permission.VIEW).without_grants()
        leads = Seat.objects.filter(
            keys.opens("organisation", "partnership"),
            partnership=OuterRef(self.partnership_path),
            role=SeatRole.LEAD,
        )
        audience = self.audience_path
        return (
            (Q(**{audience: Audience.NAMED}) & self.confidants_admit(user))
            | (~Q(**{audience: Audience.NAMED}) & self.owner_admits(user))
            | (Q(**{f"{audience}__in": [Audience.PARTIES, Audience.SHARED]}) & self.party_admits(user))
            | (Q(**{audience: Audience.SHARED}) & Q(Exists(leads)))
        )

    def named_admits(self, user):
        """People listed on the record itself."""
        if not self.named_path:
            return Q(pk__in=[])
        listed = self.model._base_manager.filter(pk=OuterRef("pk"), **{self.named_path: user})
        return Q(Exists(listed))

    def party_admits(self, user):
        """Members of the organisations named on the record: each room says which these are."""
        return Q(pk__in=[])

    def party_of(self, user, organisation, permission=Permission.VIEW):
        """Q: the person is a member of the organisation found at this path, on this tie."""
        return keys_of(user).with_permission(permission).opens(organisation, self.partnership_path)

    def may_change(self, user, permission):
        """Members of the owning office whose role grants it; a named record also asks for `confidential`."""
        confidential = keys_of(user).with_permission(permission, confidential=True)
        trusted = confidential.opens(self.owner_path, self.partnership_path) | self.named_admits(user)
        return self.party_of(user, self.owner_path, permission) & (
            ~Q(**{self.audience_path: Audience.NAMED}) | trusted
        )


class Record(models.Model):
    """What every record below a partnership carries: who recorded it and who may read it. Closed is the default."""

    owner = models.ForeignKey("stakeholders.Organisation", models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.OFFICE)
    named = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=60, default="manual")
    external_id = models.CharField(max_length=120, null=True, blank=True)
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True


def record_constraints():
    """The constraints of every Record: a known audience, published on purpose, one row per source's id."""
    return [
        models.CheckConstraint(
            condition=Q(audience__in=list(Audience.values)), name="%(app_label)s_%(class)s_audience"
        ),
        models.CheckConstraint(
            condition=~Q(audience=Audience.PUBLIC) | Q(published_at__isnull=False, published_by__isnull=False),
            name="%(app_label)s_%(class)s_on_purpose",
        ),
        models.UniqueConstraint(fields=["source", "external_id"], name="%(app_label)s_%(class)s_source"),
    ]


def upload_to(instance, filename):
    return f"{instance._meta.model_name}/{instance.sha256[:2]}/{instance.sha256}"


class Attachment(models.Model):
    """A file on a record; whoever reads the record reads it. size in bytes."""

    file = models.FileField(upload_to=upload_to, max_length=200)
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name
