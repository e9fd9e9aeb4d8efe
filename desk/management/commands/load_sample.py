from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from desk.sample import load, reports, reviewing
from stakeholders.verbs import Refusal


class Command(BaseCommand):
    help = "Make the sample office (once) and print its three sign-ins."

    def handle(self, *args, **options):
        try:
            made = load.load(timezone.localdate(), timezone.now())
            if made:
                reports.add_report(timezone.localdate(), timezone.now())
                reviewing.add_review(timezone.localdate(), timezone.now())
        except Refusal as refusal:
            raise CommandError(refusal.message, returncode=1) from refusal
        self.stderr.write("The sample office is made." if made else "The sample office is there already.")
        for role, email, password in load.sign_ins():
            self.stdout.write(f"  {role:12} {email:36} {password}")
