"""Kreise and Länder as people call them, and where and where to in a sentence."""

import re

from landkarte.places.tables import kreise
from landkarte.standard import vocabulary

_TOWNS = ("kreisfreie_stadt", "stadtkreis")


def land_label(kuerzel: str) -> str:
    """The name of a Land."""
    return vocabulary("bundeslaender").label(kuerzel)


def kreis_name(ags: str) -> str:
    """A Kreis as people call it: "Kreis Lippe", "Landkreis Kassel", "Kassel", "Erzgebirgskreis"."""
    kreis = kreise()[ags]
    if "kreis" in kreis.name.casefold():
        return kreis.name
    return {"kreis": "Kreis ", "landkreis": "Landkreis "}.get(kreis.art, "") + kreis.name


def in_kreis(ags: str) -> str:
    """Where: "im Kreis Lippe", "in Kassel", "in der Region Hannover", "im Märkischen Kreis"."""
    kreis = kreise()[ags]
    if kreis.art == "stadtregion":
        return f"im {kreis.name}" if kreis.name.startswith("Regionalverband") else f"in der {kreis.name}"
    return f"in {kreis.name}" if kreis.art in _TOWNS else f"im {_declined(ags)}"


def in_land(kuerzel: str) -> str:
    """Where: "in Hessen", "im Saarland"."""
    return f"{'im' if kuerzel == 'SL' else 'in'} {land_label(kuerzel)}"


def into_kreis(ags: str) -> str:
    """Where to: "in den Kreis Lippe", "nach Kassel", "in die Region Hannover", "in den Märkischen Kreis".

    In the browser ``templates/static/js/finden/antwort.js``.
    """
    kreis = kreise()[ags]
    if kreis.art == "stadtregion":
        return f"in den {kreis.name}" if kreis.name.startswith("Regionalverband") else f"in die {kreis.name}"
    return f"nach {kreis.name}" if kreis.art in _TOWNS else f"in den {_declined(ags)}"


def _declined(ags: str) -> str:
    return re.sub("er Kreis$", "en Kreis", kreis_name(ags))
