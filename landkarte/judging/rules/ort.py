"""Rules on where somebody works: that it is said, and said once. What a place is called and where it lies, ``places`` knows."""

from collections.abc import Iterator

from landkarte.entries.model import Leistungserbringer
from landkarte.entries.model.eintraege import areas
from landkarte.ground.diagnostics import quoted
from landkarte.ground.text import folded
from landkarte.judging import conditions as c
from landkarte.judging.world import Found, Rule, World
from landkarte.places.names import kreis_name
from landkarte.places.streets import findable
from landkarte.places.tables import kreise
from landkarte.standard import Regel, vocabulary


def _areas_are(condition: c.Condition) -> c.Condition:
    """What is found in the area of the entry and in those of its Standorte."""
    return c.every(c.within("einzugsgebiet", condition), c.each("standorte", c.within("einzugsgebiet", condition)))


_SMALLER = c.named("umkreis_km", "kreise", "bundeslaender")
_NO_AREA = "Das Feld einzugsgebiet fehlt; ohne es ist nicht zu erkennen, wo der Anbieter arbeitet."
_NOTHING = "Das Einzugsgebiet nennt weder Umkreis noch Kreise noch Bundesländer und ist nicht bundesweit."
_BESIDE = "bundesweit steht neben {kleinere:und}; eines von beiden sagt zu viel."
_NO_LAND_MISSING = c.absent(c.missing("bundeslaender", tuple(vocabulary("bundeslaender").werte)))
_WIDE = "Ein Umkreis von {umkreis_km:zahl} km ist für wöchentliche Termine sehr weit (üblich: bis {regel.km_hoechstens} km)."
_HALF = "lat und lon gehören zusammen; eines fehlt."
_ABROAD = "Der Punkt {lat:zahl} / {lon:zahl} liegt nicht in Deutschland."
_NO_STREET = c.such("standorte", c.absent("strasse"))
_MANY = "{anzahl} Standorte haben keine Straße; der Eintrag steht damit in vielen Kreisen weit vorn."


def each_standort_once(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """No two Standorte have the same address and the same name."""
    seen: dict[tuple[str, ...], str] = {}
    for number, site in enumerate(entry.standorte):
        address = (folded(site.strasse or ""), site.plz, folded(site.ort), folded(site.bezeichnung or ""))
        if address in seen:
            yield Found(("standorte", number), f"Der Standort {quoted(site.id)} hat dieselbe Adresse wie {quoted(seen[address])}.")
        seen.setdefault(address, site.id)


def place_to_meet(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The street of a Standort is one, and no Postfach."""
    for number, site in enumerate(entry.standorte):
        if site.strasse and not findable(site.strasse):
            yield Found(("standorte", number, "strasse"), f"{quoted(site.strasse)} ist ein Postfach; dort trifft man niemanden.")


def area_said_once(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """A Kreis is not named beside its Land."""
    for path, area in areas(entry):
        for number, ags in enumerate(area.kreise):
            if ags in kreise() and kreise()[ags].land in area.bundeslaender:
                land = vocabulary("bundeslaender").label(kreise()[ags].land)
                yield Found((*path, "kreise", number), f"{kreis_name(ags)} ({ags}) liegt in {land}, das schon als Ganzes genannt ist.")


RULES: dict[str, Rule] = {
    # a point is whole, and in the rectangle around Germany
    "R-03": c.each_provider(
        c.each(
            "standorte",
            c.found("lat", _HALF, c.given("lat"), c.unless(c.given("lon"))),  # not ``absent``: the form would take both for demanded
            c.found("lon", _HALF, c.given("lon"), c.unless(c.given("lat"))),
            c.found("lat", _ABROAD, c.given("lat"), c.given("lon"), c.either(c.outside("lat", "lat"), c.outside("lon", "lon"))),
        )
    ),
    # every Standort has an area, its own or that of the entry, and the area names something
    "R-04": c.each_provider(
        c.every(
            c.when(c.some("standorte", c.absent("einzugsgebiet")), then=c.required("einzugsgebiet", _NO_AREA)),
            _areas_are(c.found("", _NOTHING, c.absent(_SMALLER), c.unless(c.true("bundesweit")))),
        )
    ),
    # whoever works in all of Germany names no smaller area beside it
    "R-05": c.each_provider(_areas_are(c.found("bundesweit", _BESIDE, c.true("bundesweit"), c.given(_SMALLER), kleinere=_SMALLER))),
    "R-06": c.each_provider(_areas_are(c.found("umkreis_km", _WIDE, c.more("umkreis_km", "km_hoechstens")))),
    "R-08": c.each_provider(each_standort_once),
    "R-12": c.each_provider(area_said_once),
    # or the provider would stand among those who work regionally in every Kreis
    "R-13": c.each_provider(_areas_are(c.found("bundeslaender", "Hier sind alle 16 Bundesländer einzeln genannt.", _NO_LAND_MISSING))),
    # not so many Standorte known by their PLZ alone that an entry is near to every place
    "R-14": c.each_provider(c.found("standorte", _MANY, c.more(_NO_STREET, "hoechstens"), anzahl=_NO_STREET)),
    "R-15": c.each_provider(place_to_meet),
}
