"""Addresses → points, asked of a Nominatim server one by one. The only door to geopy; never called by a build.

Rules of the public server: https://operations.osmfoundation.org/policies/nominatim/ (a program that names itself, one request
at a time and at most one a second, four a minute for what runs regularly, every answer kept). geopy's own RateLimiter keeps
none of them by default and swallows errors, so the pace is kept here.
"""

import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, get_args
from urllib.error import HTTPError

from geopy.adapters import AdapterHTTPError, URLLibAdapter
from geopy.exc import ConfigurationError, GeocoderParseError, GeocoderTimedOut, GeopyError
from geopy.geocoders import Nominatim

from landkarte.entries import released
from landkarte.entries.model import Eintrag, Leistungserbringer
from landkarte.ground.diagnostics import quoted
from landkarte.ground.errors import OperatorError
from landkarte.ground.settings import MIN_SECONDS, Suche
from landkarte.places.points import Address, Genauigkeit, Point, PointKey, Row, address_of, objection
from landkarte.standard.days import older_than_days

TIMEOUT_SECONDS = 20
FAILURES_IN_A_ROW = 3
"""After so many the server is left alone."""
ASK_AGAIN_DAYS = 30
"""An address that was not found is asked again after that time, for the map of the server grows."""

_NAMED = 5
"""So many Standorte of a kind are named; of more only the number is told."""
_UNREADABLE = "die Antwort ist nicht lesbar"
_REFUSED = (401, 403, 429)
"""A server that answers so does not want to be asked again now."""
_PLACES = ("city", "town", "village", "municipality", "postcode")
_RANK_OF_STREETS, _RANK_OF_TOWNS = 26, 13
"""Nominatim's place_rank: 26 and above are streets and what stands in them; 13 to 25 towns and their parts; below, Kreise and more."""


Outcome = Literal["gefunden", "nicht gefunden", "abgelehnt", "Fehler"]


class Question(NamedTuple):
    """An address, and the Standorte that share it."""

    address: Address
    keys: tuple[PointKey, ...]


class Answer(NamedTuple):
    """What became of a question, in words; ``rows`` are to be kept."""

    question: Question
    outcome: Outcome
    words: str
    rows: tuple[Row, ...] = ()


class Plan(NamedTuple):
    """What to ask, and by reason (German) the Standorte that nobody is asked about."""

    questions: tuple[Question, ...]
    left_out: Mapping[str, tuple[PointKey, ...]]


def plan(entries: Iterable[Eintrag], rows: Mapping[PointKey, Row], today: date) -> Plan:
    """Which addresses of published entries have to be asked; the same address is asked once however many Standorte share it."""
    wanted: dict[Address, list[PointKey]] = {}
    left_out: dict[str, list[PointKey]] = {}
    for key, address, reason in sorted(_considered(entries, rows, today)):
        if reason:
            left_out.setdefault(reason, []).append(key)
        else:
            wanted.setdefault(address, []).append(key)
    questions = tuple(Question(address, tuple(keys)) for address, keys in wanted.items())
    return Plan(questions, {reason: tuple(keys) for reason, keys in left_out.items()})


def _considered(entries: Iterable[Eintrag], rows: Mapping[PointKey, Row], today: date) -> Iterator[tuple[PointKey, Address, str]]:
    for entry in entries:
        for site in entry.standorte if isinstance(entry, Leistungserbringer) else ():
            key, address = (entry.id, site.id), address_of(site) or Address("", site.plz, site.ort)
            if not released.address(entry, site):
                reason = "Adresse nicht öffentlich"
            elif entry.beispiel:
                reason = "erfundenes Beispiel"
            elif not address.strasse:
                reason = "Postfach statt Straße" if site.strasse else "keine Straße genannt"
            elif not (address.strasse[0].isalnum() and address.ort[0].isalnum()):
                # a cell that begins with = or @ is a formula for whoever opens the table in a spreadsheet
                reason = "Straße oder Ort beginnt mit einem Sonderzeichen"
            elif site.lat is not None:
                reason = "eigene Koordinaten im Eintrag"
            else:
                reason = _answered(rows.get(key), address, today)
            yield key, address, reason


def _answered(row: Row | None, address: Address, today: date) -> str:
    """Why there is no need to ask, judging by the line that there is."""
    if row and row.von == "hand":
        return "von Hand gesetzt" if row.asked == address else "von Hand gesetzt für eine frühere Adresse: bitte die Zeile ansehen"
    if row is None or row.asked != address:
        return ""
    if row.point:
        return "schon nachgeschlagen"
    recent = row.tag <= today and not older_than_days(row.tag, today, ASK_AGAIN_DAYS)
    return f"in den letzten {ASK_AGAIN_DAYS} Tagen nicht gefunden" if recent else ""


def announced(plan: Plan, suche: Suche) -> Iterator[str]:
    """Before the first request, in German lines: what is not asked and why, and what will be."""
    for reason, keys in plan.left_out.items():
        names = ", ".join("/".join(key) for key in keys[:_NAMED]) + (" …" if len(keys) > _NAMED else "")
        yield f"Nicht gesendet, {reason}: {len(keys)} ({names})"
    number, pause = len(plan.questions), "1 Sekunde" if suche.abstand_sekunden == 1 else f"{suche.abstand_sekunden:g} Sekunden"
    minutes = round(number * suche.abstand_sekunden / 60)
    if not number:
        yield "Nichts nachzuschlagen."
    else:
        duration = f"etwa {minutes} Minuten" if minutes > 1 else "wenige Augenblicke"
        yield f"Zu senden an {suche.server}: {number}, mit {pause} Abstand; das dauert {duration}."


def as_text(answer: Answer) -> str:
    """What became of one address, on a German line."""
    return f"{answer.question.address}: {answer.outcome}" + (f" ({answer.words})" if answer.words else "")


def summed(outcomes: Mapping[str, int], questions: int) -> str:
    """The last line in German: how often which outcome, and how many of the ``questions`` were not sent any more."""
    sent = sum(outcomes.values())
    counts = ", ".join(f"{outcomes.get(outcome, 0)} {outcome}" for outcome in get_args(Outcome))
    return f"Gesendet: {sent} ({counts})." + (
        f" Nicht mehr gesendet: {questions - sent}; ein neuer Aufruf macht dort weiter." if sent < questions else ""
    )


def connect(suche: Suche) -> Nominatim:
    """The server of the settings, not yet asked anything; OperatorError when nobody says who is asking."""
    if not suche.kennung:
        raise OperatorError(
            "Zum Nachschlagen fehlt in pyproject.toml unter [tool.landkarte.suche] die kennung: "
            "ein Name für Ihr Verzeichnis mit einer Adresse, unter der der Betreiber des Servers Sie erreicht."
        )
    try:
        return Nominatim(
            user_agent=suche.kennung,
            domain=suche.server,
            scheme=suche.protokoll,
            timeout=TIMEOUT_SECONDS,
            # geopy would else take the requests library where it is installed, which repeats requests on its own account
            adapter_factory=URLLibAdapter,
        )
    except ConfigurationError:
        raise OperatorError(
            f"Die kennung {quoted(suche.kennung)} in pyproject.toml unter [tool.landkarte.suche] ist nur ein Muster. "
            "Nennen Sie Ihr Verzeichnis."
        ) from None


def answers(
    questions: Iterable[Question], server: Nominatim, suche: Suche, today: date, wanted: Callable[[Question], bool]
) -> Iterator[Answer]:
    """Ask one question after the other that is still ``wanted``, until there are no more or the server does not want to.

    It sleeps before every request, so that two never come closer than ``abstand_sekunden``; before the first one for a second,
    for another run may just have ended.
    """
    pause, failures = float(MIN_SECONDS), 0
    for question in questions:
        time.sleep(pause)
        pause = suche.abstand_sekunden
        if not wanted(question):
            continue
        try:
            found = _ask(server, question.address)
        except _NoAnswer as failure:
            failures += 1
            yield Answer(question, "Fehler", failure.words)
            if failure.final or failures == FAILURES_IN_A_ROW:
                return
        else:
            failures = 0
            yield _judged(question, found, suche, today)


class _Found(NamedTuple):
    """What the server said: degrees, the whole name of the place, how exact it is (None: a Kreis or a Land), the country if known."""

    lat: float
    lon: float
    name: str
    genauigkeit: Genauigkeit | None
    country: str


class _NoAnswer(Exception):
    def __init__(self, words: str, final: bool = False) -> None:
        self.words, self.final = words, final


def _ask(geocoder: Nominatim, address: Address) -> _Found | None:
    """What the server says about an address, None if it knows none; _NoAnswer with the reason."""
    query = {"street": address.strasse, "city": address.ort, "postalcode": address.plz}
    try:
        with warnings.catch_warnings(action="error"):  # of degrees that no place on earth has
            location = geocoder.geocode(query, addressdetails=True, language="de", country_codes="de")
        return None if location is None else _found(address, location.raw)
    except GeocoderTimedOut:
        raise _NoAnswer(f"keine Antwort innerhalb von {TIMEOUT_SECONDS} Sekunden") from None
    except GeocoderParseError:
        raise _NoAnswer(_UNREADABLE) from None
    except GeopyError as error:
        raise _explained(error) from None
    except (AttributeError, KeyError, RecursionError, TypeError, UserWarning, ValueError):  # JSON of another form than expected
        raise _NoAnswer(_UNREADABLE) from None


def _found(address: Address, raw: Mapping[str, Any]) -> _Found:
    details = dict(raw["address"])
    genauigkeit = _precision(address, int(raw["place_rank"]), str(raw.get("addresstype", "")), details)
    lat, lon = (round(float(raw[name]), 6) for name in ("lat", "lon"))
    return _Found(lat, lon, str(raw["display_name"]), genauigkeit, str(details.get("country_code", "de")))


def _explained(error: GeopyError) -> _NoAnswer:
    status = _status(error.__cause__)
    if status == 429:
        return _NoAnswer("der Server lehnt ab, weil zu viel gefragt wurde (HTTP 429); später noch einmal", final=True)
    if status in _REFUSED:
        return _NoAnswer(f"der Server weist uns ab (HTTP {status}); prüfen Sie kennung und abstand_sekunden", final=True)
    return _NoAnswer(f"der Server antwortet mit HTTP {status}" if status else f"der Server gibt keine Auskunft ({str(error)[:100]})")


def _status(refusal: BaseException | None) -> int | None:
    """The number with which the server refused; geopy leaves open what came with it."""
    if not isinstance(refusal, AdapterHTTPError):
        return None
    if isinstance(refusal.__context__, HTTPError):
        refusal.__context__.close()
    return int(refusal.status_code)


def _judged(question: Question, found: _Found | None, suche: Suche, today: date) -> Answer:
    outcome: Outcome = "nicht gefunden"
    words, point, source = "", None, f"© OpenStreetMap-Mitwirkende, ODbL ({suche.server})"
    if found:
        wrong = objection(found.lat, found.lon, question.address) if found.country == "de" else "liegt nicht in Deutschland"
        if wrong or found.genauigkeit is None:
            outcome, words = "abgelehnt", f"{quoted(found.name, 120)} {wrong or 'ist kein Ort, sondern ein größeres Gebiet'}"
        else:
            outcome, words = "gefunden", f"{found.genauigkeit}, {found.lat} / {found.lon}"
            point = Point(found.lat, found.lon, found.genauigkeit, source, today, "nachgeschlagen")
    rows = (Row(key, question.address, point, source, today, "nachgeschlagen") for key in question.keys)
    return Answer(question, outcome, words, tuple(rows))


def _precision(address: Address, rank: int, kind: str, details: Mapping[str, object]) -> Genauigkeit | None:
    """How exact an answer is; None where it is no more than a Kreis or a Land."""
    if _is_asked_number(address.strasse, str(details.get("house_number", ""))):
        return "hausnummer"
    if rank >= _RANK_OF_STREETS:
        return "strasse"
    return "ort" if rank >= _RANK_OF_TOWNS or kind in _PLACES else None


def _is_asked_number(strasse: str, found: str) -> bool:
    """Whether the street as asked ends with the house number that was found ("7 a" is "7A"; of "7;9" either)."""
    asked = "".join(strasse.casefold().split())
    numbers = ["".join(number.casefold().split()) for number in found.replace(",", ";").split(";")]
    return any(number and asked.endswith(number) and not asked.removesuffix(number)[-1:].isdigit() for number in numbers)
