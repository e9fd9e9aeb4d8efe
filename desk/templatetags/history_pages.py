"""{% history_of record %}: the ways to a record's history and to who reads it, for those who may read these."""

from django import template

from desk.history.kinds import readable
from desk.readers.reading import KINDS

register = template.Library()


@register.inclusion_tag("desk/history/_link.html", takes_context=True)
def history_of(context, record):
    user = context["request"].user
    if not record:
        return {}
    label = record._meta.label_lower
    may = readable(record._meta.model, user).filter(pk=record.pk).exists()
    return {"label": label, "pk": record.pk, "may": may, "readers": user.is_authenticated and label in KINDS}
