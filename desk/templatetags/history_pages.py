"""{% history_of record %}: the way to a record's history, for those who may read it."""

from django import template

from desk.history.kinds import readable

register = template.Library()


@register.inclusion_tag("desk/history/_link.html", takes_context=True)
def history_of(context, record):
    user = context["request"].user
    if not record or not readable(record._meta.model, user).filter(pk=record.pk).exists():
        return {"may": False}
    return {"label": record._meta.label_lower, "pk": record.pk, "may": True}
