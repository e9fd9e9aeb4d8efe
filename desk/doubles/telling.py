"""The word of an office that two are two, so that they are not proposed again."""

from desk.doubles import refusals as no
from stakeholders.models import DoubleKind, NotADouble, Person
from stakeholders.verbs import verb


@verb("double.denied")
def not_a_double(one, other, *, office, by, at):
    """Remember for this office that the two are two. Said twice it is remembered once."""
    if one.pk == other.pk:
        raise no.TheSame(one)
    kind = DoubleKind.PERSON if isinstance(one, Person) else DoubleKind.ORGANISATION
    first, second = sorted([one.pk, other.pk])
    said, _new = NotADouble.objects.get_or_create(
        owner=office, kind=kind, one=first, other=second, defaults={"said_by": by, "said_at": at}
    )
    return said
