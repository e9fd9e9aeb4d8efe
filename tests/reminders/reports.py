"""Delivery reports as mail servers write them."""

POSTFIX = """\
Return-Path: <>
Date: Mon, 2 Mar 2026 12:00:05 +0000 (UTC)
From: MAILER-DAEMON@mx.example.net (Mail Delivery System)
Subject: {subject}
To: gemel@localhost
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="B7A1C2.1772452805/mx.example.net"
Message-Id: <{own}@mx.example.net>

This is a MIME-encapsulated message.

--B7A1C2.1772452805/mx.example.net
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

--B7A1C2.1772452805/mx.example.net
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net
X-Postfix-Queue-ID: B7A1C2
X-Postfix-Sender: rfc822; gemel@localhost
Arrival-Date: Mon, 2 Mar 2026 12:00:01 +0000 (UTC)

Final-Recipient: rfc822; {final}
Original-Recipient: {original}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; {said}

--B7A1C2.1772452805/mx.example.net
Content-Description: Undelivered Message
Content-Type: {kept}

From: Gemel <gemel@localhost>
To: {final}
Subject: Port data
Message-ID:
 {message_id}
Auto-Submitted: auto-generated

Please send it.

--B7A1C2.1772452805/mx.example.net--
"""

EXCHANGE = """\
From: <postmaster@corp.example>
To: <gemel@localhost>
Subject: Undeliverable: Port data
MIME-Version: 1.0
Content-Type: multipart/report; report-type="delivery-status";
 boundary="f00d"

--f00d
Content-Type: multipart/alternative; boundary="beef"

--beef
Content-Type: text/html; charset="us-ascii"
Content-Transfer-Encoding: quoted-printable

<p>Your message couldn't be delivered.</p>
--beef--

--f00d
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0PR01MB1.eurprd01.prod.corp.example

Final-recipient: RFC822;Ana@Example.org
Action: failed
Status: 5.1.10
Diagnostic-code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found
 by SMTP address lookup

--f00d
Content-Type: message/rfc822

Subject: Port data
Message-ID: {message_id}

x
--f00d--
"""

OTHER_SCRIPTS = """\
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="q"

--q
Content-Type: text/plain

No.
--q
Content-Type: message/global-delivery-status
Content-Transfer-Encoding: 8bit

Reporting-MTA: dns; mx.example

Final-Recipient: utf-8; {final}
Action: failed
Status: 5.1.1

--q
Content-Type: message/global-headers
Content-Transfer-Encoding: 8bit

Subject: ...
Message-ID: {message_id}

--q--
"""

READ_RECEIPT = """\
Subject: Read
MIME-Version: 1.0
Content-Type: multipart/report; report-type=disposition-notification; boundary="r"

--r
Content-Type: text/plain

Read.
--r
Content-Type: message/disposition-notification

Final-Recipient: rfc822; ana@example.org
Original-Message-ID: {message_id}
Disposition: manual-action/MDN-sent-manually; displayed

--r--
"""


def postfix(message_id, **changes):
    given = {
        "subject": "Undelivered Mail Returned to Sender", "own": "20260302120005", "final": "ana@example.org",
        "action": "failed", "status": "5.1.1", "said": "550 5.1.1 <ana@example.org>: user unknown",
        "kept": "message/rfc822", "message_id": message_id, **changes,
    }  # fmt: skip
    given.setdefault("original", f"rfc822;{given['final']}")
    return as_bytes(POSTFIX, **given)


def as_bytes(form, **given):
    return form.format(**given).replace("\n", "\r\n").encode()
