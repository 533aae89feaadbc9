"""Rules on how entries hang together."""

from collections.abc import Iterator

from landkarte.entries.model import Anbieter, Eintrag, Jobcoach, Leistungserbringer, Person
from landkarte.entries.model.eintraege import references
from landkarte.ground.diagnostics import KeyPath, quoted
from landkarte.ground.text import grouped, listed
from landkarte.judging import conditions as c
from landkarte.judging.alike import TOLD, Likeness, Match, Signal
from landkarte.judging.world import Found, Rule, World
from landkarte.standard import Regel, rules

_COACHES = c.count("jobcoaches")
_ALONE = (c.of_kind(Anbieter), c.one_of("traegerart", ("freiberuflich",)))
_NOT_ALONE = "traegerart ist freiberuflich, genannt sind aber {anzahl} Jobcoaches."
_WORKSHOP = (
    c.one_of("traegerart", ("wfbm",)),
    c.some("angebote", c.one_of("leistungsart", ("uebergangsmanagement",))),
    c.unless(c.some("angebote", c.one_of("leistungsart", ("jobcoaching_ap",)))),
)
_RELATED = c.only("angebote", c.other_than("leistungsart", ("jobcoaching_ap",)))
_NOT_COACHING = "Der Text nennt das Übergangsmanagement Jobcoaching."


def _needless(key: str) -> c.Condition:
    return c.found(f"qualitaet.{key}", f"{key} steht bei einem Eintrag ohne Angebot jobcoaching_ap.", c.given(f"qualitaet.{key}"))


def links_resolve(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """Every reference leads to an entry that refers back."""
    for path, id_ in references(entry):
        other = world.called(id_, Person if isinstance(entry, Anbieter) else Anbieter)
        if id_ not in world.ids:
            # a coach who withdraws must not take her employer off the map
            yield Found(path, f"Einen Eintrag {quoted(id_)} gibt es nicht.", level="warnung" if isinstance(entry, Anbieter) else None)
        elif other is not None and not isinstance(other, Jobcoach if isinstance(entry, Anbieter) else Anbieter):
            yield Found(
                path, f"Der Eintrag {quoted(id_)} ist kein {'angestellter Jobcoach' if isinstance(entry, Anbieter) else 'Anbieter'}."
            )
        elif other is not None and not any(entry.id == named for one in world.by_id[id_] for _, named in references(one)):
            yield Found(path, f"Der Eintrag {quoted(id_)} nennt {quoted(entry.id)} nicht; der Verweis wird weggelassen.", level="warnung")


def one_provider(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """No coach is named by two providers."""
    if isinstance(entry, Anbieter):
        for number, coach in enumerate(entry.jobcoaches):
            others = [id_ for id_ in world.named_by[coach] if id_ != entry.id]
            if others:
                yield Found(("jobcoaches", number), f"{quoted(coach)} steht auch bei {some(others, 'weiteren')}.")


_SHARED: dict[Signal, str] = {
    "email": "die gleiche E-Mail-Adresse",
    "telefon": "die gleiche Telefonnummer",
    "durchwahl": "eine Durchwahl der gleichen Telefonzentrale",
    "adresse": "die gleiche Adresse",
    "plz": "die gleiche Postleitzahl",
    "ort": "den gleichen Ort",
    "domain": "die gleiche Domain",
    "anbieter": "den gleichen Anbieter",
}
_NAMES: dict[Likeness, str] = {
    "gleich": "den gleichen Namen",
    "sehr_aehnlich": "einen sehr ähnlichen Namen",
    "aehnlich": "einen ähnlichen Namen",
    "schwach": "einen Namen, der zum Teil gleich ist",
    "allgemein": "einen ähnlichen allgemeinen Namen",
}


def no_duplicate(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """No other entry is probably the same provider or the same coach. Those with the same reasons are told together."""
    told = grouped(((_where(entry, match), match.signals, match.likeness), match) for match in world.alike.matches(entry))
    least = "" if world.alike.all_compared(entry) else "mindestens "
    for (path, _, _), matches in told.items():
        ids = sorted({other.id for match in matches for other in match.entries})
        if len(ids) == 1:
            yield Found(path, f"{quoted(ids[0])} hat {listed(_reasons(matches[0]))}.")
        else:
            total = sum(match.many for match in matches)
            yield Found(path, f"{some(ids, 'weitere', total, least)} haben {listed(_reasons(matches[0], named=False))}.")


def _reasons(match: Match, named: bool = True) -> tuple[str, ...]:
    words = [_SHARED[signal] for signal in match.signals]
    if match.likeness in _NAMES:
        # a coach is called by her id: who writes a finding down elsewhere must not spread her name
        [one, *_] = match.entries
        other = one.name if named and match.likeness != "gleich" and isinstance(one, Anbieter) else ""
        words.append(f"{_NAMES[match.likeness]} ({quoted(other)})" if other else _NAMES[match.likeness])
    return tuple(words)


def _where(entry: Eintrag, match: Match) -> KeyPath:
    """Where in ``entry`` the most telling thing stands that both share."""
    other = match.entries[0]
    if not isinstance(entry, Leistungserbringer) or not isinstance(other, Leistungserbringer):
        return ("name",)
    if match.signals[0] == "email":
        return ("kontakt", "email")
    if match.signals[0] in ("telefon", "durchwahl"):
        return ("kontakt", "telefon")
    if match.signals[0] == "domain":
        return ("website",) if entry.website else ("kontakt", "email")
    shared = {site.plz for site in other.standorte}
    return ("standorte", next((number for number, site in enumerate(entry.standorte) if site.plz in shared), 0))


def some(ids: list[str], others: str, total: int = 0, least: str = "") -> str:
    """A few ids by name, the ``others`` by their number: a message must not grow with the number of entries."""
    more = (total or len(ids)) - len(ids[:TOLD])
    return listed([*map(quoted, ids[:TOLD]), *([f"{least}{more} {others}"] if more else [])])


def former_ids(entry: Eintrag, world: World) -> tuple[str, ...]:
    """The former ids whose addresses lead to this entry, because nobody else has or claims them."""
    return tuple(old for old in entry.fruehere_ids if not _not_its_own(old, entry, world))


def former_ids_undisputed(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """Every id, present or former, leads here alone. Whose id another has or claims keeps its page, or anybody could take it down."""
    if len(world.by_id[entry.id]) > 1:
        message = f"Die Kennung {quoted(entry.id)} gibt es zweimal, bei den Anbietern und bei den Jobcoaches."
        hint = "Der neuere der beiden Einträge braucht eine andere Kennung: als Dateiname, als id und wo andere ihn nennen."
        yield Found(("id",), message, hint)
    for number, old in enumerate(entry.fruehere_ids):
        problem = _not_its_own(old, entry, world)
        if problem:
            yield Found(("fruehere_ids", number), f"{problem}; die alte Adresse führt deshalb nicht zu diesem Eintrag.")
    claimants = [id_ for id_ in world.formerly.get(entry.id, ()) if id_ != entry.id]
    if claimants:
        message = f"Diese Kennung steht unter fruehere_ids auch bei {some(claimants, 'weiteren')}. Die Seite bleibt bei diesem Eintrag."
        yield Found(("id",), message, level="hinweis")


def not_withdrawn(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """No id, present or former, is that of an entry that was withdrawn."""
    for path, id_ in ((("id",), entry.id), *((("fruehere_ids", number), old) for number, old in enumerate(entry.fruehere_ids))):
        if id_ in world.withdrawn:
            message = f"Der Eintrag {quoted(id_)} wurde am {world.withdrawn[id_]} zurückgezogen; seine Kennung wird nicht wieder vergeben."
            yield Found(path, message)


def _not_its_own(old: str, entry: Eintrag, world: World) -> str:
    """Why a former id leads nowhere, as the beginning of a German sentence; empty where it leads to the entry."""
    if old == entry.id:
        return f"{quoted(old)} ist die jetzige Kennung"
    if old in world.ids:
        return f"Die Kennung {quoted(old)} hat jetzt ein anderer Eintrag"
    if old in rules()["FO-03"].werte["reserviert"]:
        return f"Die Kennung {quoted(old)} ist reserviert"
    others = [id_ for id_ in world.formerly[old] if id_ != entry.id]
    return f"Die Kennung {quoted(old)} steht unter fruehere_ids auch bei {some(others, 'weiteren')}" if others else ""


RULES: dict[str, Rule] = {
    "C-01": links_resolve,
    "C-02": one_provider,
    "C-03": no_duplicate,
    "C-04": c.found("traegerart", _NOT_ALONE, *_ALONE, c.more(_COACHES, 1), anzahl=_COACHES),
    # only an entry with JobcoachingAP declares itself to the standard
    "C-05": c.each_provider(c.when(_RELATED, then=c.every(_needless("standardfassung"), _needless("selbstverpflichtung")))),
    # a workshop's transition management is not called Jobcoaching
    "C-06": c.each_provider(c.found("beschreibung", _NOT_COACHING, *_WORKSHOP, c.says("beschreibung", "woerter"))),
    "C-07": former_ids_undisputed,
    "C-08": not_withdrawn,
}
