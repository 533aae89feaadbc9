"""How a text reads when nothing in it is disguised, and what in it looks like a mark that nobody gave."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from landkarte.ground.text import UNUSUAL, folded

# Letters of other scripts that a reader takes for Latin ones, in both cases.
ALIKE = dict(
    pair
    for pairs in (
        "аaвbсcԁdеeһhіiјjкkӏlмmпnоoрpԛqѕsтtѵvԝwхxуy",
        "АAВBСCЕEҺHНHІIЈJКKӀIМMОOРPԚQЅSТTУYХXԜW",
        "αaεeιiκkνvοoρpτtυuχxΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX",
        "ոnսuօoհhցgԼLՕOՍU",
        "ᎪAᏴBᏟCᎠDᎬEᎻHᏆIᎫJᏦKᏞLᎷMᏢPᎡRᏚSᎢTᏙVᎳWᏃZ",
    )
    for pair in zip(pairs[::2], pairs[1::2], strict=True)
)
_LATIN = str.maketrans(ALIKE)
_DIGITS = str.maketrans("0134@$", "oieaas")
# letter by letter, or in pieces without a blank; a piece or two may be longer, as in "Pr ü f v e r" and "Prüf.ver.merk"
SPACED = re.compile(r"(?<!\w)(?:[^\W_]{0,2}(?:[^\W_][ .·_*|-]{1,2}){4,}[^\W_]{1,3}|(?:[^\W_]{1,4}[.·_*|-]{1,2}){2,}[^\W_]{1,6})(?!\w)")
_SOME_SPACED = re.compile(r"[ .·_*|-][^\W_](?: |[^\W_]{0,3}[.·_*|-])")
JOINED = re.compile(r"(?<=[^\W\d_])(?:[*_`'’·|\\/:-]{1,2}|[-‐‑]\s*\n\s*)(?=[^\W\d_])")
_DRAWN = re.compile(r"LATIN (?:SMALL |CAPITAL )?LETTER (?:[A-Z]+ )*?([A-Z])\b")

# Names of signs: what imitates a seal, what only points or tells how to call, and what Word puts before the items of a list.
_SEAL = re.compile(
    r"\b(STAR|CHECK|TICK|MEDAL|TROPHY|ROSETTE|RIBBON|HUNDRED|CIRCLE|SQUARE|SEAL|CROWN|SHIELD|GEM|DIAMOND|SPARKLE|THUMBS|OK HAND|BADGE"
    r"|FLEUR|FLORETTE|ASTERISK|POINTED|BEGINNER|SQUARE ROOT|TOP\b)"
)
_HONEST = re.compile(
    r"\b(DEGREE|COPYRIGHT|REGISTERED|TRADE MARK|SERVICE MARK|TELEPHONE|HANDSET|PHONE|ENVELOPE|MAIL|E-MAIL|FAX|WHEELCHAIR|DEAF|EAR"
    r"|ARROW|ARROWHEAD|POINTING|BRAILLE)\b"
)
BULLET = re.compile(r"^\s*[▪▫■□●○◦◆◇▶▸►‣]\s", re.MULTILINE)
SIGNS = ("So", "Sm", "Sk", "Po")


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """``text`` in small Latin letters without accents: no compatible forms, look-alikes, invisible signs, signs between letters.

    ä is a, and so is ae; what is s p e l l e d out is one word.
    """
    seen = unicodedata.normalize("NFKC", text)
    seen = folded(seen.translate(_LATIN)).translate(_LATIN) if UNUSUAL.search(seen) else folded(seen)
    seen = seen if seen.isascii() else "".join(map(_letter, seen))
    if _SOME_SPACED.search(seen):  # few texts have any
        seen = SPACED.sub(lambda word: re.sub(r"[\W_]", "", word[0]), seen)
    return JOINED.sub("", seen).translate(_DIGITS).replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _letter(char: str) -> str:
    """The plain letter of a small capital or one with a stroke; nothing for a sign that cannot be seen."""
    if char.isascii():
        return char
    drawn = _DRAWN.match(unicodedata.name(char, ""))
    return drawn[1].lower() if drawn else "" if unicodedata.category(char) in ("Cf", "Mn", "Me") else char


def marks(text: str) -> Iterator[tuple[str, bool]]:
    """Signs that are no writing, and whether each imitates a seal: 🏅 and ⭑ do, 🌳 does not; °, §, ® and bullets are writing."""
    if not UNUSUAL.search(text):
        return
    for char in dict.fromkeys(BULLET.sub(" ", text)):
        if char.isascii() or unicodedata.category(char) not in SIGNS or unicodedata.normalize("NFKC", char).isalnum():
            continue
        name = unicodedata.name(char, "")
        seal = bool(_SEAL.search(name))
        if seal or (unicodedata.category(char) == "So" and not _HONEST.search(name)):
            yield char, seal


def looks_latin(text: str) -> str | None:
    """The first word that is wholly in another script but reads as if it were in Latin letters."""
    if not UNUSUAL.search(text):
        return None
    words = re.findall(r"[^\W\d_]{3,}", text)
    return next((word for word in words if not word.isascii() and all(char in ALIKE for char in word)), None)
