"""Every template compiles, and none carries inline style or script, which the Content-Security-Policy would refuse."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import Engine, TemplateSyntaxError, engines

# Data for scripts (type="application/json") and scripts by address are allowed; code and styles in the page are not.
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script\b(?![^>]*(\ssrc=|type=[\"']application/))",
    re.IGNORECASE,
)
SUFFIXES = {".html", ".txt", ".svg", ".xml"}
# Mail is read in programs that know no style sheets of ours and enforce no policy of ours.
MAIL = "/mail/"


class Command(BaseCommand):
    help = __doc__
    requires_system_checks = []

    def handle(self, **options):
        engine = engines["django"].engine
        files = sorted(find_templates())
        faults = [fault for file in files for fault in find_faults(file, engine)]
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} faults in {len(files)} templates")
        self.stdout.write(f"{len(files)} templates compile")


def find_templates():
    """Our own templates: the project's folder and those of the rooms."""
    folders = [settings.BASE_DIR / "templates", *(settings.BASE_DIR / room / "templates" for room in settings.ROOMS)]
    return [file for folder in folders for file in folder.rglob("*") if file.suffix in SUFFIXES]


def find_faults(file: Path, engine: Engine):
    """Lines of the form `path: what is wrong`."""
    name = file.relative_to(settings.BASE_DIR)
    text = file.read_text(encoding="utf-8")
    faults = []
    try:
        engine.from_string(text)
    except (TemplateSyntaxError, UnicodeDecodeError) as fault:
        faults.append(f"{name}: {fault}")
    if MAIL not in f"/{name}":
        for found in INLINE.finditer(text):
            line = text.count("\n", 0, found.start()) + 1
            faults.append(f"{name}:{line}: inline {found.group().strip()}")
    return faults
