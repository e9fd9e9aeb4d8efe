"""The words of pages and mails that people without an account read; they are there in each of the seven languages.

An office's own pages are in the languages that the installation switches on. A partner's are in theirs.
"""

import datetime as dt
import io
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

SOURCE = "en"
EVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
PARTNERS = [
    "activities/forms_sides.py",
    "activities/models/kinds.py",
    "activities/services/asking.py",
    "activities/services/refusals_sides.py",
    "activities/views/asked.py",
    "agreements/forms_updates.py",
    "agreements/models/deliverables.py",
    "agreements/services/extensions.py",
    "agreements/services/links.py",
    "agreements/services/refusals.py",
    "agreements/views/partner.py",
    "desk/templatetags/delegation_pages.py",
    "drawing/formats.py",
    "drawing/templatetags/drawing.py",
    "drawing/words.py",
    "partnerships/scanning.py",
    "partnerships/uploads.py",
    "reminders/forms_wishes.py",
    "reminders/letters.py",
    "reminders/models/recipients.py",
    "reminders/rule_names.py",
    "reminders/views/asking.py",
    "templates/404.html",
    "templates/410.html",
    "templates/429.html",
    "templates/500.html",
    "templates/activities/_account_fields.html",
    "templates/activities/asked.html",
    "templates/activities/asked_done.html",
    "templates/activities/delegations/_brief.html",
    "templates/activities/delegations/_gifts.html",
    "templates/activities/delegations/_item_facts.html",
    "templates/activities/delegations/_promises.html",
    "templates/activities/delegations/_sheet.html",
    "templates/agreements/_partner_item.html",
    "templates/agreements/link_asked.html",
    "templates/agreements/partner.html",
    "templates/agreements/partner_pass.html",
    "templates/agreements/partner_passed.html",
    "templates/agreements/partner_sent.html",
    "templates/base.html",
    "templates/components/choice_buttons.html",
    "templates/components/error_summary.html",
    "templates/components/language_menu.html",
    "templates/components/toasts.html",
    "templates/django/forms/field.html",
    "templates/reminders/_silences.html",
    "templates/reminders/_stop.html",
    "templates/reminders/_wishes_form.html",
    "templates/reminders/mail/letter.html",
    "templates/reminders/wishes.html",
    "templates/solo.html",
]
OUTSIDE = {".venv", "bench", "tests", "tools", "var"}
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2), "npgettext": ((1, "c"), 2, 3),
}  # fmt: skip
WITH_CONTEXT = {"pgettext", "pgettext_lazy", "npgettext"}


def codes():
    """The languages besides the source."""
    return [code for code in settings.EVERY_LANGUAGE if code != SOURCE]


def file_of(code, ending="po"):
    return Path(settings.LOCALE_PATHS[0]) / to_locale(code) / "LC_MESSAGES" / f"django.{ending}"


def texts_of(paths):
    """{(context or None, text): its plural or None} of Python files and templates. paths: below the project's root."""
    found = {}
    for path in paths:
        content = (settings.BASE_DIR / path).read_text()
        if not path.endswith(".py"):
            content = templatize(content, origin=path)
        for _line, function, words, _comments in extract_python(io.BytesIO(content.encode()), KEYWORDS, [], {}):
            words = [words] if isinstance(words, str) else [word for word in words or () if word]
            if words:
                context = words.pop(0) if function in WITH_CONTEXT else None
                found[context, words[0]] = words[1] if len(words) > 1 else None
    return found


def wanted(code):
    """As texts_of: what a language has to hold. All texts where offices may choose it, else those of partners."""
    return texts_of(everything() if code in dict(settings.LANGUAGES) else PARTNERS)


def everything():
    """Python files of the rooms and templates."""
    found = [*settings.BASE_DIR.glob("*/**/*.py"), *settings.BASE_DIR.glob("templates/**/*.*")]
    paths = sorted(path.relative_to(settings.BASE_DIR) for path in found)
    return [str(path) for path in paths if path.parts[0] not in OUTSIDE and "migrations" not in path.parts]


def read_catalogue(code):
    """Babel's Catalog of a language; an empty one where there is no file."""
    file = file_of(code)
    if not file.exists():
        return Catalog(locale=to_locale(code), charset="utf-8")
    with file.open("rb") as source:
        return read_po(source, locale=to_locale(code))


def id_of(text, plural):
    return (text, plural) if plural else text


HEADER = (b'"Language:', b'"Plural-Forms:', b'"MIME-Version:', b'"Content-')


def without_dates(content):
    """A .po file without those lines of its header, its first entry, that change at each writing or name nobody."""
    header, blank, entries = content.lstrip().partition(b"\n\n")
    kept = [line for line in header.split(b"\n") if not _is_idle(line)]
    return b"\n".join(kept) + blank + entries


def _is_idle(line):
    named = line.startswith(b'"') and line[1:2].isupper() and b": " in line  # the rest of a long one begins otherwise
    return named and line.endswith(b'\\n"') and not line.startswith(HEADER)


def compiled(code):
    """The bytes of the .mo file of a language; the same each time, for Babel would write the moment into it."""
    target, catalogue = io.BytesIO(), read_catalogue(code)
    catalogue.creation_date = catalogue.revision_date = EVER
    write_mo(target, catalogue)
    return target.getvalue()


def collect(code):
    """Write a language's catalogue anew with the translations there are. Returns how many texts lack one."""
    before, lacking = read_catalogue(code), 0
    after = Catalog(locale=to_locale(code), charset="utf-8", fuzzy=False, header_comment="")
    for (context, text), plural in sorted(wanted(code).items(), key=lambda one: (one[0][1], one[0][0] or "")):
        known = before.get(text, context)
        string = known.string if known and not known.fuzzy else ""
        lacking += not (all(string) if isinstance(string, tuple) else string)
        after.add(id_of(text, plural), string or None, context=context)
    file = file_of(code)
    file.parent.mkdir(parents=True, exist_ok=True)
    content = io.BytesIO()
    write_po(content, after, width=120, no_location=True)
    file.write_bytes(without_dates(content.getvalue()))
    file_of(code, "mo").write_bytes(compiled(code))
    return lacking
