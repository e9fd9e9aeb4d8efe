"""Many triggers in one step of a migration."""

from django.db import router
from django.db.migrations.operations.base import Operation


class InstallTriggers(Operation):
    """Install the triggers that the models of this room carry in their options.

    One `AddTrigger` for each makes Django build its picture of every model anew each time: for the hundred triggers of
    the history that takes longer than all the rest of the first migrations.
    """

    reversible = True

    def state_forwards(self, app_label, state):
        """The options of CreateModel name the triggers already."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        for trigger in self._triggers(app_label, schema_editor, to_state):
            schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for trigger in self._triggers(app_label, schema_editor, from_state):
            schema_editor.execute(trigger.uninstall_sql, params=None)

    def describe(self):
        return "Install the triggers of these models"

    @staticmethod
    def _triggers(app_label, schema_editor, state):
        alias = schema_editor.connection.alias
        for (label, name), model in sorted(state.models.items()):
            if label == app_label and router.allow_migrate(alias, label, model_name=name):
                yield from model.options.get("triggers", [])
