"""Uploaded files that nothing refers to any longer: what a refused or broken form left behind, or a deleted record."""

import datetime as dt

from django.apps import apps
from django.core.files.storage import default_storage
from django.db.models import FileField

LEFT_FOR = dt.timedelta(days=1)


def referred_to():
    """Names of all files that a row of any model holds, history included."""
    found = set()
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, FileField):
                found.update(model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True))
    return found


def stored(folder=""):
    """Names of all files in the storage, folder by folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in files:
        yield f"{folder}/{name}" if folder else name
    for name in folders:
        yield from stored(f"{folder}/{name}" if folder else name)


def sweep_files(*, at):
    """Delete stored files older than a day to which no row refers. Returns their names.

    A file is stored before the row that names it is committed, and it keeps its name for good: so a younger one may
    still get its row, and an older one never will.
    """
    kept = referred_to()
    gone = []
    for name in stored():
        if name not in kept and default_storage.get_modified_time(name) < at - LEFT_FOR:
            default_storage.delete(name)
            gone.append(name)
    return gone
