"""Mails as people's programs write them. Every one comes back as bytes, with the line ends of mail."""

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

TWO_PHOTOS = (Path(__file__).parent / "two_photos.eml").read_text()
TRUSTED = "mx.gemel.example"
RESULTS = f"{TRUSTED}; dkim=pass header.d=example.org"
JPEG = b"\xff\xd8\xff\xe0" + b"photo" * 40
HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00" + b"photo" * 40


def two_photos(to, **replaced):
    """The mail of a telephone with two photos. replaced: texts in it, as old=new pairs given by a dict `texts`."""
    text = TWO_PHOTOS.replace("ADDRESS", to)
    for old, new in replaced.get("texts", {}).items():
        assert old in text, old
        text = text.replace(old, new)
    return text.replace("\n", "\r\n").encode()


def mail(to, *files, sender="Ana <ana@example.org>", subject="Talks in Hamburg", text="They will lease us the berth.",
         results=(), html="", **headers):  # fmt: skip
    """files: (name, content type, content). results: values of Authentication-Results from the top; headers: with _
    for -."""
    message = EmailMessage(policy=SMTP)
    for value in results:
        message["Authentication-Results"] = value
    given = {"From": sender, "To": to, "Subject": subject, "Date": "Fri, 20 Nov 2026 15:13:58 -0600"}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}
    given.setdefault("Message-ID", f"<{abs(hash((to, subject, text)))}@example.org>")
    for name, value in given.items():
        if value:
            message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, kind, content in files:
        main, sub = kind.split("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return message.as_bytes()
