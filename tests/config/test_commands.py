"""The commands of the house refuse what is wrong and say so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

from bench.run import FIELDS, in_order
from desk import texts
from desk.management.commands.check_templates import INLINE

ROOT = Path(__file__).resolve().parents[2]


def test_a_benchmark_that_does_not_exist_is_refused_by_name():
    done = subprocess.run(
        [sys.executable, "-m", "bench.run"],
        cwd=ROOT,
        env={**os.environ, "ONLY": "no-such-benchmark"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert 'ONLY: "no-such-benchmark" is not one of' in done.stderr


def test_a_result_has_its_fields_in_order_and_no_others():
    result = {field: 1 for field in reversed(FIELDS)}

    assert list(in_order(result)) == FIELDS
    with pytest.raises(ValueError, match="speed"):
        in_order({**result, "speed": 1})


@pytest.mark.parametrize(
    ("markup", "refused"),
    [
        ('<p style="color: red">', True),
        ("<style>p {}</style>", True),
        ('<button onclick="go()">', True),
        ('<a href="javascript:go()">', True),
        ("<script>go()</script>", True),
        ('<script src="/static/js/app.js" defer></script>', False),
        ('<script type="application/json">{}</script>', False),
        ('<p class="style">one of us</p>', False),
    ],
)
def test_inline_style_and_script_are_found_in_templates(markup, refused):
    assert bool(INLINE.search(markup)) is refused


def test_a_template_that_does_not_compile_fails_the_check(tmp_path, capsys):
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "broken.html").write_text("{% if %}")
    (folder / "loud.html").write_text('<p style="color: red">')

    with override_settings(BASE_DIR=tmp_path), pytest.raises(CommandError, match="2 faults in 2 templates"):
        call_command("check_templates")

    said = capsys.readouterr().err
    assert "templates/broken.html: Unexpected end of expression" in said
    assert "templates/loud.html:1: inline style=" in said


HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ('msgid "City"\nmsgstr "Stadt"\n', None),
        ('msgid "City"\nmsgstr ""\n', "'City' has no translation"),
        ('#, fuzzy\nmsgid "City"\nmsgstr "Stadt"\n', "'City' has no translation"),
        ('msgid "%(count)s ties"\nmsgstr "Bande"\n', "loses a placeholder"),
    ],
)
def test_a_language_that_is_switched_on_must_be_complete(tmp_path, capsys, entry, fault):
    folder = tmp_path / "locale" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(HEAD + entry)

    with german(tmp_path):
        (folder / "django.mo").write_bytes(texts.compiled("de"))
        if fault is None:
            call_command("check_translations")
        else:
            with pytest.raises(CommandError, match="1 texts"):
                call_command("check_translations")

    assert fault is None or fault in capsys.readouterr().err


def german(folder):
    """An installation in this folder that knows English and German and has both switched on."""
    languages = [("en", "English"), ("de", "Deutsch")]
    return override_settings(
        BASE_DIR=folder, LOCALE_PATHS=[folder / "locale"], LANGUAGES=languages, EVERY_LANGUAGE=dict(languages)
    )


def test_a_text_of_a_page_that_no_catalogue_holds_is_found_and_collected(tmp_path, capsys):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text('{% load i18n %}{% translate "City" %}')
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "words.py").write_text('WORD = pgettext("state", "Open")\n')

    with german(tmp_path):
        call_command("collect_translations")
        with pytest.raises(CommandError, match="2 texts"):
            call_command("check_translations")
        file = texts.file_of("de")
        file.write_text(file.read_text().replace('msgid "City"\nmsgstr ""', 'msgid "City"\nmsgstr "Stadt"'))
        with pytest.raises(CommandError):
            call_command("check_translations")
        stale = capsys.readouterr().err
        file.write_text(file.read_text().replace('msgid "Open"\nmsgstr ""', 'msgid "Open"\nmsgstr "Offen"'))
        call_command("collect_translations")
        call_command("check_translations")

    assert "django.mo is not what django.po says" in stale


def test_of_a_catalogue_the_header_alone_loses_lines():
    plural = '"Plural-Forms: nplurals=3; plural=(n==0 ? 0 : "\n"n==1 ? 1 : 2);\\n"\n'
    language, kind = '"Language: ar\\n"\n', '"Content-Type: text/plain; charset=utf-8\\n"\n'
    idle = '"POT-Creation-Date: 2026-01-01 12:00+0000\\n"\n"Language-Team: none\\n"\n'
    entry = '\nmsgid ""\n"Note: two lines\\n"\n"Really"\nmsgstr ""\n"Hinweis: zwei Zeilen\\n"\n"Nanu: so\\n"\n'
    first = 'msgid ""\nmsgstr ""\n'

    found = texts.without_dates((first + idle + language + plural + kind + entry).encode())

    assert found.decode() == first + language + plural + kind + entry


def test_what_partners_read_is_looked_for_where_it_stands():
    assert [path for path in texts.PARTNERS if not (settings.BASE_DIR / path).exists()] == []
    assert (None, "Send this update") in texts.texts_of(texts.PARTNERS)


def test_a_language_without_a_file_is_not_complete(tmp_path):
    with german(tmp_path), pytest.raises(CommandError, match="1 texts"):
        call_command("check_translations")
