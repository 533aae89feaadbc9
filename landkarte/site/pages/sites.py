"""What a page says about Standorte: address, area served, facts about access."""

from landkarte.directory import Listing
from landkarte.directory.summary import town
from landkarte.entries.model import Einzugsgebiet, Leistungserbringer, Standort
from landkarte.entries.model.teile import Barrierefreiheit
from landkarte.entries.released import web
from landkarte.ground.text import day, listed
from landkarte.places.names import kreis_name, land_label
from landkarte.places.placing import Place
from landkarte.places.points import Genauigkeit
from landkarte.places.tables import kreise
from landkarte.site.pages.offers import rows
from landkarte.site.pages.spelling import labels


def sites(listing: Listing) -> list[dict[str, object]]:
    """The Standorte of an entry in the order of its file."""
    if not isinstance(listing.entry, Leistungserbringer):
        return []
    places = {place.standort.id: place for place in listing.places}
    return [_site(standort, places.get(standort.id)) for standort in listing.entry.standorte]


def _site(standort: Standort, place: Place | None) -> dict[str, object]:
    facts = standort.barrierefreiheit or Barrierefreiheit()
    own = standort.einzugsgebiet
    return {
        "titel": standort.bezeichnung or standort.ort,
        "strasse": standort.strasse or "",
        "ort": town(standort),
        "lage": _position(standort, place),
        "gebiet": area(own) if own else [],
        "merkmale": rows(
            ("Zugänglichkeit", labels("zugaenglichkeit", facts.zugaenglichkeit)),
            ("Auffindbarkeit", labels("auffindbarkeit", facts.auffindbarkeit)),
            ("Nutzbarkeit", labels("nutzbarkeit", facts.nutzbarkeit)),
        ),
        "hinweis": facts.hinweis or "",
        "erhoben": _surveyed(facts),
        "informierbar": web(facts.informierbar_url),
    }


_EXACT_TO: dict[Genauigkeit, str] = {
    "hausnummer": "auf die Hausnummer genau",
    "strasse": "auf die Straße genau",
    "ort": "auf den Ort genau",
}


def _position(standort: Standort, place: Place | None) -> str:
    if place is None:
        return "Für diesen Standort ist kein Punkt auf der Karte bekannt."
    sentences = [] if standort.adresse_veroeffentlichen else ["Die genaue Adresse ist nicht öffentlich."]
    if place.precision == "ungefaehr":
        radius = f": im Umkreis von etwa {place.radius_km:g} km" if place.radius_km else ""
        sentences.append(f"Der Punkt auf der Karte zeigt nur ungefähr, wo der Standort liegt{radius}.")
    if place.precision == "angegeben":
        sentences.append("Der Punkt auf der Karte ist eine eigene Angabe.")
    if point := place.point:
        how = "aus der Adresse nachgeschlagen" if point.von == "nachgeschlagen" else "von Hand gesetzt"
        sentences.append(f"Der Punkt ist {how}, {_EXACT_TO[point.genauigkeit]}, am {day(point.tag)}. Quelle: {point.quelle}.")
    return " ".join(sentences)


def _surveyed(facts: Barrierefreiheit) -> str:
    parts = [f"am {day(facts.erhoben_am)}" if facts.erhoben_am else "", f"von: {facts.erhoben_von}" if facts.erhoben_von else ""]
    return " ".join(part for part in parts if part)


def area(gebiet: Einzugsgebiet | None) -> list[str]:
    """The area somebody works in, one phrase per way of naming it."""
    if gebiet is None:
        return []
    phrases = ["bundesweit"] if gebiet.bundesweit else []
    if gebiet.umkreis_km:
        phrases.append(f"Umkreis von {gebiet.umkreis_km} km um den Standort (Luftlinie)")
    phrases += [*map(land_label, gebiet.bundeslaender), *map(_kreis, gebiet.kreise)]
    without = gebiet.ausnahmen
    if without and (without.bundeslaender or without.kreise):
        phrases.append("ausgenommen: " + listed([*map(land_label, without.bundeslaender), *map(_kreis, without.kreise)]))
    return phrases


def _kreis(key: str) -> str:
    return kreis_name(key) if key in kreise() else f"Kreis mit dem Schlüssel {key}"
