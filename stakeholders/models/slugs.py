from django.db import models


class OldSlug(models.Model):
    """A slug that a record used to have; its page redirects to where the record is now."""

    kind = models.CharField(max_length=30)
    slug = models.SlugField(max_length=200)
    object_id = models.BigIntegerField()
    renamed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="old_slug_once")]

    def __str__(self):
        return f"{self.kind}/{self.slug}"
