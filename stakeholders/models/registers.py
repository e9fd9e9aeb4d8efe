"""Bodies as public registers list them: reference data that ships, loaded by `load_reference`, not tracked."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from stakeholders.constraints import one_of
from stakeholders.models.names import folded_names


class Register(models.TextChoices):
    PORTS = "ports", "UN/LOCODE"
    UNIVERSITIES = "universities", "university-domains-list"


class KnownBody(models.Model):
    """A port of the UN/LOCODE list or a university of the list of web domains; it is offered while one types.

    code: the UN/LOCODE, or the first web domain. place: the city on record that it lies in, where one is near.
    """

    register = models.CharField(max_length=20, choices=Register)
    code = models.CharField(max_length=120)
    name = models.CharField(max_length=200)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    folded_names = folded_names()
    country_code = models.CharField(max_length=2)
    region = models.CharField(max_length=120, blank=True)
    place = models.ForeignKey("stakeholders.Place", models.SET_NULL, null=True, blank=True, related_name="+")
    time_zone = models.CharField(max_length=64, blank=True)
    website = models.CharField(max_length=200, blank=True)
    domains = ArrayField(models.CharField(max_length=120), default=list, blank=True)

    class Meta:
        verbose_name_plural = "known bodies"
        constraints = [
            one_of("register", Register),
            models.UniqueConstraint(fields=["register", "code"], name="known_body_once"),
        ]
        indexes = [models.Index(fields=["country_code"], name="known_body_by_country")]

    def __str__(self):
        return self.name
