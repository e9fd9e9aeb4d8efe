"""New versions of the numbers that the stage rule goes by: added by platform staff, never edited (METHODS 3)."""

from django.db import IntegrityError, transaction

from partnerships.models import StageRule
from partnerships.rules import NUMBERS
from partnerships.services.refusals import NameTaken, NotBeforeToday, NotStaff, SameNumbers
from stakeholders.verbs import verb


@verb("stage_rule.made")
def make_stage_rule(version, valid_from, numbers, *, by, at, note=""):
    """A version that holds from a day on; ties are staged anew by it when that day has come, earlier results stay.

    numbers: {name: value} for rules.NUMBERS. by: platform staff, or None for a command. Raises NotStaff, NotBeforeToday
    (results that were shown are not rewritten), SameNumbers, NameTaken.
    """
    if by is not None and not by.is_staff:
        raise NotStaff(by)
    if valid_from < at.date():
        raise NotBeforeToday(valid_from, field="valid_from")
    before = StageRule.objects.valid_on(valid_from)
    if before is not None and all(getattr(before, name) == numbers[name] for name in NUMBERS):
        raise SameNumbers(before)
    try:
        with transaction.atomic():
            return StageRule.objects.create(
                version=version, valid_from=valid_from, note=note, made_by=by, made_at=at, **numbers
            )
    except IntegrityError as fault:
        if "version" in str(fault) or "valid_from" in str(fault):
            raise NameTaken(version, field="version") from fault
        raise
