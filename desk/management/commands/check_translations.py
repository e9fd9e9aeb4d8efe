"""Every text has its translation: a partner's in each of the seven languages, all others in those switched on."""

import re

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from desk import texts

PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%[sd]|\{[a-z_]*\}")


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, **options):
        faults = [fault for code in texts.codes() for fault in find_faults(code)]
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} texts lack a translation (collect_translations writes the files)")
        self.stdout.write(f"complete: {', '.join([texts.SOURCE, *texts.codes()])}")


def find_faults(code):
    """Texts of one language that are missing, marked as unsure, or lose a placeholder; files that are not compiled."""
    file = texts.file_of(code)
    if not file.exists():
        return [f"{code}: {file.relative_to(settings.BASE_DIR)} is missing"]
    catalogue = texts.read_catalogue(code)
    faults = [
        f"{code}: {text!r} has no translation"
        for context, text in texts.wanted(code) if catalogue.get(text, context) is None
    ]  # fmt: skip
    for message in catalogue:
        if not message.id:
            continue
        translated = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.fuzzy or not all(translated):
            faults.append(f"{code}: {message.id!r} has no translation")
        elif set(PLACEHOLDER.findall(_first(message.id))) - set(PLACEHOLDER.findall(" ".join(translated))):
            faults.append(f"{code}: {message.id!r} loses a placeholder")
    compiled = texts.file_of(code, "mo")
    if not compiled.exists() or compiled.read_bytes() != texts.compiled(code):
        faults.append(f"{code}: {compiled.relative_to(settings.BASE_DIR)} is not what {file.name} says")
    return faults


def _first(text):
    return text if isinstance(text, str) else " ".join(text)
