"""A mail server on loopback, in a process of its own: it writes down what it takes and misbehaves as it is told.

    python -m bench.smtp_server LOG

The first line of its output is its port. Each line of its input is a JSON object of manners, which take the place of
those before: {"seed": 1, "451": 0.1} and so on, each with the share of mails that meet it (MANNERS); "pause" and "late"
are seconds. What was taken stands in LOG, one JSON object a line, written before the 250 goes out.
"""

import asyncio
import email
import email.policy
import json
import os
import random
import socket
import sys

from aiosmtpd.smtp import SMTP

MANNERS = {
    "554 at the door": "says so instead of its greeting",
    "451": "answers so to DATA",
    "hang": "says nothing more after DATA",
    "drop before": "cuts the line after DATA and has not taken the mail",
    "drop after": "takes the mail, says 250 and cuts the line",
}
TIMES = {"pause": "before it takes a mail", "late": "after it took it and before it says so"}
GONE = "gone-"  # so begin the addresses that it does not know


class Manners:
    """What happens to the next mail, by chance, with a seed."""

    def __init__(self, log):
        self.log = log
        self.follow({})

    def follow(self, given):
        if unknown := set(given) - {"seed", *MANNERS, *TIMES}:
            raise ValueError(f"no such manners: {unknown}")
        self.chance = random.Random(given.get("seed", 0))
        self.shares = {name: given.get(name, 0) for name in MANNERS if name != "554 at the door"}
        self.at_the_door = given.get("554 at the door", 0)
        self.pause, self.late = given.get("pause", 0), given.get("late", 0)

    def choose(self):
        drawn = self.chance.random()
        for name, share in self.shares.items():
            if drawn < share:
                return name
            drawn -= share
        return ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith(GONE):
            return "550 5.1.1 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        fate = self.choose()
        if fate == "451":
            return "451 4.3.0 not now"
        if fate == "hang":
            await asyncio.sleep(3600)
        if fate == "drop before":
            server.transport.abort()
            await asyncio.sleep(3600)
        await asyncio.sleep(self.pause * self.chance.random())
        self.take(envelope)
        await asyncio.sleep(self.late * self.chance.random())
        if fate == "drop after":
            await server.push("250 OK")
            server.transport.close()
            await asyncio.sleep(3600)
        return "250 OK"

    def take(self, envelope):
        headers = email.message_from_bytes(envelope.content, policy=email.policy.default)
        names = ("Message-ID", "Subject", "List-Unsubscribe", "List-Unsubscribe-Post")
        taken = {"to": envelope.rcpt_tos, **{name: str(headers[name] or "").strip() for name in names}}
        os.write(self.log, json.dumps(taken).encode() + b"\n")


class Door(SMTP):
    """The conversation with one client."""

    greeted = False

    async def push(self, status):
        if not self.greeted:
            self.greeted = True
            if self.event_handler.chance.random() < self.event_handler.at_the_door:
                await super().push("554 no service here")
                self.transport.close()
                return
        await super().push(status)


async def main(path):
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    manners = Manners(log)
    loop = asyncio.get_running_loop()
    listening = socket.create_server(("127.0.0.1", 0))
    await loop.create_server(lambda: Door(manners, hostname="localhost", enable_SMTPUTF8=False), sock=listening)
    print(listening.getsockname()[1], flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        manners.follow(json.loads(line))
        print("so be it", flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
