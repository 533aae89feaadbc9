"""What somebody probably meant who wrote a value as people write it: ja, 62,50, 1067. Each function returns a hint, or nothing.

The form has the same hints for what is typed: ``templates/static/js/eintragen/angaben.js``.
"""

import re

from landkarte.entries.model.werte import is_id
from landkarte.ground.text import without_umlauts

_TRUE = frozenset({"ja", "j", "yes", "y", "wahr", "x", "on", "1", "true"})
_FALSE = frozenset({"nein", "n", "no", "falsch", "off", "0", "false"})
_NUMBER = re.compile(r"\D*?(-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|-?[0-9]+(?:[.,][0-9]+)?)\D*")
_SPAN = re.compile(r"([0-9]+(?:[.,][0-9]+)?)\s*(?:-|–|bis)\s*([0-9]+(?:[.,][0-9]+)?)(?:\s*[a-zA-Z]+)?")


def suggestion(meant: str) -> str:
    """The question with which a hint begins."""
    return f"Meinten Sie {meant}?"


def truth(word: str) -> str:
    """ja → true."""
    plain = word.strip().casefold()
    if plain in _TRUE or plain in _FALSE:
        return suggestion("true" if plain in _TRUE else "false")
    return "Schreiben Sie true für ja oder false für nein."


def number(text: str, *, whole: bool) -> str:
    """62,50 → 62.50; 50 km → 50."""
    found = _NUMBER.fullmatch(text)
    plain = (found[1].replace(".", "").replace(",", ".") if "," in found[1] else found[1]) if found else ""
    if plain and not (whole and "." in plain):
        return suggestion(plain)
    return f"Schreiben Sie nur eine {'ganze ' if whole else ''}Zahl, ohne Einheit und ohne weitere Wörter."


def span(text: str) -> str:
    """4-9 → {von: 4, bis: 9}."""
    found = _SPAN.fullmatch(text.strip())
    if not found:
        return ""
    low, high = (number.replace(",", ".") for number in found.groups())
    return suggestion(f"{{von: {low}, bis: {high}}}")


def five_digits(text: str) -> str:
    """1067 → 01067, because tables drop the zero in front."""
    digits = "".join(filter(str.isdecimal, text)) if text.isascii() else ""
    return suggestion(digits.zfill(5)) if len(digits) in (4, 5) else "Schreiben Sie fünf Ziffern, auch eine führende Null."


def municipality(text: str) -> str:
    """Like ``five_digits``, for a Kreis (5) or a Gemeinde (8)."""
    digits = "".join(filter(str.isdecimal, text)) if text.isascii() else ""
    if len(digits) in (4, 5, 7, 8):
        return suggestion(digits.zfill(5 if len(digits) < 7 else 8))
    return "Schreiben Sie den fünfstelligen Kreisschlüssel oder den achtstelligen Gemeindeschlüssel, auch eine führende Null."


def ratio(text: str) -> str:
    """1 zu 1 → 1:1."""
    numbers = re.findall(r"[0-9]+", text)
    if len(numbers) == 2 and numbers[0] == "1" and 1 <= len(numbers[1].lstrip("0")) <= 2:
        return suggestion(f"1:{int(numbers[1])}")
    return "Schreiben Sie eine Fachkraft zu Teilnehmenden, zum Beispiel 1:1."


def id_from(text: str) -> str:
    """Mein Büro → mein-buero; an example if nothing is left of it."""
    plain = "-".join(re.findall("[a-z0-9]+", without_umlauts(text)))
    return plain if is_id(plain) else "beispiel-coaching-detmold"


def listed(text: str) -> str:
    """telefon, email → [telefon, email]."""
    words = [word for word in re.split(r"[\s,;]+(?:und\s+)?", text) if word]
    if words and len(text) <= 100 and all(re.fullmatch(r"[\w-]+", word) for word in words):
        return suggestion(f"[{', '.join(words)}]")
    return "Schreiben Sie [erster_wert, zweiter_wert], oder je Zeile einen Strich und einen Wert."
