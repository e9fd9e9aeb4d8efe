"""Exchange rates, price indices and corridor factors as they were known on an earlier day, from their history.

A rate that is brought in, changed or taken away later moves no figure of that day. The monthly averages that came with
the installation were public before it began: they count as known from the last day of their month.
"""

from django.apps import apps
from django.db.models import Q

from outcomes.queries.merged import end_of
from outcomes.rates import SHIPPED_SOURCE


def rows_on(model, day, columns, condition=None):
    """Rows of a tracked table of this room as they stood at the end of a day, as tuples of these columns.

    condition: Q on the columns; None for all rows. day: None for the rows that stand now.
    """
    condition = Q() if condition is None else condition
    if day is None:
        return model.objects.filter(condition).values_list(*columns)
    events = apps.get_model("outcomes", f"{model.__name__}Event").objects
    told = Q(pgh_created_at__lte=end_of(day))
    if model.__name__ == "ExchangeRate" and (public := came_first(events, day)):
        told |= public
    ever = events.filter(condition).values("pgh_obj")  # a row may have left the condition, or come to it
    last = events.filter(told, pgh_obj__in=ever).order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    rows = events.filter(condition, pgh_id__in=last.values("pgh_id")).exclude(pgh_label="delete")
    return rows.values_list(*columns)


def came_first(events, day):
    """Q on the events of the averages that the first load of the shipped ones wrote, of months that were over by then;
    None where none were loaded."""
    shipped = events.filter(source=SHIPPED_SOURCE, pgh_label="insert")
    began = shipped.order_by("pgh_id").values_list("pgh_created_at", flat=True).first()
    if began is None:
        return None
    return Q(source=SHIPPED_SOURCE, pgh_label="insert", pgh_created_at__lte=began, last__lte=day)
