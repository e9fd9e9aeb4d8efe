"""A real IMAP server, Debian's dovecot, in a folder of its own on a port of loopback, run by an ordinary user."""

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import DOVECOT, free_port, stop, wait_until

USER, PASSWORD = "bounces@example.org", 'o\\nly "us"; %7ü'
CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = {ssl}
{certificate}
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:{folder}/mail/%u
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {secure}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/passwd
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
"""


class Dovecot:
    """plain, secure: its ports; the second speaks TLS from the start, where there is a certificate."""

    def __init__(self, plain, secure, log):
        self.plain, self.secure, self.log = plain, secure, log

    def given(self, **changes):
        """The mailbox as config.env.mailbox gives it."""
        return {
            "host": "127.0.0.1", "port": self.plain, "security": "", "user": USER, "password": PASSWORD,
            "folder": "INBOX", "done": "Bounces", **changes,
        }  # fmt: skip

    @contextmanager
    def looked_into(self):
        """A connection as a person's program of mail has one."""
        imap = imaplib.IMAP4("127.0.0.1", self.plain, timeout=20)
        try:
            imap.authenticate("PLAIN", lambda _challenge: f"\0{USER}\0{PASSWORD}".encode())
            yield imap
        finally:
            imap.logout()

    def put(self, *mails, folder="INBOX", flags=None):
        with self.looked_into() as imap:
            for mail in mails:
                assert imap.append(folder, flags, None, mail)[0] == "OK"

    def make(self, folder):
        with self.looked_into() as imap:
            assert imap.create(folder)[0] == "OK"

    def holds(self, folder="INBOX"):
        """[(subject, sorted flags)] of a folder, without touching anything; None where it is not there."""
        found = []
        with self.looked_into() as imap:
            if imap.select(folder, readonly=True)[0] != "OK":
                return None
            for number in imap.search(None, "ALL")[1][0].split():
                data = imap.fetch(number, "(FLAGS BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
                text = data[0][1].decode().partition(":")[2].strip()
                flags = imaplib.ParseFlags(data[0][0]) or imaplib.ParseFlags(data[1])
                found.append((text, sorted(flag.decode() for flag in flags if flag != rb"\Recent")))
        return found


def _listens(found, server):
    assert server.poll() is None, f"dovecot ended: {server.stderr.read().decode()}"
    try:
        with socket.create_connection(("127.0.0.1", found.plain), timeout=5) as wire:
            return wire.recv(4) == b"* OK"
    except OSError:
        return False


def _ordinary_user():
    """(uid, gid, name, name of the group) under which it runs: nobody where we are root."""
    who = pwd.getpwnam("nobody") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    return who.pw_uid, who.pw_gid, who.pw_name, grp.getgrgid(who.pw_gid).gr_name


@contextmanager
def dovecot(certificate=None):
    """certificate: a file with a certificate and its key, for TLS."""
    uid, gid, user, group = _ordinary_user()
    folder = Path(tempfile.mkdtemp(prefix="gemel-imap-"))
    plain, secure = free_port(), free_port()
    own = folder / "tls.pem"
    if certificate:
        own.write_bytes(certificate.read_bytes())
    lines = f"ssl_cert = <{own}\nssl_key = <{own}" if certificate else ""
    given = {
        "folder": folder, "ssl": "yes" if certificate else "no", "certificate": lines, "user": user, "group": group,
        "plain": plain, "secure": secure if certificate else 0, "uid": uid, "gid": gid,
    }  # fmt: skip
    (folder / "dovecot.conf").write_text(CONFIG.format(**given))
    (folder / "passwd").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    for name in ("run", "mail"):
        (folder / name).mkdir()
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, uid, gid)
    as_user = {"user": uid, "group": gid, "extra_groups": []} if os.getuid() == 0 else {}
    command = [DOVECOT, "-F", "-c", str(folder / "dovecot.conf")]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd=folder, **as_user)
    found = Dovecot(plain, secure, folder / "dovecot.log")
    try:
        wait_until(lambda: _listens(found, server), 20)
        yield found
    finally:
        stop(server)
        shutil.rmtree(folder, ignore_errors=True)
