"""The texts of an entry that a person has to read: whether one names somebody or tells of an illness, no rule can know. Pure."""

import re
from collections.abc import Iterator

from landkarte.desk.review.words import Quote, Words
from landkarte.entries.fields import title
from landkarte.entries.model import Eintrag
from landkarte.entries.texts import every_text
from landkarte.standard import rules

_NO_PROSE = frozenset({"textfassung", "ort", "strasse"})
_SOMEBODY = re.compile(r"\b(?:Frau|Herrn?|Fr\.|Hr\.|Dr\.|Prof\.)\s+[^\W\d_]+")


def to_read(was: Eintrag | None, now: Eintrag | None) -> Iterator[Words]:
    """Every text that is new or has changed; those first in which a name or an illness may stand, with the words that say so."""
    known = {text for _, text in every_text(was)} if was else set()
    fresh = [(title(str(path[-1])), text) for path, text in every_text(now) if path[-1] not in _NO_PROSE] if now else []
    ill = re.compile(rf"\b\w*(?:{'|'.join(rules()['X-11'].werte['krankheit'])})\w*", re.IGNORECASE)
    read = [(name, text, [*_SOMEBODY.findall(text), *ill.findall(text)]) for name, text in fresh if text not in known]
    for name, text, words in sorted(read, key=lambda one: not one[2]):
        doubt: Words = (" – vielleicht ein Name oder eine Krankheit: ", Quote(", ".join(words))) if words else ()
        yield (f"{name}: ", Quote(text), *doubt)
