"""The statistics libraries beside the running Gemel: asked for or not, installed, refused, stopped."""

import os
import time
from pathlib import Path

import pytest

from config import libraries
from config.env import WrongVariable
from config.setup import INSIGHTS, STAMPS
from insights.libraries import missing


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An environment whose Python does what a test writes into it."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setattr(libraries, "FOLDER", tmp_path)
    monkeypatch.delenv("INSIGHTS", raising=False)
    return tmp_path


def python_that(folder, does):
    python = folder / "bin" / "python"
    python.write_text(f"#!/bin/sh\n{does}\n")
    python.chmod(0o755)


def told_until(installation, said, word):
    for _try in range(200):
        installation.look()
        if any(word in line for line in said):
            return True
        time.sleep(0.05)
    return False


def test_they_are_wanted_until_their_stamp_is_newer_than_their_list(folder):
    assert libraries.wanted()

    stamp = folder / STAMPS[INSIGHTS]
    stamp.write_text("")
    assert not libraries.wanted()
    os.utime(stamp, (0, 0))
    assert libraries.wanted()


def test_whoever_says_no_is_not_asked_again_and_a_wrong_word_is_named(folder, monkeypatch):
    monkeypatch.setenv("INSIGHTS", "0")
    assert not libraries.wanted()

    monkeypatch.setenv("INSIGHTS", "perhaps")
    with pytest.raises(WrongVariable, match="INSIGHTS"):
        libraries.wanted()


def test_an_installation_that_ends_well_says_so_once_and_leaves_its_stamp(folder):
    said = []
    python_that(folder, "exit 0")
    installation = libraries.Installation(folder / "log", said.append)

    assert told_until(installation, said, "are there")
    installation.look()
    assert len(said) == 2
    assert (folder / STAMPS[INSIGHTS]).exists()


def test_an_installation_that_fails_names_its_log_and_leaves_no_stamp(folder):
    said = []
    python_that(folder, "echo no space left; exit 1")
    installation = libraries.Installation(folder / "log", said.append)

    assert told_until(installation, said, str(folder / "log"))
    assert "no space left" in Path(folder / "log").read_text()
    assert not (folder / STAMPS[INSIGHTS]).exists()


def test_one_that_is_stopped_is_gone_at_once_and_leaves_no_stamp(folder):
    python_that(folder, "sleep 60")
    installation = libraries.Installation(folder / "log", lambda words: None)

    installation.stop()

    assert installation.process.returncode is not None
    assert not (folder / STAMPS[INSIGHTS]).exists()


def test_who_may_not_write_there_is_told_and_nothing_is_begun(folder, monkeypatch):
    said = []
    monkeypatch.setattr(libraries.os, "access", lambda path, mode: False)

    installation = libraries.Installation(folder / "log", said.append)

    assert "may not install" in said[0]
    assert installation.process is None


def test_where_tests_run_none_is_missing():
    assert missing() == []
