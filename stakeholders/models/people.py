from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from stakeholders.access import Permission
from stakeholders.constraints import in_order
from stakeholders.history import tracked
from stakeholders.models.keys import keys_of
from stakeholders.models.memberships import CurrentQuerySet
from stakeholders.models.merged import NotMergedManager


class PersonQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """Contacts kept by an office of which this person is a full member; nobody else's."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(owner__any_of=keys_of(user).with_permission(permission).without_grants().whole)


@tracked()
class Person(models.Model):
    """A contact, with or without a user. The office that recorded it keeps it to itself.

    merged_into: the contact of which this one turned out to be a double; `objects` leaves such rows out.
    """

    owner = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="contacts")
    organisation = models.ForeignKey(
        "stakeholders.Organisation", models.SET_NULL, null=True, blank=True, related_name="people"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="contacts"
    )
    name = models.CharField(max_length=150)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=12, blank=True)
    time_zone = models.CharField(max_length=64, blank=True)
    never_mail = models.BooleanField(_("never mail"), default=False)
    sample = models.BooleanField(default=False)
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, blank=True, editable=False, related_name="+")

    objects = NotMergedManager.from_queryset(PersonQuerySet)()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def initials(self):
        return "".join(word[0] for word in self.name.split()[:2]).upper()


@tracked()
class Post(models.Model):
    """An office in an organisation (mayor, liaison). Ties belong to posts, so an election orphans nothing."""

    organisation = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="posts")
    title = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    never_mail = models.BooleanField(default=False)
    sample = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "title"], name="post_once")]

    def __str__(self):
        return self.title


@tracked()
class PostHolding(models.Model):
    """Who held a post from when to when."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="holdings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="holdings")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        constraints = [in_order("since", "until")]

    def __str__(self):
        return f"{self.person_id} as {self.post_id}"
