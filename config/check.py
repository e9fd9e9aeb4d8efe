"""`make check`: everything that can be known without running the tests. All checks run; the first fault does not hide
the others."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from config.embedded import BASE_DIR

API_FILE = BASE_DIR / "docs" / "openapi.yaml"


def main():
    checks = {
        "style (ruff)": lambda: run("ruff", "check", "."),
        "order of rooms and layers (import-linter)": lambda: run("importlinter.cli", "lint", "--no-cache"),
        "settings and models (check)": lambda: manage("check", "--fail-level", "WARNING"),
        "migrations complete": lambda: manage("makemigrations", "--check", "--dry-run"),
        "OpenAPI file current": compare_api,
        "translations complete": lambda: manage("check_translations"),
        "templates compile": lambda: manage("check_templates"),
    }
    failed = []
    for name, check in checks.items():
        started = time.monotonic()
        code, words = check()
        print(f"{'ok  ' if code == 0 else 'FAIL'} {name}  ({time.monotonic() - started:.1f} s)", flush=True)
        if code:
            failed.append(name)
            print(words.rstrip(), flush=True)
    if failed:
        sys.exit(f"{len(failed)} of {len(checks)} checks failed: {'; '.join(failed)}")
    print(f"All {len(checks)} checks passed.")


def run(module, *arguments):
    return python("-m", module, *arguments)


def manage(*arguments):
    return python("manage.py", *arguments)


def python(*arguments):
    """(exit code, everything that was said)"""
    command = [sys.executable, *arguments]
    done = subprocess.run(command, cwd=BASE_DIR, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return done.returncode, done.stdout


def compare_api():
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "openapi.yaml"
        code, words = manage("spectacular", "--file", str(fresh), "--validate", "--fail-on-warn")
        if code:
            return code, words
        if not API_FILE.exists() or API_FILE.read_text() != fresh.read_text():
            return 1, "docs/openapi.yaml is not what the code says: manage.py spectacular --file docs/openapi.yaml"
    return 0, ""


if __name__ == "__main__":
    main()
