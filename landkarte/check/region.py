"""Rules on where somebody works: that it is said, and said once. What a place is called and where it lies, ``places`` knows."""

from collections.abc import Iterator

from landkarte.check.world import Found, World
from landkarte.diagnostics import KeyPath, quoted
from landkarte.directory import folded
from landkarte.geo import kreise
from landkarte.model import Einzugsgebiet, Leistungserbringer
from landkarte.standard import Regel, vocabulary


def area_named(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Every Standort has an area, its own or that of the entry, and the area names something."""
    if entry.einzugsgebiet is None and any(site.einzugsgebiet is None for site in entry.standorte):
        yield Found(("einzugsgebiet",), "Das Feld einzugsgebiet fehlt; ohne es ist nicht zu erkennen, wo der Anbieter arbeitet.")
    for path, area in _areas(entry):
        if not (area.umkreis_km or area.kreise or area.bundeslaender or area.bundesweit):
            yield Found(path, "Das Einzugsgebiet nennt weder Umkreis noch Kreise noch Bundesländer und ist nicht bundesweit.")


def nationwide_alone(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Whoever works in all of Germany names no smaller area beside it."""
    for path, area in _areas(entry):
        smaller = [name for name in ("umkreis_km", "kreise", "bundeslaender") if getattr(area, name)]
        if area.bundesweit and smaller:
            yield Found((*path, "bundesweit"), f"bundesweit steht neben {' und '.join(smaller)}; eines von beiden sagt zu viel.")


def nationwide_by_name(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Whoever works in all Länder says bundesweit, or would stand among those who work regionally in every Kreis."""
    for path, area in _areas(entry):
        if set(area.bundeslaender) == set(vocabulary("bundeslaender").werte):
            yield Found((*path, "bundeslaender"), "Hier sind alle 16 Bundesländer einzeln genannt.")


def radius_plausible(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """A radius is one that a coach can travel every week."""
    most = regel.werte["km_hoechstens"]
    for path, area in _areas(entry):
        if area.umkreis_km and area.umkreis_km > most:
            told = f"Ein Umkreis von {area.umkreis_km} km ist für wöchentliche Termine sehr weit (üblich: bis {most} km)."
            yield Found((*path, "umkreis_km"), told)


def each_standort_once(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """No two Standorte have the same address and the same name."""
    seen: dict[tuple[str, ...], str] = {}
    for number, site in enumerate(entry.standorte):
        address = (folded(site.strasse or ""), site.plz, folded(site.ort), folded(site.bezeichnung or ""))
        if address in seen:
            yield Found(("standorte", number), f"Der Standort {quoted(site.id)} hat dieselbe Adresse wie {quoted(seen[address])}.")
        seen.setdefault(address, site.id)


def area_said_once(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """A Kreis is not named beside its Land."""
    for path, area in _areas(entry):
        for number, ags in enumerate(area.kreise):
            if ags in kreise() and kreise()[ags].land in area.bundeslaender:
                land = vocabulary("bundeslaender").label(kreise()[ags].land)
                yield Found((*path, "kreise", number), f"{kreise()[ags].name} ({ags}) liegt in {land}, das schon als Ganzes genannt ist.")


def _areas(entry: Leistungserbringer) -> Iterator[tuple[KeyPath, Einzugsgebiet]]:
    """The area of the entry and those of its Standorte, each with its path."""
    if entry.einzugsgebiet:
        yield ("einzugsgebiet",), entry.einzugsgebiet
    for number, site in enumerate(entry.standorte):
        if site.einzugsgebiet:
            yield ("standorte", number, "einzugsgebiet"), site.einzugsgebiet
