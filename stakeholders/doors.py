"""Through which door a change came: a page, the API, an import, a mailed link, a command, the nightly work.

The middleware opens a door for each request and closes it after; `verb` writes it into the history, so no service has
to be told. Where no request is on, it is the door of the process: a command or a worker says it once when it starts.
"""

from contextlib import contextmanager
from contextvars import ContextVar

PAGE, API, IMPORT, LINK, MAIL, COMMAND, TASK, ADMIN = (
    "page", "api", "import", "link", "mail", "command", "task", "admin",
)  # fmt: skip

_open = ContextVar("door", default=None)
_of_process = {}


@contextmanager
def through(via, **more):
    """Everything that changes inside came through this door; more: what else the history is told, as token="…"."""
    token = _open.set({"via": via, **more})
    try:
        yield
    finally:
        _open.reset(token)


def process_is(via):
    """What a change of this process is, where no request is on."""
    _of_process["via"] = via


def say(**more):
    """Add to what is told of the request that is on (a mailed link says via=LINK); without one nothing happens."""
    told = _open.get()
    if told is not None:
        told.update(more)


def told():
    """{"via": …} and what was said with it; empty where nobody said anything."""
    opened = _open.get()
    return dict(_of_process if opened is None else opened)
