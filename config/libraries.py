"""The statistics libraries: installed beside the running Gemel once its first page is up, or not (INSIGHTS=0)."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from config import embedded, env
from config.setup import INSIGHTS, LISTS, STAMPS

FOLDER = Path(sys.prefix)


def wanted():
    """Whether they are asked for and not there yet, as of the list of them. Raises WrongVariable."""
    if not env.flag("INSIGHTS", True):
        return False
    stamp = FOLDER / STAMPS[INSIGHTS]
    lists = [embedded.BASE_DIR / name for name in LISTS[INSIGHTS]]
    return not stamp.exists() or stamp.stat().st_mtime < max(path.stat().st_mtime for path in lists)


class Installation:
    """pip at work in a session of its own; `look` says once how it ended, `stop` ends it and leaves no stamp."""

    def __init__(self, log, say):
        self.say, self.log, self.process = say, log, None
        if not os.access(FOLDER, os.W_OK):
            say(f"The pages under What to learn need libraries that this user may not install in {FOLDER}.")
            return
        say("Installing the statistics libraries for the pages under What to learn; the rest works meanwhile ...")
        self.started = time.monotonic()
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.setup", str(FOLDER), INSIGHTS], cwd=embedded.BASE_DIR,
                stdout=output, stderr=output, stdin=subprocess.DEVNULL, start_new_session=True,
            )  # fmt: skip

    def look(self):
        if self.process is None or self.process.poll() is None:
            return
        if self.process.returncode == 0:
            self.say(f"The statistics libraries are there (in {time.monotonic() - self.started:.0f} s).")
        else:
            self.say(f"The statistics libraries could not be installed, so the pages under What to learn stay "
                     f"without; see {self.log}. `make insights` tries again.")  # fmt: skip
        self.process = None

    def stop(self):
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()
