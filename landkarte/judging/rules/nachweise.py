"""Rules on proofs, on the admission to pools, and on the Prüfvermerke of the maintainers."""

from collections.abc import Iterator
from datetime import date

from landkarte.entries import digest
from landkarte.entries.model import Eintrag, Person, Pruefvermerk
from landkarte.ground.diagnostics import quoted
from landkarte.judging import conditions as c
from landkarte.judging.world import Found, Rule, World
from landkarte.standard import Regel, vocabulary
from landkarte.standard.days import months_old

_RUN_OUT = "„{typ:nachweistypen}“ galt bis {gueltig_bis} und ist abgelaufen."
_NO_GROUP = "Eine Gruppe {gruppe:zahl} ist nicht bekannt; es gibt {regel.gruppen}."
_LATE = "Die Regelung galt bis %s, als Tag der Aufnahme ist {aufgenommen} angegeben."
_LAST_DAYS = {key: wert.zusatz.get("gueltig_bis") for key, wert in vocabulary("poolregelungen").werte.items()}


def no_documents(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """Metadata of proofs only."""
    endings = tuple(regel.werte["endungen"])
    for number, proof in enumerate(entry.nachweise):
        if proof.dokument_im_repo:
            yield Found(("nachweise", number, "dokument_im_repo"), "dokument_im_repo ist true.")
        if proof.bezug and proof.bezug.casefold().endswith(endings):
            yield Found(("nachweise", number, "bezug"), f"{quoted(proof.bezug)} nennt eine Datei.")


def pool_confirmed_since(person: Person, world: World, regel: Regel) -> Iterator[Found]:
    """Where the regulation has run out, the maintainers hold a later confirmation of what the entry still says."""
    for number, pool in enumerate(person.pools):
        last = _LAST_DAYS[pool.regelung]
        if last and last < world.day_for(person) and not _confirmed_after(last, pool.pool, person, world):
            ended = f"Die Regelung galt bis {last}; eine spätere Bestätigung liegt dem Verzeichnis nicht vor."
            yield Found(("pools", number, "regelung"), ended)


def _confirmed_after(last: date, pool: str, person: Person, world: World) -> bool:
    vermerk = world.vermerke.get(person.id)
    counts = vermerk and last < vermerk.geprueft_am <= world.day_for(person) and not world.changed.get(person.id)
    said = vermerk.ergebnis.pool if vermerk and counts else None
    return bool(said and said.pool == pool and said.status == "bestaetigt")


def recent_vermerk(person: Person, world: World, regel: Regel) -> Iterator[Found]:
    """The Prüfvermerk about this coach is neither too old nor dated ahead."""
    vermerk = world.vermerke.get(person.id)
    if vermerk is None:
        return
    day, months = world.day_for(person), regel.werte["monate"]
    if vermerk.geprueft_am > day:
        yield Found((), f"Der Prüfvermerk trägt das Datum {vermerk.geprueft_am}, das in der Zukunft liegt, und zählt nicht.")
    elif months_old(vermerk.geprueft_am, day, months):
        yield Found((), f"Der Prüfvermerk vom {vermerk.geprueft_am} ist mindestens {months} Monate alt und zählt nicht mehr.")


def unchanged(person: Person, world: World, regel: Regel) -> Iterator[Found]:
    """Nothing has changed that the Prüfvermerk was about."""
    for change in world.changed.get(person.id, ()):
        yield Found(change.at, _lapsed(change.path, world.vermerke[person.id]))


def _lapsed(path: str, vermerk: Pruefvermerk) -> str:
    if digest.is_older(vermerk):
        return f"Der Prüfvermerk vom {vermerk.geprueft_am} sichert noch nicht, um wen es geht; er zählt erst wieder, wenn er erneuert ist."
    said = "Name, Anbieter, Kontakt, Website oder Einwilligung" if path == digest.PERSON else quoted(path)
    return f"{said} stimmt nicht mit dem Prüfvermerk vom {vermerk.geprueft_am} überein, der deshalb nicht mehr zählt."


RULES: dict[str, Rule] = {
    "Q-11": no_documents,
    "Q-12": c.each("nachweise", c.found("gueltig_bis", _RUN_OUT, c.less("gueltig_bis", c.TODAY))),
    # nobody was admitted by a regulation after its last day
    "Q-13": c.each_coach(
        c.each(
            "pools",
            *(
                c.found("aufgenommen", _LATE % last, c.one_of("regelung", (key,)), c.more("aufgenommen", last))
                for key, last in _LAST_DAYS.items()
                if last
            ),
        )
    ),
    "Q-14": c.each_coach(pool_confirmed_since),
    "Q-15": c.each_coach(c.each("pools", c.found("gruppe", _NO_GROUP, c.other_than("gruppe", "gruppen")))),
    "Q-20": c.each_coach(recent_vermerk),
    "Q-22": c.each_coach(unchanged),
}
