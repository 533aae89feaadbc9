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
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

import watchfiles

from landkarte.desk.serve import Answer
from landkarte.ground.errors import OperatorError
from landkarte.ground.exchange import reason
from landkarte.ground.kept import stamp

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
"""As a browser on this machine calls it."""
_MILLISECONDS = 200
"""How long changes are collected before they are told, and how soon an interrupt is noticed."""
_STATE, _SCRIPT = ".stand", ".stand.js"
"""Addresses of the preview alone: of a site no name begins with a point."""
_LOOKS = b"""const stand = new URL(document.currentScript.src).search.slice(1);
async function sieh() {
  const jetzt = await fetch("/.stand").then((antwort) => antwort.text(), () => stand);
  if (jetzt === stand) setTimeout(sieh, 200);
  else location.reload(); // once: it may take long to make a page
}
sieh();
"""

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
        name += "index.html" if not name or name.endswith("/") else ""
        state, read = self.server.state
        found = {_STATE: state.encode(), _SCRIPT: _LOOKS}.get(name) or read(name)
        if not isinstance(found, bytes):
            untold = "Diese Seite ließ sich nicht machen; warum, steht im Terminal."
            self.send_error(HTTPStatus.NOT_FOUND) if found is None else self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR, explain=untold)
            return None
        kind = self.guess_type(name)
        if kind == "text/html":
            found += f'<script src="/{_SCRIPT}?{state}" defer></script>\n'.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(found)))
        self.end_headers()
        return BytesIO(found)

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
    state: tuple[str, Read]
    """Which state of the site is shown, and its files."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who goes away in the middle of an answer is no news."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class Server:
    """Shows the site that was ``renewed`` last, from ``with`` to its end."""

    def __init__(self, port: int) -> None:
        """OperatorError if the port cannot be had; port 0 takes any that is free."""
        try:
            self._server = _Server((HOST, port), _Handler)
        except OSError as error:
            raise OperatorError(
                f"Auf {HOST}:{port} lässt sich nichts anzeigen ({reason(error)[0]}), meist weil dort schon etwas läuft. "
                "Nehmen Sie mit --port eine andere Nummer, zum Beispiel --port 8001."
            ) from error
        self.url = f"http://{HOST}:{self._server.server_port}/"
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> "Server":
        return self

    def renewed(self, read: Read) -> None:
        """Show another state. Who asked before the first is answered now."""
        self._server.state = token_hex(4), read
        if not self._thread.is_alive():
            self._thread.start()

    def __exit__(self, *exception: object) -> None:
        if self._thread.is_alive():
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
