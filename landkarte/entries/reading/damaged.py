"""What is left of letters that were read in a wrong encoding (MÃ¼ller) or spelled for HTML (M&uuml;ller), and what they were."""

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from typing import Any

from landkarte.entries.reading.repair import Repair
from landkarte.ground import signs

# UTF-8 read as Windows-1252, or as Latin-1, where some letters become controls: a byte that begins a letter, and those that follow it.
# Only what nobody writes: „CAFÉ“ and „TROJÄ“ look the same otherwise. Greek and Cyrillic letters seldom stand alone.
_BYTES = {bytes([byte]).decode("cp1252", "replace"): byte for byte in range(0x80, 0xA0)}
_REST = rf"[\x80-\xbf{''.join(_BYTES).replace(chr(0xFFFD), '')}]"
_MISREAD = (
    rf"(?<=[ÂÃ]){_REST}|(?<=[ÄÅ])(?![“”‘’…–—›»]){_REST}|(?<=[ÎÏÐÑ]){_REST}(?:[ÎÏÐÑ]{_REST})+|(?<=â)[€‚„†œ\x80\x82\x84\x86\x9c]{_REST}"
    rf"|(?<=ï)(?:¿½|»¿)|(?<=ð)[Ÿ\x9f]{_REST}{{2}}"
    r"|(?<=[√├])."  # read as on an old Macintosh or under DOS
)
_ENTITY = r"(?<=&)(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
ANY = re.compile(f"[ÂÃÄÅÎÏÐÑâïð√├&](?:{_MISREAD}|{_ENTITY})")
"""Where something may be damaged. It begins with one class, which is looked for far quicker than alternatives."""
_WORD = re.compile(r"[^ \t\n]+")
_WITHIN = re.compile(r"(?<=\w)( ?)&amp;")  # within a value, where an ampersand is no mark of YAML
_ODD_BLANK = "[\v\f\u00a0\u2007\u202f]"
# where a blank indents or follows a field's name, and breaks between two words
_OF_WORD = re.compile(r"(?<=\w)[\v\f](?=\w)|^[ \u00a0\u2007\u202f-]+|^[ -]*[a-z_]+:[ \u00a0\u2007\u202f]+", re.MULTILINE)
_SYMBOL = re.compile(r"(?<=[ \t])[\uf0a7\uf0b7\uf0d8\uf0fc](?=[ \t])")
_ITEM = r"(?:[•●▪■◦○‣⁃∙·][ \t]*|[o–§Ø]\t)"
_ITEMS = re.compile(rf"^([ \t]*){_ITEM}(?=\S)", re.MULTILINE)
_BEFORE_ITEMS = re.compile(rf"^(?![ \t]*(?:- |{_ITEM})|.*: [|>][-+0-9]*$)(.*\S.*)\n(?=[ \t]*{_ITEM}\S)", re.MULTILINE)
_TWICE = 3


def words(text: str) -> Iterator[tuple[str, str]]:
    """Every damaged word of a text, and what it was."""
    for found in _WORD.finditer(text):
        if ANY.search(found[0]) and (right := mended(found[0])) != found[0]:
            yield found[0], right


def mended(text: str) -> str:
    """``text`` with the letters that were meant, even if it was damaged twice."""
    for _ in range(_TWICE):
        text = ANY.sub(lambda piece: _meant(piece[0]), text)
    return signs.MEANINGLESS.sub("", text)


def repaired(text: str) -> tuple[str, list[Repair]]:
    """A file's text without signs that mean nothing, and with letters for what is damaged; and what was, by line.

    Whatever could be a mark of YAML stays as it is spelled.
    """
    done: list[Repair] = []

    def repair(found: re.Match[str]) -> str:
        before = "x " if re.match(r"\w $", text[max(found.start() - 2, 0) : found.start()]) else ""
        right = _certain(before + found[0]).removeprefix(before)
        if right != found[0]:
            done.append(Repair(text.count("\n", 0, found.start()) + 1, found[0], right))
        return right

    return (_WORD.sub(repair, text) if ANY.search(text) or signs.MEANINGLESS.search(text) else text), done


def blanks(text: str) -> tuple[str, list[Repair]]:
    """A file's text with plain blanks where Word left others or a break that YAML does not know, and signs of a symbol font as bullets."""
    after = _OF_WORD.sub(lambda found: re.sub(_ODD_BLANK, " ", found[0]), _SYMBOL.sub("•", text))
    lines = enumerate(zip(text.split("\n"), after.split("\n"), strict=True), 1)
    return after, [Repair(number, "Zeichen aus Word", "einfache Zeichen") for number, (old, new) in lines if old != new]


def listed(data: Any) -> Any:
    """Texts with the bullets of Word as lists of Markdown; in the form ``templates/static/js/eintragen/gereinigt.js``."""
    if isinstance(data, str):
        return _ITEMS.sub(r"\1- ", _BEFORE_ITEMS.sub(r"\1\n\n", data))
    if isinstance(data, dict):
        return {key: listed(value) for key, value in data.items()}
    return [listed(one) for one in data] if isinstance(data, list) else data


def _certain(text: str) -> str:
    for _ in range(_TWICE):
        text = ANY.sub(lambda piece: _letters(piece[0]), _WITHIN.sub(r"\1&", signs.MEANINGLESS.sub("", text)))
    return signs.MEANINGLESS.sub("", text)


def _letters(piece: str) -> str:
    right = _meant(piece)
    lost = right.isascii() or any(signs.unreadable(char) and not signs.MEANINGLESS.match(char) for char in right)
    return piece if lost else right


def _meant(piece: str) -> str:
    """What a piece was; itself if that cannot be told."""
    if piece[0] != "&":
        return _decoded(piece)
    return unescape(piece) if piece[1] == "#" or piece[1:] in html5 else piece


def _decoded(piece: str) -> str:
    try:
        if piece[0] in "√├":
            return piece.encode("mac_roman" if piece[0] == "√" else "cp850").decode()
        return bytes(_BYTES.get(char, ord(char)) for char in piece).decode()
    except ValueError:
        return piece
