"""One address → its bytes, whole or with an error that a person can act on."""

import re
import ssl
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from http.client import HTTPException, HTTPResponse
from typing import Any, NamedTuple, TypeVar
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from landkarte.desk.fetching.publishers import GeodataError
from landkarte.ground import progress
from landkarte.ground.diagnostics import visible

Result = TypeVar("Result")

_PATIENCE = 30.0
"""Seconds without a byte."""
_WHOLE = 900.0
"""Seconds for everything together: whoever sends a byte now and then would hold us for ever."""
_MOST = 200_000_000
"""Bytes, far more than even fine boundaries take. Whoever sends more has something else on offer."""
_KB = 1024
_ADDRESS = re.compile(r"https?://([A-Za-z0-9.-]+)(?::[0-9]+)?(?:[/?][!-~]*)?")
"""An address as machines want it, without umlauts and blanks; its host."""
_BROKEN_OFF = "Die Übertragung von {} ist abgebrochen. Versuchen Sie es noch einmal."
_IN_SETTINGS = "in pyproject.toml unter [tool.landkarte.geodaten]"


class Download(NamedTuple):
    """An address, and what was there."""

    address: str
    data: bytes


class Converted(NamedTuple):
    """What becomes of downloads: files as ``landkarte.places.exact`` describes them, what is in them (German), the day of the data if they
    tell it, and what to say of their Kreise (German)."""

    files: dict[str, bytes]
    counted: str
    stand: date | None
    notes: list[str]


class _Redirects(HTTPRedirectHandler):
    def http_error_302(self, req: Request, fp: Any, code: int, msg: str, headers: Any) -> Any:
        """The base class leaves the connection open where an address leads nowhere."""
        try:
            return super().http_error_302(req, fp, code, msg, headers)
        except (ValueError, GeodataError):
            fp.close()
            raise

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        """Follow to where nobody on the way can put something else in the place of the data, and nowhere else."""
        if urlsplit(newurl).scheme != "https":
            raise GeodataError(f"{req.host} leitet zu „{visible(newurl)}“, nicht zu https. Prüfen Sie die Adresse {_IN_SETTINGS}.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def in_time(work: Callable[[], Result]) -> Result:
    """What ``work`` yields; GeodataError when it takes too long, whatever it waits for. It is then left to itself."""
    pool = ThreadPoolExecutor(1)
    working = pool.submit(work)
    pool.shutdown(wait=False)
    try:
        return working.result(_WHOLE)
    except TimeoutError:
        raise GeodataError(f"Nach {_WHOLE / 60:.0f} Minuten ist nicht alles da. Versuchen Sie es später noch einmal.") from None


def fetch(key: str, address: str, label: str) -> Download:
    """What lies at ``address`` (http or https, the setting ``key``), with a progress bar named ``label``; GeodataError if not all comes."""
    if not address:
        raise GeodataError(f"In pyproject.toml fehlt unter [tool.landkarte.geodaten] die Adresse {key}.")
    found = _ADDRESS.fullmatch(address)
    if not found:
        raise GeodataError(f"„{visible(address)}“ ist keine Adresse im Netz. Berichtigen Sie sie {_IN_SETTINGS}.")
    host = found[1]
    request = Request(address, headers={"User-Agent": "landkarte-jobcoachingap"})
    try:
        with build_opener(_Redirects).open(request, timeout=_PATIENCE) as answer:
            return Download(address, _whole(answer, host, label))
    except HTTPError as error:
        error.close()
        raise GeodataError(_refused(error.code, host, address)) from None
    except (HTTPException, ValueError, OverflowError):  # the last two: a host or port that cannot be
        raise GeodataError(_BROKEN_OFF.format(host)) from None
    except OSError as error:
        raise GeodataError(_unreachable(error, host)) from None


def _whole(answer: HTTPResponse, host: str, label: str) -> bytes:
    body, size = bytearray(), answer.length

    def received() -> Iterator[int]:
        for number, part in enumerate(iter(partial(answer.read, _KB), b"")):
            body.extend(part)
            if len(body) > _MOST:
                raise GeodataError(f"{host} schickt mehr als {_MOST // 10**6} MB. Prüfen Sie die Adresse {_IN_SETTINGS}.")
            yield number

    total = None if size is None else -(-size // _KB)
    deque(progress.shown(received(), total, f"{label} von {host}, KB"), maxlen=0)
    if size is not None and len(body) != size:
        raise GeodataError(_BROKEN_OFF.format(host))
    return bytes(body)


def _refused(status: int, host: str, address: str) -> str:
    if status in (404, 410):
        return f"{host} kennt die Adresse {address} nicht (HTTP {status}). Ist der Herausgeber umgezogen? Die Adresse steht {_IN_SETTINGS}."
    return f"{host} gibt die Daten nicht heraus (HTTP {status}). Versuchen Sie es später noch einmal."


def _unreachable(error: OSError, host: str) -> str:
    cause = error.reason if isinstance(error, URLError) else error
    if isinstance(cause, TimeoutError):
        return f"{host} antwortet nicht. Versuchen Sie es später noch einmal."
    if isinstance(cause, ssl.SSLError):
        return f"Die sichere Verbindung zu {host} kommt nicht zustande. Prüfen Sie Uhrzeit und Zertifikate dieses Rechners."
    return f"Keine Verbindung zu {host}. Prüfen Sie die Internetverbindung und den Proxy."
