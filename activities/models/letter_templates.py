"""The office's own letters for visits: texts with named places in them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from partnerships.models.keys import keys_of
from stakeholders.access import Permission
from stakeholders.constraints import one_of
from stakeholders.history import tracked


class LetterKind(models.TextChoices):
    INVITATION = "invitation", _("Invitation")
    ACCEPTANCE = "acceptance", _("Acceptance")
    PROGRAMME = "programme", _("Programme letter")
    THANKS = "thanks", _("Thanks")


class LetterTemplateQuerySet(models.QuerySet):
    def for_user(self, user, permission=Permission.VIEW):
        """Of the organisations that the person works for, as far as their role there grants it, on every tie."""
        if not user.is_authenticated:
            return self.none()
        held = keys_of(user).with_permission(permission).held
        return self.filter(office__in={key.organisation for key in held if key.ties is None})


@tracked()
class LetterTemplate(models.Model):
    """A letter of an office in one language. body: paragraphs with places such as {guest}, from a closed list."""

    office = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="letter_templates")
    kind = models.CharField(max_length=12, choices=LetterKind)
    language = models.CharField(max_length=12)
    subject = models.CharField(max_length=200)
    body = models.TextField()

    objects = LetterTemplateQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(fields=["office", "kind", "language"], name="letter_template_once"),
            one_of("kind", LetterKind),
        ]

    def __str__(self):
        return f"{self.kind} {self.language}"
