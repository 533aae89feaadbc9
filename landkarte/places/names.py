"""Kreise and Länder as people call them, and where and where to in a sentence."""

import re

from landkarte.places.tables import kreise, of_the_day
from landkarte.standard import vocabulary


def land_label(kuerzel: str) -> str:
    """The name of a Land."""
    return vocabulary("bundeslaender").label(kuerzel)


@of_the_day
def kreis_name(ags: str) -> str:
    """A Kreis as people call it: "Kreis Lippe", "Landkreis Kassel", "Kassel", "Erzgebirgskreis"."""
    kreis = kreise()[ags]
    if "kreis" in kreis.name.casefold():
        return kreis.name
    return {"kreis": "Kreis ", "landkreis": "Landkreis "}.get(kreis.art, "") + kreis.name


def in_kreis(ags: str) -> str:
    """Where: "im Kreis Lippe", "in Kassel", "in der Region Hannover", "im Märkischen Kreis"."""
    return _sentence(ags, town="in {}", kreis="im {}", region="in der {}")


def in_land(kuerzel: str) -> str:
    """Where: "in Hessen", "im Saarland"."""
    return f"{'im' if kuerzel == 'SL' else 'in'} {land_label(kuerzel)}"


def into_kreis(ags: str) -> str:
    """Where to: "in den Kreis Lippe", "nach Kassel", "in die Region Hannover", "in den Märkischen Kreis".

    In the browser ``templates/static/js/finden/antwort.js``.
    """
    return _sentence(ags, town="nach {}", kreis="in den {}", region="in die {}")


def _sentence(ags: str, town: str, kreis: str, region: str) -> str:
    own = kreise()[ags]
    if own.art == "stadtregion" and not own.name.startswith("Regionalverband"):
        return region.format(own.name)
    return town.format(own.name) if own.is_town else kreis.format(re.sub("er Kreis$", "en Kreis", kreis_name(ags)))
