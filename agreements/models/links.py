from django.db import models

from stakeholders.history import tracked
from stakeholders.models import MailedLink


@tracked(exclude=["token_hash"])
class UpdateLink(MailedLink):
    """A mailed link that lets one person update a named set of deliverables of their organisation."""

    office = models.ForeignKey("stakeholders.Organisation", models.CASCADE, related_name="+")
    person = models.ForeignKey("stakeholders.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    deliverables = models.ManyToManyField(
        "agreements.Deliverable", through="agreements.UpdateLinkItem", related_name="links"
    )
    message = models.TextField(blank=True, help_text="What the coordinator wrote above the items.")
    language = models.CharField(max_length=12, blank=True)
    passed_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="passed_on")

    def __str__(self):
        return f"link for {self.email}"


class UpdateLinkItem(models.Model):
    """One item of a link's set."""

    link = models.ForeignKey(UpdateLink, models.CASCADE, related_name="items")
    deliverable = models.ForeignKey("agreements.Deliverable", models.CASCADE, related_name="link_items")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["link", "deliverable"], name="link_item_once")]

    def __str__(self):
        return f"{self.deliverable_id} on {self.link_id}"
