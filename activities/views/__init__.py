from activities.views.changes import cancel, confirm, edit, happened, offer, plan
from activities.views.pages import activities, activity, file
from activities.views.steps import add_step, drop_step, finish_step, move, reopen_step, step

__all__ = [
    "activities",
    "activity",
    "add_step",
    "cancel",
    "confirm",
    "drop_step",
    "edit",
    "file",
    "finish_step",
    "happened",
    "move",
    "offer",
    "plan",
    "reopen_step",
    "step",
]
