"""The site on this machine while somebody works on it: a server that nobody else can reach, and what changed in the folders.

The only door to the library that watches files, and besides the steps that fetch data the only one to HTTP.
"""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import watchfiles

from landkarte.ground.errors import OperatorError
from landkarte.ground.exchange import reason

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
"""As a browser on this machine calls it."""
_MILLISECONDS = 200
"""How long a change rests before it is told, and how soon an interrupt is noticed."""


class _Handler(SimpleHTTPRequestHandler):
    def parse_request(self) -> bool:
        """Refuse what a foreign site asks, by a name of its own that leads here or from its page: it would read drafts of entries."""
        if not super().parse_request():
            return False
        name = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        if name not in _NAMES or self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            return False
        return True

    def translate_path(self, path: str) -> str:
        """As ever; no file has a name with a zero in it, about which the system would complain."""
        return super().translate_path(path).replace("\0", "\ufffd")

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

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who goes away in the middle of an answer is no news."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class Server:
    """Serves the files below ``folder``, also when that is exchanged or does not exist yet, from ``with`` to its end."""

    def __init__(self, folder: Path, port: int) -> None:
        """OperatorError if the port cannot be had; port 0 takes any that is free."""
        try:
            self._server = _Server((HOST, port), partial(_Handler, directory=str(folder)))
        except OSError as error:
            raise OperatorError(
                f"Auf {HOST}:{port} lässt sich nichts anzeigen ({reason(error)[0]}), meist weil dort schon etwas läuft. "
                "Nehmen Sie mit --port eine andere Nummer, zum Beispiel --port 8001."
            ) from error
        self.url = f"http://{HOST}:{self._server.server_port}/"

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


def changes(paths: Sequence[Path]) -> Iterator[list[str]]:
    """The paths that changed, again and again; first an empty list, as soon as no later change can be missed."""
    files = [path for path in paths if not path.is_dir()]
    seen, begun = [_stamp(path) for path in files], False
    for found in watchfiles.watch(
        *(path for path in paths if path.is_dir()),
        watch_filter=_Read(),
        debounce=_MILLISECONDS,
        rust_timeout=_MILLISECONDS,
        yield_on_timeout=True,
    ):
        # an editor puts a new file in the place of the old one, and whoever watched the old one sees nothing any more
        now = [_stamp(path) for path in files]
        changed = {path for _, path in found} | {str(path) for path, old, new in zip(files, seen, now, strict=True) if old != new}
        seen = now
        if changed or not begun:
            begun = True
            yield sorted(changed)


def _stamp(path: Path) -> tuple[int, int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino, status.st_size
