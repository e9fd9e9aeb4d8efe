from activities.views.changes import cancel, confirm, edit, happened, offer, plan
from activities.views.pages import activities, activity, file

__all__ = ["activities", "activity", "cancel", "confirm", "edit", "file", "happened", "offer", "plan"]
