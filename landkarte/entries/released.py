"""What of an entry is released: one table and one decision, before anything becomes of an entry.

Whatever is made for readers (pages, data sets, search, map, form, feeds, comparison) gets the entry from ``of`` and holds nothing
else, so that no output can forget to ask. Rule X-07 asks by the same table that what is not released stands in no file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from typing import Any

from landkarte.entries.model import Anbieter, Eintrag, Leistungserbringer, Person, Standort
from landkarte.entries.model.eintraege import may_show

_WEB = re.compile(r"https://\S+", re.IGNORECASE)

_QUALIFICATION = (
    "grundqualifikation", "zusatzqualifikation", "berufserfahrung", "jobcoaching_seit", "faelle_abgeschlossen", "weiterbildungen",
    "fortbildung_letzte", "fallbesprechung", "kompetenzen", "pools", "nachweise", "team_professionen",
)  # fmt: skip
OF_ADDRESS = ("strasse", "lat", "lon", "barrierefreiheit.informierbar_url")
"""What of a Standort says where exactly it is; the page at informierBar gives the address."""

SCOPES: Mapping[str, str] = {
    "name": "name",
    "website": "name",  # that of a person mostly carries her name
    "geschlecht": "geschlecht",
    **dict.fromkeys(_QUALIFICATION, "qualifikation"),
    "kontakt.funktion": "funktion",
    "kontakt.telefon": "telefon",
    "kontakt.email": "email",
    **{f"standorte.{field}": "adresse" for field in OF_ADDRESS},
}
"""Field of a person → the key of einwilligungsumfang that releases it. All her other fields are the professional statements that the
text of the Einwilligung covers by itself; ``tests/entries/test_released.py`` has the reason for each."""

OF_CONTACT: Mapping[str, str] = {"person": "name", "einwilligung": "name", "telefon": "telefon", "email": "email"}
"""The same for the person who is named in ``kontakt``, by her own Einwilligung."""


def of(entry: Eintrag) -> Eintrag:
    """The entry with nothing in it that is not released, and without the account from which it is changed; ``entry`` itself stays."""
    shown: Eintrag = _without(entry, _hidden(entry))
    if isinstance(shown, Leistungserbringer):
        sites = tuple(one if one.adresse_veroeffentlichen else _without(one, OF_ADDRESS) for one in shown.standorte)
        _put(shown, "standorte", sites)
    return shown


def _hidden(entry: Eintrag) -> Iterator[str]:
    """The fields that nobody may see."""
    yield "konto"
    for path, scope in SCOPES.items():
        if (isinstance(entry, Person) or path.startswith("kontakt.")) and not _covered(entry, path, scope):
            yield path
    if isinstance(entry, Leistungserbringer):
        contact = entry.kontakt
        agreed = contact.einwilligung.umfang if contact.einwilligung else ()
        hidden = [field for field, scope in OF_CONTACT.items() if scope not in agreed] if contact.person else ["einwilligung"]
        yield from (f"kontakt.{field}" for field in hidden)


def _covered(entry: Eintrag, path: str, scope: str) -> bool:
    # the function of an organisation names nobody; it goes with the number or the address it answers for
    also = ("telefon", "email") if path == "kontakt.funktion" and isinstance(entry, Anbieter) else ()
    return any(may_show(entry, one) for one in (scope, *also))


def _without(section: Any, paths: Iterable[str]) -> Any:
    """A copy of a section, or of each of a list, that says nothing at these paths."""
    if isinstance(section, tuple):
        return tuple(_without(one, paths) for one in section)
    made = copy(section)
    for path in paths:
        key, _, rest = path.partition(".")
        value = getattr(made, key, None)
        if value:
            _put(made, key, _without(value, (rest,)) if rest else _nothing(made, key))
    return made


def _nothing(section: Any, key: str) -> object:
    """What a field holds that is not written; a text that must be there is empty."""
    field = section.__pydantic_fields__[key]
    return "" if field.is_required() else field.default


def _put(section: Any, key: str, value: object) -> None:
    """Sections cannot be changed, but this one is a copy that nobody has seen; to make it anew would check every value again."""
    object.__setattr__(section, key, value)


def web(link: str | None) -> str:
    """``link`` if it may be one: https only."""
    return link if link and _WEB.fullmatch(link) else ""


def address(entry: Eintrag, site: Standort) -> bool:
    """Whether the address of a Standort may be public, and so be sent to a server and stored."""
    return site.adresse_veroeffentlichen and (not isinstance(entry, Person) or may_show(entry, "adresse"))
