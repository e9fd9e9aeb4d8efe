"""What `make run` does before it serves: tables, real places and ties, the sample office, static files.

Each step asks first whether there is anything to do, so a second start takes seconds.
"""

import fcntl
import hashlib
import os
import sys

import django
from django.core.management import call_command


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.conf import settings

    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two `make run` on the same data prepare it one after the other
        say("Tables ...")
        call_command("migrate", interactive=False, verbosity=0)
        collect_static(settings)
        say("Real places and ties ...")
        call_command("load_reference")
        say("Sample office ...")
        call_command("load_sample")


def collect_static(settings):
    """Hash the static files when one of them, or a package that brings some, changed."""
    stamp = settings.STATIC_ROOT / ".stamp"
    now = static_fingerprint(settings.BASE_DIR, settings.ROOMS)
    if stamp.exists() and stamp.read_text() == now:
        return
    say("Static files ...")
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now)


def static_fingerprint(root, rooms):
    """Name, size and time of every file of ours, and of the list of packages."""
    folders = [root / "static", *(root / room / "static" for room in rooms)]
    files = [root / "requirements.txt", *(file for folder in folders for file in sorted(folder.rglob("*")))]
    found = hashlib.sha256()
    for file in files:
        if file.is_file():
            state = file.stat()
            found.update(f"{file}|{state.st_size}|{state.st_mtime_ns}\n".encode())
    return found.hexdigest()


def say(words):
    print(words, file=sys.stdout, flush=True)


if __name__ == "__main__":
    main()
