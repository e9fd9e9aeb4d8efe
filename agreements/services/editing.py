"""What an item says of itself, changed while it is open."""

from agreements.services.deliverables import locked
from agreements.services.refusals import Closed, NegativeQuantity, TitleMissing
from stakeholders.verbs import verb

EDITABLE = ("title", "description", "quantity_goal", "unit", "weight")


@verb("deliverable.edited")
def edit_deliverable(deliverable, *, by, at, **changes):
    """Change title, description, quantity_goal, unit or weight. Raises Closed, TitleMissing and NegativeQuantity."""
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise TypeError(f"not editable here: {', '.join(sorted(unknown))}")
    deliverable = locked(deliverable)
    if not deliverable.is_open:
        raise Closed(deliverable)
    if "title" in changes:
        changes["title"] = changes["title"].strip()
        if not changes["title"]:
            raise TitleMissing(deliverable, field="title")
    for name in ("quantity_goal", "weight"):
        if changes.get(name) is not None and changes[name] < 0:
            raise NegativeQuantity(deliverable, field=name)
    for name, value in changes.items():
        setattr(deliverable, name, value)
    if changes:
        deliverable.save(update_fields=list(changes))
    return deliverable
