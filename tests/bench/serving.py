"""A web server on this machine that compresses as a real one does and notes what it was asked."""

import contextlib
import gzip
import http.server
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

LEVEL = 6  # of gzip: what web servers use when nobody says otherwise
_TEXT = {".html", ".css", ".js", ".svg", ".json", ".xml", ".txt"}


class Asked(NamedTuple):
    """A file that a browser was given, and the bytes that travelled for it, without headers."""

    path: str
    size: int


@cache
def packed(file: Path) -> bytes:
    """The content as it travels: text compressed, the rest as it is."""
    content = file.read_bytes()
    return gzip.compress(content, LEVEL, mtime=0) if file.suffix in _TEXT else content


class Server(http.server.ThreadingHTTPServer):
    """Serves ``folder``; ``asked`` grows with every file."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.asked: list[Asked] = []

    @property
    def address(self) -> str:
        """With a slash at its end."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(http.server.SimpleHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with a file, or with 404."""
        name = self.path.split("?")[0].lstrip("/") or "index.html"
        file = self.server.folder / name
        if not file.is_file():
            self.send_error(404)
            return
        content = packed(file)
        self.server.asked.append(Asked(name, len(content)))
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)) + ("; charset=utf-8" if file.suffix in _TEXT else ""))
        if file.suffix in _TEXT:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        with contextlib.suppress(ConnectionError):  # a browser that has gone on to another page
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Server]:
    """Serve ``folder`` for as long as the block lasts."""
    with Server(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
