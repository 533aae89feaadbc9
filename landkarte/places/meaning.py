"""What an entry says of its places in an old way or twice, and what it means: keys of former Kreise, a postal code beside the town."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple, TypeVar

from landkarte.entries.model import Eintrag, Einzugsgebiet, Leistungserbringer, Standort
from landkarte.entries.model.eintraege import areas
from landkarte.ground.diagnostics import Finding, KeyPath, quoted, stamped
from landkarte.ground.text import day, unique
from landkarte.places.tables import kreise, kreiswechsel, successors
from landkarte.standard import Level, rules

E = TypeVar("E", bound=Eintrag)

_PLZ = re.compile(r"(?:\bDE?\b[\s-]*)?\b([0-9]{4,5})\b")
"""Also without the zero in front."""
_AGS = 5
"""Digits in the key of a Kreis; the other three of eight are those of the Gemeinde."""
_FIX = "build.py check --fix tut es."


class Named(NamedTuple):
    """A key of a Kreis (AGS) or of a Gemeinde in an entry: where it stands, the Kreise that took over if there were any, and
    whether one of those stands beside it."""

    path: KeyPath
    key: str
    heirs: tuple[str, ...]
    beside: bool = False


def kreise_named(entry: Leistungserbringer) -> Iterator[Named]:
    """Every key of a Kreis in an entry."""
    for path, area in areas(entry):
        yield from _of_area(path, area)
    for number, site in enumerate(entry.standorte):
        if site.ags:
            yield Named(("standorte", number, "ags"), site.ags, _heirs(site.ags))


def _of_area(path: KeyPath, area: Einzugsgebiet) -> Iterator[Named]:
    named = {(*path, "kreise"): area.kreise}
    if area.ausnahmen:
        named[(*path, "ausnahmen", "kreise")] = area.ausnahmen.kreise
    for where, keys in named.items():
        there = set(keys)
        for number, key in enumerate(keys):
            heirs = _heirs(key)
            yield Named((*where, number), key, heirs, not there.isdisjoint(heirs))
            there.update(heirs)


def _heirs(key: str) -> tuple[str, ...]:
    return successors(key) or (successors(key[:_AGS]) if len(key) > _AGS else ())


def in_town(site: Standort) -> tuple[str, str]:
    """The postal code that stands in the field of the town, and the town without it; two empty texts where there is none."""
    found = _PLZ.search(site.ort)
    if found is None:
        return "", ""
    town = f"{site.ort[: found.start()]} {site.ort[found.end() :]}".replace("( )", "")
    return found[1].zfill(5), " ".join(town.split()).strip(" ,;-/")


def findings(file: str, entry: Leistungserbringer) -> Iterator[Finding]:
    """Keys of Kreise that there are not today, and postal codes in the field of the town; hints where it is clear what is meant."""
    for one in kreise_named(entry):
        if one.heirs:
            yield stamped(file, one.path, rules()["R-07"], *_former(one))
        elif one.key[:_AGS] not in kreise():
            yield stamped(file, one.path, rules()["R-07"], _unknown(one.key[:_AGS]))
    for number, site in enumerate(entry.standorte):
        plz, town = in_town(site)
        if plz:
            message = f"Im Feld ort steht eine Postleitzahl: {quoted(site.ort)}; im Feld plz steht {site.plz}."
            clear = _town(site) == town
            hint = f"Schreiben Sie nur den Ort: {town}; {_FIX}" if clear else "Schreiben Sie in das Feld ort nur den Ort."
            yield stamped(file, ("standorte", number, "ort"), rules()["R-02"], message, hint, "hinweis" if clear else None)


def _former(named: Named) -> tuple[str, str, Level]:
    """Message, hint and level for a key of a former Kreis."""
    known = next(one for one in kreiswechsel() if named.key.startswith(one.alt))
    now = " oder ".join(f"{kreise()[heir].name} ({heir})" for heir in named.heirs)
    message = f"Den Schlüssel {known.alt} ({known.name}) gibt es seit dem {day(known.tag)} nicht mehr; heute: {now}."
    if len(named.heirs) > 1:
        return message, "Schreiben Sie den Schlüssel, den Sie meinen.", "fehler"
    if named.beside:
        return message, "Löschen Sie ihn; der heutige steht schon da.", "hinweis"
    return message, f"Schreiben Sie {named.heirs[0]}; {_FIX}", "hinweis"


def undecided() -> dict[str, str]:
    """The keys of former Kreise that several took over, each with what is said of it."""
    keys = {one.alt for one in kreiswechsel()}
    return {key: _former(Named((), key, heirs))[0] for key in sorted(keys) if len(heirs := successors(key)) > 1}


def _unknown(ags: str) -> str:
    new = next((one for one in kreiswechsel() if one.neu == ags), None)
    return f"Einen Kreis mit dem Schlüssel {ags} gibt es {f'erst ab dem {day(new.tag)}' if new else 'nicht'}."


def meant(entry: Eintrag) -> Iterator[tuple[KeyPath, str]]:
    """Where an entry can mean only one thing and says another: its path, and what it means."""
    if not isinstance(entry, Leistungserbringer):
        return
    yield from ((one.path, one.heirs[0]) for one in kreise_named(entry) if len(one.heirs) == 1 and not one.beside)
    for number, site in enumerate(entry.standorte):
        if _town(site) != site.ort:
            yield ("standorte", number, "ort"), _town(site)


def renewed(entry: E) -> E:
    """The entry as it is meant."""
    if not isinstance(entry, Leistungserbringer):
        return entry
    if not any(one.heirs for one in kreise_named(entry)) and not any(_PLZ.search(site.ort) for site in entry.standorte):
        return entry
    sites = tuple(
        replace(site, ags=site.ags and _now(site.ags), ort=_town(site), einzugsgebiet=_area(site.einzugsgebiet))
        for site in entry.standorte
    )  # fmt: skip
    return replace(entry, einzugsgebiet=_area(entry.einzugsgebiet), standorte=sites)


def _area(area: Einzugsgebiet | None) -> Einzugsgebiet | None:
    if area is None:
        return None
    out = area.ausnahmen and replace(area.ausnahmen, kreise=unique(map(_now, area.ausnahmen.kreise)))
    return replace(area, kreise=unique(map(_now, area.kreise)), ausnahmen=out)


def _now(key: str) -> str:
    """The key of today; what several have taken over stays, for nobody knows which of them is meant."""
    heirs = _heirs(key)
    return heirs[0] if len(heirs) == 1 else key


def _town(site: Standort) -> str:
    plz, town = in_town(site)
    return town if town and plz == site.plz else site.ort
