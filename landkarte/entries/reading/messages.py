"""What is said of a single value that cannot stand in its field: the same words for the file that is read and for the form.

Words in braces are filled in: {wert} the value as it is quoted, {hat} its characters, {fehlen} and {zuviel} how many are
wanted or have to go, {form} the form in words; min_length, max_length, ge and le are the limits of the field.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """The rule that is broken, what is wrong, and what to do. Without ``hint`` the rule's own helps, or one made from the value."""

    code: str
    text: str
    hint: str = ""


_CHECK = "Prüfen Sie die Zahl und die Einheit."
_WHOLE_NUMBER = Message("FO-10", "{wert} ist keine ganze Zahl.")

EMPTY = Message("FO-05", "ist leer.", "Tragen Sie einen Wert ein. Was nicht Pflicht ist, können Sie auch löschen.")
OTHER = Message("FO-10", "{wert} passt hier nicht.")
BLANK = Message("FO-07", "Der Text ist leer.", "Schreiben Sie etwas hinein. Was nicht Pflicht ist, können Sie auch löschen.")
TOO_MANY = Message("FO-01", "Die Datei hat mehr als {hoechstens} Feldnamen und Werte.", "Kürzen Sie Listen und Texte.")
TOO_LARGE = Message(
    "FO-01", "Die Datei ist größer als {kib} KiB.", "Kürzen Sie die Texte; Bilder und Dokumente gehören nicht in den Eintrag."
)
RESERVED = Message("FO-03", "Die Kennung {wert} ist reserviert.", "Wählen Sie eine andere Kennung.")
ONLY_COACHES = Message("FO-03", "Kennungen wie {wert} sind Jobcoaches vorbehalten.", "Wählen Sie eine andere Kennung.")
UNREADABLE = Message("FO-09", "Hier steht ein Zeichen, das niemand lesen kann: {zeichen}.")
MISLEADING = Message("FO-09", "Hier steht ein Zeichen, das in die Irre führt: {wert}.")

MESSAGES = {
    **dict.fromkeys(("missing", "missing_argument", "missing_keyword_only_argument"), Message("FO-05", "Das Feld fehlt.")),
    "literal_error": Message("FO-10", "{wert} ist hier nicht vorgesehen."),
    "vokabular": Message("FO-10", "{wert} ist hier nicht vorgesehen."),
    "wahrheit": Message("FO-10", "{wert} ist weder true noch false."),
    "datum": Message("FO-06", "{wert} ist kein Datum der Form JJJJ-MM-TT."),
    "datum_kalender": Message("FO-06", "Den Tag {wert} gibt es nicht.", "Prüfen Sie Monat und Tag; die Reihenfolge ist Jahr-Monat-Tag."),
    "string_too_short": Message(
        "FO-07",
        "Der Text ist zu kurz: Er hat {hat} Zeichen, nötig sind mindestens {min_length}.",
        "Ergänzen Sie mindestens {fehlen} Zeichen.",
    ),
    "string_too_long": Message(
        "FO-07",
        "Der Text ist zu lang: Er hat {hat} Zeichen, möglich sind höchstens {max_length}.",
        "Kürzen Sie um {zuviel} Zeichen.",
    ),
    "unleserlich": Message(
        "FO-07",
        "{wert} ist nicht lesbar.",
        "Schreiben Sie in eine einzige Zeile, mit Buchstaben oder Ziffern. Was es nicht gibt, zum Beispiel einen Vornamen, lassen Sie weg.",
    ),
    "string_pattern_mismatch": Message("FO-10", "{wert} hat nicht die vorgesehene Form ({form})."),
    "string_type": Message(
        "FO-10",
        "Hier gehört ein einzelner Wert hin, keine Liste und keine eigenen Felder.",
        "Schreiben Sie den Wert hinter den Doppelpunkt.",
    ),
    "tuple_type": Message("FO-10", "Hier gehört eine Liste hin: je Zeile ein Strich und ein Wert."),
    "too_short": Message("FO-05", "Mindestens eine Angabe ist nötig."),
    "too_long": Message("FO-07", "Das sind zu viele Angaben; möglich sind höchstens {max_length}.", "Fassen Sie Angaben zusammen."),
    "dataclass_type": Message("FO-10", "Hier gehören eigene Felder hin, nicht {wert}."),
    "dict_type": Message("FO-10", "Hier gehören eingerückte Zeilen hin, nicht {wert}."),
    "int_parsing": _WHOLE_NUMBER,
    "int_parsing_size": Message("FO-10", "{wert} ist als Zahl zu groß.", _CHECK),
    "int_type": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    **dict.fromkeys(("float_parsing", "float_type", "finite_number"), Message("FO-10", "{wert} ist keine Zahl.")),
    "greater_than_equal": Message("FO-10", "{wert} ist kleiner als {ge}.", _CHECK),
    "less_than_equal": Message("FO-10", "{wert} ist größer als {le}.", _CHECK),
}
"""By the model's own name of the mistake."""

FORMS = {
    "^[0-9]{5}$": "fünf Ziffern",
    "^[0-9]{5}([0-9]{3})?$": "fünf oder acht Ziffern",
    "^1:[1-9][0-9]?$": "ein Verhältnis wie 1:1",
    "^[a-z0-9]+(-[a-z0-9]+)*$": "Kleinbuchstaben, Ziffern und Bindestriche",
    "^[0-9a-f]{64}$": "eine SHA-256-Prüfsumme",
    "^[A-Za-z0-9](-?[A-Za-z0-9])*$": "ein Benutzername",
}
"""What the patterns of the model are in words."""

# Accents stacked to a tower, signs that feign a seal, and words that mix Latin with Cyrillic or Greek letters to look like another
# word. What looks like nothing is a matter of its property: ground/signs.py.
LONE_SIGNS = r"\u2605\u2611\u2713\u2714\u2705\u2b50\U0001f31f\U0001f3c5\U0001f3c6\U0001f947"
STACKED_SIGNS = r"\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
OTHER_LETTERS = r"\u0370-\u03ff\u0400-\u052f"
_LATIN = r"A-Za-z\u00c0-\u024f"
MISLEADING_SIGNS = rf"[{LONE_SIGNS}]|[{STACKED_SIGNS}]{{3,}}|[{_LATIN}][{OTHER_LETTERS}]|[{OTHER_LETTERS}][{_LATIN}]"
"""Pattern of what no entry may contain, beside what nobody can read."""
