"""A change → what a maintainer wants to know before reading it: whose it is, what differs, what is wrong, how it will look. Pure.

Nothing here decides. ``as_markdown`` is a comment for a platform, ``as_json`` the same for programs.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, Literal, NamedTuple

from landkarte.desk.review import ownership, sketch
from landkarte.desk.review.differences import differences
from landkarte.desk.review.prose import to_read
from landkarte.desk.review.spelled import as_json, as_markdown
from landkarte.desk.review.words import Quote, Words
from landkarte.directory import Directory, Listing, summary, url_of
from landkarte.entries import reading
from landkarte.entries.model import Eintrag, Person
from landkarte.entries.model.eintraege import public_name
from landkarte.ground.diagnostics import Diagnostic
from landkarte.places.names import kreis_name, land_label
from landkarte.places.tables import kreise
from landkarte.standard import vocabulary

__all__ = ["Review", "Reviewed", "Side", "as_json", "as_markdown", "is_entry", "review"]

Kind = Literal["neu", "geändert", "gelöscht", "umbenannt"]

_ENTRY = re.compile(r"coaches/(?:anbieter|jobcoaches)/[^/.][^/]*", re.DOTALL)
_DUPLICATE, _LOST = "C-03", "Q-22"
_LEVELS = ("fehler", "warnung", "hinweis")


class Side(NamedTuple):
    """The directory before or after the change, and of every changed entry, by file, what is written in it (None: unreadable)."""

    directory: Directory
    entries: Mapping[str, Eintrag]
    data: Mapping[str, dict[str, Any] | None]


class Reviewed(NamedTuple):
    """One entry of the change."""

    file: str
    id: str
    kind: Kind
    name: str
    formerly: str = ""
    """The id before, of a renamed entry."""
    flags: tuple[Words, ...] = ()
    """What must not be overlooked."""
    differences: tuple[Words, ...] = ()
    findings: tuple[Diagnostic, ...] = ()
    """The worst first, without suspected duplicates."""
    duplicates: tuple[Diagnostic, ...] = ()
    stufe: Words = ()
    """A coach's Stufe before and after."""
    card: tuple[tuple[str, str], ...] = ()
    """Title and text of each line of the entry's card; none if it is not published."""
    places: tuple[str, ...] = ()
    """Where each Standort lies, in words."""
    picture: bytes = b""
    """The same as SVG; empty where there is no place."""
    texts: tuple[Words, ...] = ()
    """What only a person can judge: the new texts, the doubtful ones first."""

    @property
    def map(self) -> str:
        """The name of the file of the picture."""
        return f"karte-{self.id}.svg" if self.picture else ""


class Review(NamedTuple):
    """The whole change, by file."""

    author: str
    entries: tuple[Reviewed, ...]
    editorial: tuple[tuple[str, Kind], ...]
    """Other files: what they say is for the maintainers to decide."""
    elsewhere: tuple[Diagnostic, ...]
    """Findings that the change causes in files that it does not touch."""
    stufen: tuple[Words, ...] = ()
    """Stufen that change though the entry of the coach does not."""


def is_entry(file: str) -> bool:
    """Whether providers or coaches write the file, and not the maintainers."""
    return _ENTRY.fullmatch(file) is not None


def review(changed: Mapping[str, Kind], before: Side, after: Side, findings: list[Diagnostic], author: str) -> Review:
    """The summary of a change; ``changed`` says of each file what happened to it, ``findings`` are those of the change."""
    entries = {file: kind for file, kind in changed.items() if is_entry(file)}
    formerly = _renamed(entries, before, after)
    left = set(formerly.values())
    reviewed = tuple(
        _reviewed(file, kind, formerly.get(file, ""), before, after, findings, author)
        for file, kind in sorted(entries.items())
        if file not in left
    )
    about = {one.id for one in reviewed} | {one.formerly for one in reviewed}
    return Review(
        author,
        reviewed,
        tuple((file, kind) for file, kind in sorted(changed.items()) if file not in entries),
        tuple(_worst_first(finding for finding in findings if finding.file not in entries)),
        tuple(_stufen_of_others(before.directory, after.directory, about)),
    )


def _renamed(entries: Mapping[str, Kind], before: Side, after: Side) -> dict[str, str]:
    """New file → the deleted one it was: it names the old id, or says the same in everything but the id."""
    gone = [file for file, kind in sorted(entries.items()) if kind == "gelöscht"]
    found: dict[str, str] = {}
    for file, kind in sorted(entries.items()):
        data = after.data.get(file)
        if kind != "neu" or data is None:
            continue
        named = data.get("fruehere_ids")
        candidates = [old for old in gone if isinstance(named, list) and _id(old) in named]
        candidates += [old for old in gone if _apart_from_id(before.data.get(old)) == _apart_from_id(data)]
        if candidates:
            found[file] = candidates[0]
            gone.remove(candidates[0])
    return found


def _apart_from_id(data: Mapping[str, Any] | None) -> object:
    return data and {key: value for key, value in data.items() if key not in ("id", "fruehere_ids")}


def _reviewed(file: str, kind: Kind, old: str, before: Side, after: Side, findings: list[Diagnostic], author: str) -> Reviewed:
    was, now = before.data.get(old or file), after.data.get(file)
    own = [finding for finding in _worst_first(findings) if finding.file in (file, old)]
    if kind == "gelöscht":
        # who goes must not be named once more in a comment that stays
        flags = ownership.stranger(was, author)
        stufe = _stufe(_id(file), _id(file), before, after, file)
        return Reviewed(file, _id(file), kind, _id(file), flags=tuple(flags), findings=tuple(own), stufe=stufe)
    id_, former = _id(file), _id(old) if old else ""
    fresh = kind == "neu" and not old
    owned = ownership.newcomer(now, author) if fresh else ownership.objections(was, now, author)
    listing = next((one for one in after.directory.all if file in after.entries and one.url == url_of(after.entries[file])), None)
    places = tuple(map(_lies, listing.places)) if listing else ()
    return Reviewed(
        file,
        id_,
        "umbenannt" if old else kind,
        public_name(after.entries[file]) if file in after.entries else id_,
        former,
        # what was seen may be somebody else's
        (*((ownership.LOST, Quote(finding.message)) for finding in own if finding.code == _LOST), *owned),
        () if fresh else tuple(_differences(old or file, file, before, after)),
        tuple(finding for finding in own if finding.code != _DUPLICATE),
        tuple(finding for finding in own if finding.code == _DUPLICATE),
        _stufe(former or id_, id_, before, after, file),
        tuple(_card(listing, after.directory)) if listing else (),
        places,
        sketch.picture(listing, "; ".join(places)) if listing and places else b"",
        tuple(to_read(before.entries.get(old or file), after.entries.get(file))),
    )


def _id(file: str) -> str:
    return PurePosixPath(file).name.removesuffix(".yaml")


def _worst_first(findings: Any) -> list[Diagnostic]:
    return sorted(findings, key=lambda finding: (_LEVELS.index(finding.level), finding.key))


def _differences(old: str, file: str, before: Side, after: Side) -> Iterator[Words]:
    was, now = before.data.get(old), after.data.get(file)
    if was is None or now is None:
        which = "Der bisherige Stand" if now is not None else "Der neue Stand" if was is not None else "Keiner der beiden Stände"
        yield (f"{which} ist {'' if was is None and now is None else 'nicht '}lesbar; was sich ändert, lässt sich nicht nennen.",)
        return
    kinds = [reading.kind(PurePosixPath(one).parent.name, values) for one, values in ((file, now), (old, was))]
    found = differences(was, now, kinds)
    yield from found or [("Keine Angabe ändert sich; nur Schreibweise, Reihenfolge der Felder oder Kommentare.",)]


def _stufe(old: str, new: str, before: Side, after: Side, file: str) -> Words:
    """Before and after; nothing for an organisation, which has none."""
    persons = [side.directory.grades.get(id_) for side, id_ in ((before, old), (after, new))]
    if not any(persons) and not isinstance(after.entries.get(file), Person):
        return ()
    return _told(_standing(before.directory, old), _standing(after.directory, new))


def _stufen_of_others(before: Directory, after: Directory, about: set[str]) -> Iterator[Words]:
    for id_ in sorted({*before.grades, *after.grades} - about):
        old, new = _standing(before, id_), _standing(after, id_)
        if old != new:
            yield (Quote(id_), ": ", *_told(old, new))


def _told(old: str, new: str) -> Words:
    return ("unverändert ", Quote(new)) if old == new else ("vorher ", Quote(old), ", nachher ", Quote(new))


def _standing(directory: Directory, id_: str) -> str:
    grade = directory.grades.get(id_)
    return "nicht veröffentlicht" if grade is None else grade.titel or "keine"


def _card(listing: Listing, directory: Directory) -> Iterator[tuple[str, str]]:
    """What the card of templates/teile/card.html says."""
    card = summary.of(listing, directory)
    if listing.entry.beispiel:
        yield "Beispiel", "frei erfunden"
    if not listing.offers_jobcoaching_ap and listing.angebote:
        yield "Art", "Verwandtes Angebot – kein JobcoachingAP"
    for title, words in (
        ("Ort", card.orte),
        ("Leistung", _labels("leistungsarten", card.leistungsarten)),
        ("Handlungsfeld", _labels("handlungsfelder", card.handlungsfelder)),
        ("Arbeitet in", (card.gebiet,)),
        ("Kapazität", (card.kapazitaet,)),
        ("Nachweis", (card.nachweis,)),
        ("Verständigung", _labels("kommunikation", card.kommunikation)),
        ("Stand", (card.stand,)),
    ):
        if any(words):
            yield title, ", ".join(words)


def _labels(name: str, keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(vocabulary(name).label(key) for key in keys)


def _lies(place: Any) -> str:
    """Where a Standort lies: postcode and town, Kreis, Land, Amt, and whether that is exact."""
    kreis = kreise().get(place.kreis or "")
    words = [summary.town(place.standort)]
    words += [kreis_name(kreis.ags)] if kreis else ["Kreis nicht eindeutig"]
    words += [land_label(place.land)] if place.land else []
    words += [vocabulary("aemter").label(kreis.amt)] if kreis else []
    words += ["Lage nur ungefähr bekannt"] if place.radius_km else []
    return ", ".join(words)
