"""Short spellings for the invented providers of the query log: a town, an offer, who pays for it."""

from collections.abc import Mapping

from landkarte.entries.model import Anbieter, Freiberufler
from landkarte.places.tables import orte
from tests.invented import Fields, freelancer, provider, site

_TOWNS = {town.name: town for town in orte()}


def ort(name: str, **fields: object) -> Fields:
    """A Standort in the middle of a town of places/data/orte.csv."""
    town = _TOWNS[name]
    return site(town.name, town.plz[0], town.lat, town.lon, ags=town.kreis, **fields)


def zahlt(traeger: str, grundlagen: str = "", amt: str | None = None) -> Fields:
    """Who pays; ``grundlagen`` are keys of rechtsgrundlagen with blanks between them."""
    fields: Fields = {"traeger": traeger, "rechtsgrundlagen": grundlagen.split(), "status": "anfrage_moeglich"}
    return fields | ({"amt": amt} if amt else {})


def ina(amt: str, grundlagen: str = "sgb9_185_3") -> Fields:
    """The Integrations- or Inklusionsamt ``amt`` pays."""
    return zahlt("integrationsamt", grundlagen, amt)


def angebot(leistungsart: str, felder: str, anlaesse: str, *traeger: Fields, **fields: object) -> Fields:
    """One offer; ``felder`` and ``anlaesse`` are keys with blanks between them."""
    keys: Fields = {"handlungsfelder": felder.split(), "anlaesse": anlaesse.split(), "leistungstraeger": list(traeger)}
    return {"id": leistungsart.replace("_", "-"), "leistungsart": leistungsart, **keys, **fields}


def ap(felder: str, anlaesse: str, *traeger: Fields, **fields: object) -> Fields:
    """An offer of JobcoachingAP."""
    return angebot("jobcoaching_ap", felder, anlaesse, *traeger, **fields)


def anbieter(
    key: str, name: str, traegerart: str, standorte: list[Fields], gebiet: Fields | None, text: str, **fields: str | list[Fields]
) -> Anbieter:
    """An organisation. Without ``gebiet`` every Standort has its own; keys in other fields have blanks between them."""
    own = _more(gebiet, fields)
    return provider(f"beispiel-{key}", f"Beispiel {name}", traegerart=traegerart, standorte=standorte, beschreibung=text, **own)


def frei(key: str, vorname: str, nachname: str, standort: Fields, gebiet: Fields, text: str, **fields: str | list[Fields]) -> Freiberufler:
    """A freelance coach."""
    own: Fields = {"traegerart": "freiberuflich", "standorte": [standort], "beschreibung": text, **_more(gebiet, fields)}
    return freelancer(f"jc-{key}", vorname, f"Beispiel-{nachname}", **own)


def _more(gebiet: Fields | None, fields: Mapping[str, str | list[Fields]]) -> Fields:
    keys = {name: value.split() for name, value in fields.items() if isinstance(value, str)}
    sprachen = [{"code": code, "niveau": "c1"} for code in keys.get("sprachen", ())]
    return {**fields, **keys, "sprachen": sprachen, **({"einzugsgebiet": gebiet} if gebiet else {})}
