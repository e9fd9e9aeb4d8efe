"""A migration's operation that makes or changes many tables at once.

Django renders all models anew after each operation of a migration; with a hundred models that know each other this is
most of the time that an empty database takes. Here they are rendered once for all.
"""

from django.db.migrations.operations.base import Operation


class Together(Operation):
    """Operations on models, their fields, constraints and triggers, in the order in which they need each other.

    None may ask the states for something that another of them takes away: a field is not added and removed here.
    """

    def __init__(self, operations):
        self.operations = operations

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # rendered again by whoever asks for it next
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self):
        return "; ".join(operation.describe() for operation in self.operations)
