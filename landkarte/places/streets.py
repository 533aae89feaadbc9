"""A street with its number as a map knows it: without what only helps at the door, and nothing where letters go but no people."""

import re

BOX = r"(?:Post-?fach|P\.?\s?O\.?\s?Box|Packstation|PF)\b(?:\W*(?:Nr\b\W*)?\d(?:[\s/.-]*\d)*+)?|postlagernd"
_LEVEL = r"(?:\d{1,2}\.?|[IVX]{1,4}\.?|erste[rs]?|zweite[rs]?|dritte[rs]?)\s?(?:[OU]G|Etage|Stock(?:werk)?|(?:Ober|Unter)geschoss)"
_PART = (
    r"[EODU]G|(?:Erd|Ober|Dach|Unter)geschoss|Souterrain|(?:Hoch)?Parterre|(?:Hinter|Vorder|Seiten|Garten|Rück)haus|Seitenflügel"
    r"|(?:Quer|Rück|Neben)gebäude|(?:Hinter|Innen)hof|(?:Hinter|Neben|Seiten|Haupt)eingang"
)
_NUMBERED = (
    r"(?:Haus|Gebäude|Geb\.|Bau|Bauteil|Block|Trakt|Flügel|Eingang|Aufgang|Treppe|Treppenhaus|Stiege|Raum|Zimmer|Zi\.|Büro|Halle|Tor"
    r"|Etage|Stock|Stockwerk|Ebene|Wohnung|Whg\.|Appartement|App\.|Tür)\s(?:Nr\.?\s)?\w{1,3}(?:\.\w{1,4})?"
)
_PERSON = r"(?:c/o|z\.?\s?Hd?s?\.?|zu Händen)\s.*|(?:bei|im Hause?)\s\D++"
_TOWN = r"\d{5}\s\D++"
# atomic, or a long street of nothing but additions would take for ever
_ONE = rf"(?>{BOX}|{_LEVEL}(?:\s(?:links|rechts|mitte))?|{_PART}|{_NUMBERED}|{_PERSON}|{_TOWN})"

_BOXES = re.compile(BOX, re.IGNORECASE)
_ADDITIONS = re.compile(rf"{_ONE}(?:\s{_ONE})*+", re.IGNORECASE)
_AFTER_NUMBER = re.compile(rf"(?:(?<=\d)|(?<=\d[a-z])|(?<=\d\s[a-z]))\s+\(?{_ADDITIONS.pattern}\)?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*[,;|]\s*|\s[–/-]\s")


def findable(street: str) -> str:
    """Of ``c/o Muster, Musterweg 1, Hinterhaus, 3. OG`` no more than ``Musterweg 1``; of a Postfach nothing.

    Where nothing else is left, an addition is what the street is called: ``Haus 3``.
    """
    parts = [_AFTER_NUMBER.sub("", part) for part in _BETWEEN.split(" ".join(street.split()))]
    kept = [part for part in parts if not _ADDITIONS.fullmatch(part)]
    box = any(_BOXES.match(part) for part in parts)
    return ", ".join(kept or ([] if box else parts))
