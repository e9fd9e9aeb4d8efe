"""The mail server of smtp_server.py, as tests start it, tell it its manners and read its log."""

import json
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class MailServer:
    """port: on 127.0.0.1. log: the file in which it writes what it takes."""

    def __init__(self, folder):
        self.log = folder / "smtp.log"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.smtp_server", str(self.log)],
            cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=(folder / "smtp.err").open("w"),
        )  # fmt: skip
        self.port = int(self.process.stdout.readline())
        self.url = f"smtp://127.0.0.1:{self.port}"

    def behave(self, **manners):
        """From the next mail on; see smtp_server.MANNERS."""
        self.process.stdin.write(json.dumps({name.replace("_", " "): value for name, value in manners.items()}) + "\n")
        self.process.stdin.flush()
        self.process.stdout.readline()

    def taken(self):
        """What it took, in order: dicts with to, Message-ID, Subject and the headers of unsubscribing."""
        return [json.loads(line) for line in self.log.read_text().splitlines()] if self.log.exists() else []

    def size(self):
        """Of its log: it grows with each mail."""
        return self.log.stat().st_size if self.log.exists() else 0

    def times(self):
        """{address: how many mails it took for it}"""
        return Counter(address for mail in self.taken() for address in mail["to"])

    def stop(self):
        self.process.kill()
        self.process.communicate()


@contextmanager
def mail_server(folder):
    server = MailServer(folder)
    try:
        yield server
    finally:
        server.stop()
