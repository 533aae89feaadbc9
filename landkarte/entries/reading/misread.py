"""What the YAML parser cannot read, told to a person: what is wrong, where it begins, and what to do."""

import re
from collections.abc import Iterator

# What Word makes of the quotation marks around a whole value; the last one may be missing. The form never begins a value with one:
# templates/static/js/eintragen/eintragsdatei.js.
CURLY = "„“”‚‘’«»"
IN_CURLY = re.compile(f'[{CURLY}][^{CURLY}"]*[{CURLY}"\']|[„“”‚«»][^{CURLY}]*')
_CURLY_STARTS = re.compile(f"(?:[:\\[{{,]|^ *-) *[{CURLY}]")
CURLY_TOLD = (
    "Hier steht ein Anführungszeichen, wie Word es setzt („ oder “).",
    'Schreiben Sie gerade Anführungszeichen ("…") oder gar keine.',
)
# A remark begins with # behind a blank. Where a character follows at once, it was mostly a part of the text: Teilhabe #1 GmbH.
# Lines that are drawn (#---, #===) and the marks of our own tests (#~) are remarks.
CUT = re.compile(r"#(?<=[ \t]#)(?=[^\s#~=-])")
CUT_TOLD = (
    "Der Wert bricht hier ab, gelesen wird nur {wert}: „ #“ beginnt in YAML eine Bemerkung.",
    'Gehört der Rest dazu, setzen Sie den ganzen Wert in Anführungszeichen: "…". Eine Bemerkung schreiben Sie mit Leerzeichen: # so.',
)
_LEFT_OVER = re.compile(r"^(?:(<{7}|={7}|>{7}|\|{7})(?!\S)|(```|~~~))", re.MULTILINE)
_MERGED = (
    "Behalten Sie von beiden Fassungen, was stimmt, und löschen Sie alle Zeilen, die mit <<<<<<<, |||||||, ======= oder >>>>>>> beginnen."
)
_STAYS_OPEN = re.compile(r"""(?:[:\[{,]|^ *-) *("[^"]*|'[^']*)$""")
_CLOSE = "Schließen Sie es am Ende des Wertes."

# The parser's own words, by the part of its message that identifies them.
_GERMAN = (
    (
        "cannot start any token",
        "Mit diesem Zeichen darf hier nichts beginnen (oft ein Tabulator, @ oder `).",
        "Rücken Sie mit Leerzeichen ein und setzen Sie den Wert in Anführungszeichen.",
    ),
    (
        "mapping values are not allowed",
        "Hier steht ein Doppelpunkt an einer Stelle, an der kein Feldname stehen kann.",
        "Setzen Sie den ganzen Wert in Anführungszeichen, oder prüfen Sie die Einrückung und den Doppelpunkt der Zeile davor.",
    ),
    (
        "did not find expected key",
        "Die Einrückung passt nicht zu den Zeilen darüber, oder nach einem schließenden Anführungszeichen folgt noch Text.",
        "Felder, die zusammengehören, beginnen in derselben Spalte; Anführungszeichen umschließen den ganzen Wert.",
    ),
    (
        "did not find expected '-' indicator",
        "Die Liste ist nicht gleichmäßig eingerückt.",
        "Alle Striche einer Liste stehen untereinander.",
    ),
    (
        "could not find expected ':'",
        "Nach dem Feldnamen fehlt der Doppelpunkt oder das Leerzeichen danach.",
        "Schreiben Sie „feld: wert“; längere Texte beginnen mit | und sind eingerückt.",
    ),
    ("found unexpected end of stream", "Ein Anführungszeichen oder eine Klammer wird nicht geschlossen.", _CLOSE),
    (
        "did not find expected ',' or",
        "In der Klammer, die hier beginnt, fehlt ein Komma, oder sie wird nicht geschlossen.",
        "Trennen Sie die Werte durch Kommas und schließen Sie die Klammer.",
    ),
    ("found a tab character", "Hier steht ein Tabulator.", "Rücken Sie mit Leerzeichen ein, je Ebene zwei."),
    (
        "block sequence entries are not allowed",
        "Hier kann keine Liste beginnen.",
        "Die Liste beginnt in der Zeile nach dem Feldnamen, eingerückt.",
    ),
    (
        "found unknown escape character",
        "Der umgekehrte Schrägstrich ist in doppelten Anführungszeichen ein Sonderzeichen.",
        "Verwenden Sie einfache Anführungszeichen.",
    ),
    ("found incompatible YAML document", "Diese YAML-Fassung ist nicht vorgesehen.", "Löschen Sie die Zeile, die mit % beginnt."),
    (
        "",  # whatever else
        "Ab hier lässt sich die Datei nicht mehr lesen; an der Schreibweise stimmt etwas nicht.",
        "Prüfen Sie diese und die vorige Zeile auf Einrückung, Doppelpunkte und Anführungszeichen.",
    ),
)


def left_over(text: str) -> Iterator[tuple[int, tuple[str, str]]]:
    """Where lines stand that other programs put around an entry, and message and hint for each."""
    for found in _LEFT_OVER.finditer(text):
        if found[1]:
            yield found.start(), (f"Die Zeile mit {found[1]} blieb stehen, als zwei Fassungen zusammengeführt wurden.", _MERGED)
        else:
            yield found.start(), (f"Die Zeile mit {found[2]} rahmt in Chats und auf Webseiten einen Text ein.", "Löschen Sie diese Zeile.")


def explained(said: str, line: int, column: int, lines: list[str]) -> tuple[int, int, str, str, str]:
    """Line, column, code, message and hint for what the parser ``said`` of a place in ``lines``."""
    if curly := _CURLY_STARTS.search(lines[line - 1]):
        return line, curly.end(), "FO-01", *CURLY_TOLD
    if "did not find expected key" in said and (opened := _still_open(lines[:line])):
        return *opened, "FO-01", "Das Anführungszeichen, das hier beginnt, wird in dieser Zeile nicht geschlossen.", _CLOSE
    return line, column, "FO-01", *next((message, hint) for part, message, hint in _GERMAN if part in said)


def _still_open(lines: list[str]) -> tuple[int, int] | None:
    """Where the quotation mark begins that is closed by one in the last of the lines, which was to open a value of its own."""
    for number in range(len(lines) - 1, 0, -1):
        if found := _STAYS_OPEN.search(lines[number - 1]):
            return number, found.start(1) + 1
        if '"' in lines[number - 1]:
            return None
    return None
