"""``daten/stand.json``: of every published entry its id, a digest of what an agency decides by, since when it is so, and when it came.

An agency decides by name, Standorte and Einzugsgebiet, the offers with Handlungsfeldern, Anlässen, Personenkreis and
Leistungsträgern, communication and languages, whether there is room, the Stufen of the coaches. Of an employed coach the digest
leaves out who she is.

The file of the last publication is an input like any other: what it has keeps its day, all else is of today. Without it the day is
the newest on which something of the digest may have changed: when the entry and those of its coaches were looked through,
consent, room, what was seen by the maintainers, what ran out.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from landkarte.directory import Directory, Listing, Memory, Seen
from landkarte.directory.deadlines import last_days
from landkarte.entries.model import Angebot, Einzugsgebiet, Leistungserbringer
from landkarte.entries.model.werte import is_id
from landkarte.ground.errors import OperatorError
from landkarte.ground.lines import is_day
from landkarte.ground.scripts import as_json

FILE = "daten/stand.json"
SCHEMA = 1
"""A new one whenever a field goes or changes its meaning."""

_SEEN = ("a", "b")
"""The Stufen whose day is that of an act of the maintainers."""
_UUID = re.compile("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}")
_NAMESPACE = "landkarte-jobcoachingap"


def parse(data: bytes, today: date) -> Memory:
    """What the file of the last publication says; OperatorError if it cannot be that."""
    try:
        found = json.loads(data)
        rows, schema = found["eintraege"].items(), found["schema"]
        days = [day for _, row in rows for day in (row["seit"], row.get("zuerst", row["seit"]))]
        sound = type(schema) is int and schema == SCHEMA and all(is_day(day) and day <= f"{today}" for day in days)
        sound &= all(is_id(id_) and _UUID.fullmatch(row["inhalt"]) for id_, row in rows)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        sound = False
    if not sound:
        raise OperatorError(f"Das ist kein letzter Stand bis zum {today}, den diese Fassung des Programms lesen kann.")
    return {id_: Seen(row["inhalt"], *(date.fromisoformat(row[key]) for key in ("seit", "zuerst") if key in row)) for id_, row in rows}


def files(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """The memory of this publication, and what it tells readers of changes, as (path in the site, content)."""
    found = {listing.entry.id: seen(listing, directory) for listing in directory.all}
    yield _file(directory, found)
    yield _changes(directory, found)


def _file(directory: Directory, now: Memory) -> tuple[str, bytes]:
    """A line for each entry in the order of ids; what is missing keeps its line."""
    found = {id_: (directory.before or {})[id_] for id_ in directory.missing} | dict(now)
    told = {id_: {key: f"{value}" for key, value in one._asdict().items() if value} for id_, one in sorted(found.items())}
    rows = ",\n".join(f'"{id_}":{as_json(one)}' for id_, one in told.items())
    return FILE, f'{{"schema":{SCHEMA},"eintraege":{{\n{rows}\n}}}}\n'.encode()


def _changes(directory: Directory, now: Memory) -> tuple[str, bytes]:
    """By day, the last one first, the ids of those who came, changed and went; of these nothing but the id.

    Of an entry that was there before somebody took note nobody knows when it came; it is known as changed. Who went without a
    withdrawal is told in the build that noticed, and then forgotten. Who is missing by accident did not go.
    """
    days: defaultdict[date, dict[str, list[str]]] = defaultdict(lambda: {"neu": [], "geaendert": [], "gegangen": []})
    for id_, one in now.items():
        if one.zuerst:
            days[one.zuerst]["neu"].append(id_)
        if one.seit != one.zuerst:
            days[one.seit]["geaendert"].append(id_)
    went = dict.fromkeys((directory.before or {}).keys() - now.keys() - set(directory.missing), directory.today)
    for id_, day in (went | {gone.id: gone.tag for gone in directory.withdrawn}).items():
        days[day]["gegangen"].append(id_)
    rows = [{"tag": f"{day}", **{what: sorted(ids) for what, ids in found.items()}} for day, found in sorted(days.items(), reverse=True)]
    head = {"schema": "1", "beschreibung": f"{directory.settings.adresse}daten/schema/aenderungen.json", "stand": f"{directory.today}"}
    return "daten/aenderungen.json", f"{as_json(head | {'tage': rows})}\n".encode()


def seen(listing: Listing, directory: Directory) -> Seen:
    """What of an entry matters to an agency, and since when."""
    inhalt, before, today = uuid(listing.entry.id, *_meaning(listing)), directory.before, directory.today
    if before is None:
        return Seen(inhalt, min(max(_days(listing, directory)), today))
    known = before.get(listing.entry.id)
    return known if known and known.inhalt == inhalt else Seen(inhalt, today, came(listing, before, today))


def came(listing: Listing, before: Memory, today: date) -> date | None:
    """The day on which an entry came, under whatever id; None where nobody took note."""
    known = [before[id_].zuerst for id_ in (listing.entry.id, *listing.former) if id_ in before]
    return known[0] if known else today


def newest(directory: Directory, most: int) -> list[tuple[date, Listing]]:
    """The entries that came last, as far as that was seen: the latest first, those of a day by name."""
    days = ((came(one, directory.before, directory.today), one) for one in directory.all) if directory.before is not None else ()
    return sorted(((day, one) for day, one in days if day), key=lambda one: one[0], reverse=True)[:most]


def uuid(*parts: object) -> str:
    """A UUID (version 8, variant 10) that is the same for the same parts: from the beginning of their SHA-256."""
    digest = sha256(json.dumps([_NAMESPACE, *parts], ensure_ascii=False).encode()).digest()
    hexed = digest.hex()
    return f"{hexed[:8]}-{hexed[8:12]}-8{hexed[13:16]}-8{hexed[17:20]}-{hexed[20:32]}"


def ways(listing: Listing) -> set[str]:
    """The ways in which somebody of the entry communicates."""
    return {way for one in (listing, *listing.team) for way in one.entry.kommunikation}


def _meaning(listing: Listing) -> tuple[object, ...]:
    """What an agency decides by; the order in which an entry names things does not matter."""
    entry = listing.entry
    return (
        *(_commissioned(listing.name, entry) if isinstance(entry, Leistungserbringer) else ()),
        sorted(ways(listing)),
        entry.dgs_niveau,
        sorted((sprache.code, sprache.niveau) for sprache in entry.sprachen),
        entry.kapazitaet and entry.kapazitaet.status,
        sorted(str(grade.stufe) for grade in listing.grades),
    )


def _commissioned(name: str, entry: Leistungserbringer) -> tuple[object, ...]:
    shared = _area(entry.einzugsgebiet)
    sites = [(site.plz, site.ort, _area(site.einzugsgebiet) if site.einzugsgebiet else shared) for site in entry.standorte]
    return name, sorted(sites, key=str) if len(sites) > 1 else sites, sorted(map(_offer, entry.angebote), key=str)


def _area(gebiet: Einzugsgebiet | None) -> object:
    if gebiet is None:
        return None
    out = gebiet.ausnahmen
    without = (sorted(out.kreise), sorted(out.bundeslaender)) if out else None
    return gebiet.umkreis_km, sorted(gebiet.kreise), sorted(gebiet.bundeslaender), gebiet.bundesweit, without


def _offer(angebot: Angebot) -> object:
    payers = {(bezug.traeger, bezug.amt or "", bezug.status) for bezug in angebot.leistungstraeger}
    lists = (angebot.handlungsfelder, angebot.anlaesse, angebot.personenkreis)
    return angebot.leistungsart, *(sorted(keys) for keys in lists), sorted(payers)


def _days(listing: Listing, directory: Directory) -> Iterator[date]:
    """Every day on which something of the digest may have changed."""
    for one in (listing, *listing.team):
        entry, grade, today = one.entry, one.grade, directory.day_for(one.entry)
        yield entry.stand
        if entry.einwilligung:
            yield entry.einwilligung.vom
        if entry.kapazitaet:
            yield entry.kapazitaet.stand
        if grade and grade.seit and grade.stufe in _SEEN:
            yield grade.seit
        yield from (last + timedelta(1) for kind, last in last_days(entry, grade) if kind != "eintrag" and last < today)
