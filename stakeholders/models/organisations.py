from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from stakeholders.access import Permission
from stakeholders.constraints import one_of
from stakeholders.history import tracked
from stakeholders.identifiers import page_of
from stakeholders.models.keys import keys_of
from stakeholders.models.merged import NotMergedManager
from stakeholders.models.names import folded_names, normalised


class OrganisationKind(models.TextChoices):
    CITY_GOVERNMENT = "city government", _("City government")
    REGIONAL_GOVERNMENT = "regional government", _("Regional government")
    CHAMBER = "chamber of commerce", _("Chamber of commerce")
    PORT = "port authority", _("Port authority")
    UNIVERSITY = "university", _("University")
    DEVELOPMENT_BOARD = "development board", _("Development board")
    ASSOCIATION_OF_SISTER_CITIES = "sister-city association", _("Sister-city association")
    COMPANY = "company", _("Company")
    ASSOCIATION = "association", _("Association")
    HOSPITAL = "hospital", _("Hospital")
    MUSEUM = "museum", _("Museum")
    OTHER = "other", _("Other")


class Layer(models.TextChoices):
    CITY = "city", _("City")
    REGION = "region", _("Region")
    CHAMBER = "chamber", _("Chamber")
    PORT = "port", _("Port")
    UNIVERSITY = "university", _("University")
    INVESTMENT_BOARD = "investment board", _("Investment board")
    OTHER = "other", _("Other")


LAYER_OF = {
    OrganisationKind.CITY_GOVERNMENT: Layer.CITY,
    OrganisationKind.REGIONAL_GOVERNMENT: Layer.REGION,
    OrganisationKind.CHAMBER: Layer.CHAMBER,
    OrganisationKind.PORT: Layer.PORT,
    OrganisationKind.UNIVERSITY: Layer.UNIVERSITY,
    OrganisationKind.DEVELOPMENT_BOARD: Layer.INVESTMENT_BOARD,
}


class OrganisationQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """Organisations this person may open: their own, those in their office's register, and the leads of
        the ties in which they hold a seat. To change one, its register or its membership must grant it."""
        if not user.is_authenticated:
            return self.none()
        keys = keys_of(user).with_permission(permission)
        own = Q(pk__any_of={key.organisation for key in keys.held})
        entries = RegisterEntry.objects.filter(office__any_of=keys.whole)
        opened = own | Q(pk__in=entries.values("organisation"))
        return self.filter(opened | self._leads_met(keys) if permission == Permission.VIEW else opened)

    def _leads_met(self, keys):
        """Lead organisations of ties in which the person's organisation is seated."""
        seats = self.model._meta.get_field("seats").related_model.objects
        mine = seats.filter(organisation__any_of=keys.without_grants().whole)
        return Q(
            pk__in=seats.filter(role="lead", partnership__in=mine.values("partnership")).values("organisation")
        )


@tracked(exclude=["normalised_name", "folded_names"])
class Organisation(models.Model):
    """A body of a kind, in a place. It exists once, however many offices work with it.

    acts_for: the place on whose side it stands where that is not its own (a consulate, a chamber abroad).
    language: in which it is written to; languages: in which it works besides.
    merged_into: the organisation of which this one turned out to be a double; `objects` leaves such rows out.
    """

    name = models.CharField(max_length=200)
    normalised_name = normalised()
    folded_names = folded_names()
    slug = models.SlugField(max_length=200, unique=True)
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    place = models.ForeignKey("stakeholders.Place", models.PROTECT, related_name="organisations")
    acts_for = models.ForeignKey("stakeholders.Place", models.PROTECT, null=True, blank=True, related_name="+")
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    website = models.URLField(blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=12, blank=True)
    languages = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    source = models.CharField(max_length=60, default="manual")
    external_id = models.CharField(max_length=120, null=True, blank=True)
    sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, blank=True, editable=False, related_name="+")

    objects = NotMergedManager.from_queryset(OrganisationQuerySet)()

    class Meta:
        ordering = ["name"]
        constraints = [
            one_of("kind", OrganisationKind),
            models.UniqueConstraint(fields=["normalised_name", "place"], name="organisation_name_once_a_place"),
            models.UniqueConstraint(fields=["source", "external_id"], name="organisation_source_once"),
            models.CheckConstraint(condition=~Q(name=""), name="organisation_has_name"),
        ]

    def __str__(self):
        return self.name

    @property
    def layer(self) -> str:
        return LAYER_OF.get(OrganisationKind(self.kind), Layer.OTHER)


@tracked()
class OrganisationIdentifier(models.Model):
    """A code by which others know the body: UN/LOCODE, ROR, a registration number."""

    class Scheme(models.TextChoices):
        LOCODE = "locode", "UN/LOCODE"
        ROR = "ror", "ROR"
        REGISTRATION = "registration", _("Registration number")
        DOMAIN = "domain", _("Web domain")

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=20, choices=Scheme)
    value = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="organisation_identifier_once")]

    def __str__(self):
        return f"{self.scheme}:{self.value}"

    @property
    def page(self) -> str:
        """The address at which the code can be looked up, or ""."""
        return page_of(self.scheme, self.value)


@tracked()
class RegisterEntry(models.Model):
    """An office has this organisation on file. Another office's register does not tell."""

    office = models.ForeignKey(Organisation, models.CASCADE, related_name="register")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="register_entries")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "organisation"], name="register_entry_once")]

    def __str__(self):
        return f"{self.office_id}: {self.organisation_id}"
