"""Files sent with a form that is shown once more: browsers forget them, so they wait in storage until it is sent.

What waits is named in a signed text in the form itself, bound to the person; what nobody fetched within a day goes.
"""

import datetime as dt
import secrets

from django.core import signing
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from partnerships.uploads import check_upload
from stakeholders.verbs import Refusal

SALT = "outcomes.kept-files"
KEPT_FOR = dt.timedelta(days=1)


class KeptFiles:
    """names: what waits already. Opened files go to the service as if they had just been sent."""

    def __init__(self, user, text=""):
        self.folder = f"kept/{user.pk}"
        self.rows = []
        if text:
            try:
                self.rows = signing.loads(text, salt=f"{SALT}:{user.pk}", max_age=KEPT_FOR)
            except signing.BadSignature:
                self.rows = []
        self.rows = [row for row in self.rows if default_storage.exists(row["path"])]

    @property
    def names(self):
        return [row["name"] for row in self.rows]

    def text(self, user):
        """For the hidden field; "" while nothing waits."""
        return signing.dumps(self.rows, salt=f"{SALT}:{user.pk}") if self.rows else ""

    def add(self, files):
        """Put these by too; one that is not taken is not kept, for it would be refused again each time."""
        self.sweep()
        for file in files:
            try:
                check_upload(file)
            except Refusal:
                continue
            path = default_storage.save(f"{self.folder}/{secrets.token_hex(16)}", file)
            self.rows.append(
                {"path": path, "name": file.name, "type": file.content_type or "", "size": file.size}
            )

    def opened(self):
        """[UploadedFile] in the order in which they came."""
        return [
            UploadedFile(default_storage.open(row["path"]), row["name"], row["type"], row["size"])
            for row in self.rows
        ]

    def drop(self):
        for row in self.rows:
            default_storage.delete(row["path"])
        self.rows = []

    def sweep(self):
        """Away with what this person left lying for a day."""
        try:
            _folders, names = default_storage.listdir(self.folder)
        except (FileNotFoundError, NotADirectoryError):
            return
        for name in names:
            path = f"{self.folder}/{name}"
            if default_storage.get_modified_time(path) < timezone.now() - KEPT_FOR:
                default_storage.delete(path)
