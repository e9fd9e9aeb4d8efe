from django.core.management.base import BaseCommand
from django.utils import timezone

from partnerships.services.files import sweep_files


class Command(BaseCommand):
    help = "Deletes uploaded files older than a day to which no record refers. Safe to run again."

    def handle(self, **options):
        gone = sweep_files(at=timezone.now())
        for name in gone:
            self.stdout.write(name)
        self.stdout.write(f"{len(gone)} files deleted.")
