"""A migration's operations made together.

Django renders all models anew after each operation of a migration; with hundreds of models that know each other this is
nearly all of the time that an empty database takes. Here they are rendered once for many operations: a migration of
several operations ends with `operations = together(operations)`.
"""

from django.db.migrations import operations as django
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import IndexOperation, ModelOptionOperation
from pgtrigger.migrations import AddTrigger, RemoveTrigger

FIELDS = (django.AddField, django.AlterField, django.RemoveField)
ADDED = (django.AddConstraint, django.AddIndex, AddTrigger)
REMOVED = (django.RemoveConstraint, django.RemoveIndex, RemoveTrigger)
WHOLE = (django.CreateModel, django.DeleteModel, ModelOptionOperation)
KNOWN = (*WHOLE, *FIELDS, django.RenameField, IndexOperation)


def together(operations):
    """The same operations in the same order, in as few steps as they can be made in.

    Statements and data steps stand alone: they meet the tables as they were at that place.
    """
    steps = []
    for operation in operations:
        if steps and _joins(operation, steps[-1]):
            steps[-1].append(operation)
        else:
            steps.append([operation])
    return [Together(step) if len(step) > 1 else step[0] for step in steps]


def _joins(operation, step):
    """Whether it can be made with the states before and after all of the step that it would be a part of."""
    if not (isinstance(operation, KNOWN) and isinstance(step[-1], KNOWN)):
        return False
    if any(isinstance(one, django.DeleteModel) for one in (operation, *step)):
        return all(isinstance(one, django.DeleteModel) for one in (operation, *step))
    if _model(operation) in _created(step):
        return not isinstance(operation, django.CreateModel)
    former = [one for one in step if _model(one) == _model(operation)]
    if isinstance(operation, django.RenameField):  # what was done before is said in the former name
        return not former
    if isinstance(operation, REMOVED):
        return not any(isinstance(one, ADDED) for one in former)
    return not any(set(_fields(one)) & set(_fields(operation)) for one in former)


def _model(operation):
    return (operation.name if isinstance(operation, WHOLE) else getattr(operation, "model_name", "")).lower()


def _created(operations):
    return {_model(one) for one in operations if isinstance(one, django.CreateModel)}


def _fields(operation):
    if isinstance(operation, django.RenameField):
        return [operation.old_name, operation.new_name]
    return [operation.name] if isinstance(operation, FIELDS) else []


class Together(Operation):
    """Operations on models, their fields, constraints and triggers, in the order in which they need each other.

    A table made here is made as it is after all of them. None may ask the states for something that another of them
    takes away: a field of a table that was there before is not added and removed here.
    """

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # rendered again by whoever asks for it next
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    # What is taken away is taken from the tables as they were, with all that it speaks of.

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for one in self._needed():
            after = from_state if isinstance(one, REMOVED) else to_state
            one.database_forwards(app_label, schema_editor, from_state, after)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for one in reversed(self._needed()):
            before = from_state if isinstance(one, ADDED) else to_state
            one.database_backwards(app_label, schema_editor, from_state, before)

    def _needed(self):
        """All but what is part of a table that is made here, or goes with it."""
        created = _created(self.operations)
        return [one for one in self.operations if isinstance(one, django.CreateModel) or _model(one) not in created]

    def describe(self):
        return "; ".join(operation.describe() for operation in self.operations)
