"""The site on this machine while somebody works on it: a server that nobody else can reach, and what changed in the folders.

A page says which state of the site it shows, and is loaded again as soon as there is another.

The only door to the library that watches files, and besides the steps that fetch data the only one to HTTP.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from threading import Condition, Thread
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import watchfiles

from landkarte.desk.shown import Answer
from landkarte.ground.errors import OperatorError
from landkarte.ground.exchange import reason
from landkarte.ground.kept import stamp

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
"""As a browser on this machine calls it."""
_MILLISECONDS = 200
"""How long changes are collected before they are told, and how soon an interrupt is noticed."""
_SCRIPT, _NEWS = ".neu.js", ".neu"
"""Addresses of the preview alone: of a site no name begins with a point."""
_LISTENS = b"""const stand = new URL(document.currentScript.src).search;
let neues;
function hoeren() {
  neues?.close();
  if (document.hidden) return; // a browser has only a few connections for all its tabs
  neues = new EventSource("/.neu" + stand);
  neues.onmessage = () => location.reload();
}
document.addEventListener("visibilitychange", hoeren);
hoeren();
"""
_SECONDS = 10
"""After so long without news it is seen whether anybody still listens."""
_NOT_YET = b'<!doctype html><html lang="de"><title>Landkarte</title><p>Die Website entsteht gerade und erscheint hier von selbst.'

Read = Callable[[str], Answer]
"""What stands at an address relative to the site."""


class _Handler(SimpleHTTPRequestHandler):
    server: "_Server"

    def parse_request(self) -> bool:
        """Refuse what a foreign site asks, by a name of its own that leads here or from its page: it would read drafts of entries."""
        if not super().parse_request():
            return False
        name = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if name not in _NAMES or self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return False
        return True

    def send_head(self) -> BytesIO | None:
        """The head of an answer, and its content if there is any."""
        name = unquote(urlsplit(self.path).path).removeprefix("/")
        if name == _NEWS:
            self._news(urlsplit(self.path).query)
            return None
        if not name or name.endswith("/"):
            name += "index.html"
        state, read = self.server.state
        found = _LISTENS if name == _SCRIPT else read(name) if read else _NOT_YET
        if found is None and read and read(f"{name}/index.html"):
            self._head(HTTPStatus.MOVED_PERMANENTLY, Location=f"/{quote(name)}/")
        elif found is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif found is False:
            self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR, explain="Diese Seite ließ sich nicht machen; warum, steht im Terminal.")
        else:
            kind = "text/html" if found is _NOT_YET else self.guess_type(name)
            if kind == "text/html":
                found += f'<script src="/{_SCRIPT}?{state}" defer></script>\n'.encode()
            self._head(HTTPStatus.OK, Content_Type=kind, Content_Length=str(len(found)))
            return BytesIO(found)
        return None

    def _head(self, status: HTTPStatus, **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()

    def _news(self, seen: str) -> None:
        """Waits until another state than ``seen`` is shown, and says so."""
        self._head(HTTPStatus.OK, Content_Type="text/event-stream")
        while not self.server.is_other(seen):
            self.wfile.write(b":\n\n")
        self.wfile.write(b"data: neu\n\n")

    def end_headers(self) -> None:
        # what a browser has of this site it must not hand to the page of another
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        # a browser that asks again shall see the new site
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Only builds are told."""


class _Server(ThreadingHTTPServer):
    allow_reuse_address = sys.platform != "win32"  # there it would let two programs have one port
    state: tuple[str, Read | None] = ("", None)
    """Which state of the site is shown, and its files; none before the first is made."""

    def __init__(self, address: tuple[str, int]) -> None:
        super().__init__(address, _Handler)
        self._renewed = Condition()

    def renewed(self, read: Read | None) -> None:
        with self._renewed:
            self.state = token_hex(4), read
            self._renewed.notify_all()

    def is_other(self, seen: str) -> bool:
        """Whether another state is shown now or soon."""
        with self._renewed:
            return self._renewed.wait_for(lambda: self.state[0] != seen, _SECONDS)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who goes away in the middle of an answer is no news."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class Server:
    """Shows the site that was ``renewed`` last, from ``with`` to its end."""

    def __init__(self, port: int) -> None:
        """OperatorError if the port cannot be had; port 0 takes any that is free."""
        try:
            self._server = _Server((HOST, port))
        except OSError as error:
            raise OperatorError(
                f"Auf {HOST}:{port} lässt sich nichts anzeigen ({reason(error)[0]}), meist weil dort schon etwas läuft. "
                "Nehmen Sie mit --port eine andere Nummer, zum Beispiel --port 8001."
            ) from error
        self.url = f"http://{HOST}:{self._server.server_port}/"
        self.renewed = self._server.renewed

    def __enter__(self) -> "Server":
        Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Read(watchfiles.DefaultFilter):
    """What a build reads: no drafts of editors, which begin with a point."""

    def __call__(self, change: watchfiles.Change, path: str) -> bool:
        return not Path(path).name.startswith(".") and super().__call__(change, path)


def changes(folders: Sequence[Path], single: Sequence[Path]) -> Iterator[list[str]]:
    """The paths that changed in ``folders``, and which of the ``single`` ones were put in place anew, again and again.

    First an empty list, as soon as no later change can be missed.
    """
    seen, begun = [stamp(path) for path in single], False
    for found in watchfiles.watch(
        *folders,
        watch_filter=_Read(),
        debounce=_MILLISECONDS,
        rust_timeout=_MILLISECONDS,
        yield_on_timeout=True,
    ):
        # an editor puts a new file in the place of the old one, and whoever watched the old one sees nothing any more
        now = [stamp(path) for path in single]
        changed = {path for _, path in found} | {str(path) for path, old, new in zip(single, seen, now, strict=True) if old != new}
        seen = now
        if changed or not begun:
            begun = True
            yield sorted(changed)
