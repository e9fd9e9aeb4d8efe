"""Every text on screen has its translation in each language that is switched on (English is the source)."""

import re

from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

SOURCE = "en"
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, **options):
        codes = [code for code, name in settings.LANGUAGES if code != SOURCE]
        faults = [fault for code in codes for fault in find_faults(code)]
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} texts lack a translation")
        self.stdout.write(f"complete: {', '.join([SOURCE, *codes])}")


def find_faults(code):
    """Texts of one language that are missing, marked as unsure, or lose a placeholder."""
    folder = code.replace("-hans", "_Hans")
    file = settings.LOCALE_PATHS[0] / folder / "LC_MESSAGES" / "django.po"
    if not file.exists():
        return [f"{code}: {file.relative_to(settings.BASE_DIR)} is missing"]
    with file.open("rb") as source:
        catalogue = read_po(source, locale=folder)
    faults = []
    for message in catalogue:
        if not message.id:
            continue
        translated = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(translated):
            faults.append(f"{code}: {message.id!r} has no translation")
        elif set(PLACEHOLDER.findall(_first(message.id))) - set(PLACEHOLDER.findall(" ".join(translated))):
            faults.append(f"{code}: {message.id!r} loses a placeholder")
    return faults


def _first(text):
    return text if isinstance(text, str) else " ".join(text)
