from django.core.management.base import BaseCommand

from desk.sample import clear


class Command(BaseCommand):
    help = "Remove the sample office with all that hangs on it."

    def handle(self, *args, **options):
        gone = clear.clear()
        self.stderr.write(f"{sum(gone.values())} records of the sample are removed.")
