"""One address → its bytes, whole or with an error that a person can act on."""

import ssl
from collections import deque
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from typing import NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from landkarte.desk.fetching.errors import GeodataError
from landkarte.ground import progress

_PATIENCE = 30.0
"""Seconds without a byte."""
_MOST = 200_000_000
"""Bytes, far more than even fine boundaries take. Whoever sends more has something else on offer."""
_KB = 1024
_IN_SETTINGS = "in pyproject.toml unter [tool.landkarte.geodaten]"


class Download(NamedTuple):
    """An address, and what was there."""

    address: str
    data: bytes


def fetch(address: str, label: str) -> bytes:
    """What lies at ``address`` (http or https), with a progress bar named ``label``; GeodataError when it does not come whole."""
    host = urlsplit(address).hostname
    if urlsplit(address).scheme not in ("http", "https") or not host:
        raise GeodataError(f"„{address}“ ist keine Adresse im Netz. Berichtigen Sie sie {_IN_SETTINGS}.")
    try:
        with urlopen(Request(address, headers={"User-Agent": "landkarte-jobcoachingap"}), timeout=_PATIENCE) as answer:
            return _whole(answer, host, label)
    except HTTPError as error:
        error.close()
        raise GeodataError(_refused(error.code, host, address)) from None
    except HTTPException:
        raise GeodataError(_broken_off(host)) from None
    except OSError as error:
        raise GeodataError(_unreachable(error, host)) from None


def _whole(answer: HTTPResponse, host: str, label: str) -> bytes:
    announced = answer.headers["Content-Length"]
    size = int(announced) if announced and announced.isascii() and announced.isdigit() else None
    body = bytearray()

    def received() -> Iterator[int]:
        number = 0
        while part := answer.read(_KB):
            body.extend(part)
            if len(body) > _MOST:
                raise GeodataError(f"{host} schickt mehr als {_MOST // 10**6} MB. Prüfen Sie die Adresse {_IN_SETTINGS}.")
            yield number
            number += 1

    total = None if size is None else -(-size // _KB)
    deque(progress.shown(received(), total, f"{label} von {host}, KB"), maxlen=0)
    if size is not None and len(body) != size:
        raise GeodataError(_broken_off(host))
    return bytes(body)


def _broken_off(host: str) -> str:
    return f"Die Übertragung von {host} ist abgebrochen. Versuchen Sie es noch einmal."


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
