"""Addresses made from names: free when they are made, and never taken from a record that used to have them."""

from django.utils.text import slugify

from stakeholders.models import OldSlug

LONGEST = 190
RESERVED = {"new", "known", "doubles"}  # pages of the lists themselves


def free_slug(model, text, *, kind, but=None):
    """A slug for this text that no other row of the model has or had. but: the row that may keep its own.

    A name in another script gives the kind as its slug, with a number: "organisation-7".
    """
    base = slugify(text)[:LONGEST].strip("-")
    if not base or base in RESERVED:
        base = f"{kind}-{base}".rstrip("-")
    others = model.objects.filter(slug__startswith=base)
    old = OldSlug.objects.filter(kind=kind, slug__startswith=base)
    if but is not None:
        others, old = others.exclude(pk=but.pk), old.exclude(object_id=but.pk)
    taken = {*others.values_list("slug", flat=True), *old.values_list("slug", flat=True)}
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def move_slug(record, slug, *, kind):
    """Give the record a new slug and keep the old one as a signpost. The caller saves the record."""
    if record.slug == slug:
        return
    OldSlug.objects.filter(kind=kind, slug=slug, object_id=record.pk).delete()
    OldSlug.objects.update_or_create(kind=kind, slug=record.slug, defaults={"object_id": record.pk})
    record.slug = slug
