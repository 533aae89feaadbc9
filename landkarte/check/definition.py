"""Rules on the definition of JobcoachingAP; each judges one Angebot that claims to be it."""

from collections.abc import Collection, Iterator

from landkarte.check.world import Found, World
from landkarte.model import Angebot, Leistungserbringer
from landkarte.standard import Regel, vocabulary


def external(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The coach is no part of the company; speaks also for a missing ``prozess``, of which the other rules say nothing."""
    if offer.prozess is None:
        yield Found(
            ("prozess",),
            "Das Feld prozess fehlt; ohne ihn ist nicht zu erkennen, ob es JobcoachingAP nach der Definition ist.",
            "Ergänzen Sie prozess: mit seinen Feldern. Die Vorlagen in coaches/vorlagen zeigen sie alle.",
        )
    else:
        yield from affirmed("betriebsextern", offer.prozess.betriebsextern)


def at_the_workplace(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The coaching takes place at the workplace in the main."""
    if offer.prozess:
        yield from affirmed("am_arbeitsplatz", offer.prozess.am_arbeitsplatz)


def works_along(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The coach joins in the everyday work."""
    if offer.prozess:
        yield from affirmed("mitarbeit", offer.prozess.mitarbeit)


def everybody_involved(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The person, those who lead and those who work beside her all take part."""
    if offer.prozess:
        missing = [key for key in regel.werte["beteiligte"] if key not in offer.prozess.beteiligte]
        if missing:
            yield Found(("prozess", "beteiligte"), f"Bei beteiligte fehlt: {labels('beteiligte', missing)}.")


def limited_in_time(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """The offer has a duration and ends."""
    if offer.unbefristet:
        yield Found(("unbefristet",), "unbefristet ist true, JobcoachingAP ist aber zeitlich begrenzt.")
    elif offer.dauer_monate is None:
        yield Found(("dauer_monate",), "dauer_monate fehlt.")


def planned(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """A written plan holds the goals."""
    if offer.prozess and regel.werte["unterlage"] not in offer.prozess.dokumentation:
        yield Found(("prozess", "dokumentation"), f"Bei dokumentation fehlt: {labels('dokumentation', [regel.werte['unterlage']])}.")


def open_labour_market(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Not only inside a workshop, and where a job is to be kept, not only at places without one."""
    places = offer.einsatzorte
    elsewhere = regel.werte["kein_arbeitsmarkt"]
    if not places:
        yield Found(("einsatzorte",), "einsatzorte fehlt.", level="hinweis")
    elif _only(places, elsewhere):
        yield Found(("einsatzorte",), f"Das Angebot findet nur hier statt: {labels('einsatzorte', places)}.")
    elif _keeps_jobs_only(offer, regel) and _only(places, [*elsewhere, *regel.werte["nur_anbahnung"]]):
        yield Found(
            ("einsatzorte",),
            f"Für die Arbeitsplatzsicherung ist kein Arbeitsplatz genannt, nur: {labels('einsatzorte', places)}.",
            "Ergänzen Sie bei handlungsfelder anbahnung, oder nennen Sie bei einsatzorte einen Arbeitsplatz.",
            "warnung",
        )


def field_named(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Keeping a job or getting one."""
    if not offer.handlungsfelder:
        yield Found(("handlungsfelder",), "handlungsfelder fehlt.")


def payer_for_start(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Getting a job is not paid for by an authority that helps in existing jobs only."""
    field = regel.werte["handlungsfeld"]
    if field in offer.handlungsfelder and _paid_only_by(offer, regel.werte["traeger"]):
        yield Found(("handlungsfelder", offer.handlungsfelder.index(field)), _only_payer("handlungsfelder", field, regel))


def combination_named(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Alone or together with other support."""
    if offer.kombination is None:
        yield Found(("kombination",), "kombination fehlt.")


def persons_match_payer(offer: Angebot, entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """Persons are named, and only such as the only payer named can pay for."""
    if not offer.personenkreis:
        yield Found(
            ("personenkreis",), "personenkreis fehlt.", "Ergänzen Sie personenkreis, zum Beispiel [schwerbehindert, gleichgestellt]."
        )
    elif _paid_only_by(offer, regel.werte["traeger"]):
        for number, key in enumerate(offer.personenkreis):
            if key not in regel.werte["personenkreis"]:
                yield Found(("personenkreis", number), _only_payer("personenkreis", key, regel))


def affirmed(key: str, value: bool | None) -> Iterator[Found]:
    """Nothing if ``value``, which stands at ``key`` of ``prozess``, is true."""
    if not value:
        yield Found(("prozess", key), f"{key} fehlt." if value is None else f"{key} ist false.")


def labels(name: str, keys: Collection[str]) -> str:
    """The words that readers see for ``keys`` of the vocabulary ``name``."""
    return ", ".join(vocabulary(name).label(key) for key in keys)


def _keeps_jobs_only(offer: Angebot, regel: Regel) -> bool:
    return bool(offer.handlungsfelder) and regel.werte["handlungsfeld"] not in offer.handlungsfelder


def _only(keys: Collection[str], allowed: Collection[str]) -> bool:
    return all(key in allowed for key in keys)


def _paid_only_by(offer: Angebot, payer: str) -> bool:
    return bool(offer.leistungstraeger) and all(named.traeger == payer for named in offer.leistungstraeger)


def _only_payer(name: str, key: str, regel: Regel) -> str:
    return f"{labels(name, [key])}: Als Leistungsträger ist nur genannt: {labels('leistungstraeger', [regel.werte['traeger']])}."
