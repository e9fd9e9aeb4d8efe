"""What the tests of the methods share: a question put to the command, of files that the test writes."""

import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO

import pandas as pd
import pytest
from django.core.management import call_command


@pytest.fixture
def ask(tmp_path):
    """ask("effect", content, "--seed", "1") gives (status, document); content: text, bytes, or a frame.

    weights: the second table of `partners`. The document is all that the command printed, and it is JSON.
    """

    def put(question, *contents, options=(), weights=None):
        words = []
        for number, content in enumerate(contents):
            words.append(written(tmp_path / f"file{number}.csv", content))
        if weights is not None:
            words += ["--weights", written(tmp_path / "weights.csv", weights)]
        return run(question, *words, *options, "--json")

    return put


def written(path, content):
    if isinstance(content, pd.DataFrame):
        content = content.to_csv(index=False)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def run(*words):
    out, err = StringIO(), StringIO()
    status = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            call_command("insight", *words)
        except SystemExit as end:
            status = end.code
    assert "Traceback" not in err.getvalue()
    return status, json.loads(out.getvalue(), parse_constant=no_number)


def no_number(word):
    raise AssertionError(f"{word} is no JSON; what is undefined is null")


@pytest.fixture
def answer(ask):
    """As `ask`, of a question that is answered: the document alone."""

    def put(*words, **options):
        status, document = ask(*words, **options)
        assert status == 0, document
        return document

    return put
