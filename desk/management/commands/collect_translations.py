"""Write locale/*/LC_MESSAGES/django.po anew from the sources, with what is translated already, and compile them."""

from django.core.management.base import BaseCommand

from desk import texts


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, **options):
        for code in texts.codes():
            self.stdout.write(f"{code}: {texts.collect(code)} without a translation")
