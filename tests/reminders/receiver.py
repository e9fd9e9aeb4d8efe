"""A real HTTP server on loopback that takes posts, keeps them, and answers as it is told."""

import http.server
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass


@dataclass(frozen=True)
class Taken:
    """One request as it came. headers: names in lower case."""

    path: str
    headers: dict
    body: bytes


@dataclass(frozen=True)
class Say:
    """An answer. pause: seconds before it. drip: seconds between the bytes of a long header. drop: hang up instead."""

    status: int = 200
    headers: tuple = ()
    body: bytes = b"ok"
    pause: float = 0
    drip: float = 0
    drop: bool = False


class Receiver:
    """answers: given one after the other; the last one again and again. came: set once a request is there."""

    def __init__(self, *answers, context=None):
        self.answers, self.taken = list(answers) or [Say()], []
        self.lock, self.came = threading.Lock(), threading.Event()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True
        self.scheme = "http"
        if context:
            self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
            self.scheme = "https"

    @property
    def url(self):
        return f"{self.scheme}://127.0.0.1:{self.server.server_port}/hook?sig=a%2Fb"

    @property
    def port(self):
        return self.server.server_port

    def _handler(receiver):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                named = {name.lower(): value for name, value in self.headers.items()}
                with receiver.lock:
                    receiver.taken.append(Taken(self.path, named, body))
                    say = receiver.answers.pop(0) if len(receiver.answers) > 1 else receiver.answers[0]
                receiver.came.set()
                time.sleep(say.pause)
                if say.drop:
                    self.close_connection = True
                    return
                self.send_response(say.status)
                for name, value in [*say.headers, ("Content-Length", str(len(say.body)))]:
                    self.send_header(name, value)
                with suppress(OSError):  # the other side may have gone
                    if say.drip:
                        self._drip(say.drip)
                    self.end_headers()
                    self.wfile.write(say.body)

            def _drip(self, pause):
                self.flush_headers()
                for byte in b"X-Slow: " + b"y" * 200 + b"\r\n":
                    self.wfile.write(bytes([byte]))
                    time.sleep(pause)

            def log_message(self, *_args):
                pass

        return Handler


@contextmanager
def receiving(*answers, context=None):
    found = Receiver(*answers, context=context)
    thread = threading.Thread(target=found.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.server.shutdown()
        found.server.server_close()
        thread.join()
