"""What a provider or coach has many of: Kreise, offers, criteria of a Stufe. Nested in JSON, a table of its own in CSV.

In JSON what is empty is left out here, and Kreise stand by reason: a provider may serve four hundred.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from landkarte.directory.coverage.served import left_out
from landkarte.ground.scripts import as_json
from landkarte.ground.text import unique
from landkarte.site.datasets.fields import Field, Fields, Row, Source, as_value
from landkarte.site.pages.offers import in_force
from landkarte.site.pages.rows import whole_km
from landkarte.site.pages.standing import detail


class Part(NamedTuple):
    """An offer, or who pays for it, with whose it is, on the day of the entry."""

    anbieter: str
    it: Any
    today: date


def _at(path: str) -> Callable[[Any], Any]:
    """What stands at this path; behind the second name, as far as there is something."""
    first, *rest = path.split(".")[1:] or [path]
    if not rest:
        return attrgetter(path)

    def of(part: Part) -> Any:
        found = getattr(part.it, first)
        for key in rest:
            found = found and getattr(found, key)
        return as_value(found)

    return of


def _list(name: str, titel: str, meaning: str) -> Field:
    return Field(name, titel, meaning, _at(f"it.{name}"), "liste", name)


_EMPTY = (None, "", ())
_RATE = "it.konditionen.stundensatz_eur"
OFFER: Fields = (
    Field("anbieter", "Anbieter", "Kennung des Anbieters.", _at("anbieter"), beispiel="beispiel-coaching-detmold"),
    Field("angebot", "Angebot", "Kennung des Angebots bei diesem Anbieter.", _at("it.id"), beispiel="jobcoaching"),
    Field("titel", "Titel", "Eigener Titel des Angebots.", _at("it.titel"), beispiel="Jobcoaching im Betrieb"),
    Field("leistungsart", "Leistung", "Was angeboten wird.", _at("it.leistungsart"), vokabular="leistungsarten"),
    _list("handlungsfelder", "Ziel", "Ob ein Arbeitsplatz gesichert oder angebahnt wird."),
    _list("anlaesse", "Anlässe", "Bei welchem Anlass begleitet wird."),
    _list("personenkreis", "Personenkreis", "Für wen das Angebot ist."),
    _list("einsatzorte", "Einsatzorte", "Wo begleitet wird."),
    Field(
        "leistungstraeger", "Leistungsträger", "Wer nach eigener Angabe bezahlt.",
        lambda o: unique(bezug.traeger for bezug in o.it.leistungstraeger), "liste", "leistungstraeger",
    ),
    Field(
        "rechtsgrundlagen", "Rechtsgrundlagen", "Worauf sich das stützt, so weit es gilt.",
        lambda o: unique(key for bezug in o.it.leistungstraeger for key in in_force(bezug, o.today)), "liste", "rechtsgrundlagen",
    ),
    Field("personalschluessel", "Betreuung", "Fachkraft zu Teilnehmenden.", _at("it.personalschluessel"), beispiel="1:1"),
    Field("dauer_von_monate", "Dauer, von", "Kürzeste Dauer in Monaten.", _at("it.dauer_monate.von"), "zahl", beispiel="4"),
    Field("dauer_bis_monate", "Dauer, bis", "Längste Dauer in Monaten.", _at("it.dauer_monate.bis"), "zahl", beispiel="9"),
    Field("unbefristet", "Unbefristet", "Ob es kein Ende hat.", _at("it.unbefristet"), "ja_nein", beispiel="nein"),
    Field("plaetze", "Plätze", "Zahl der Plätze des Angebots, nicht der freien.", _at("it.plaetze"), "zahl", beispiel="12"),
    Field("ohne_ifd", "Ohne IFD", "Ob es ohne Integrationsfachdienst geht.", _at("it.prozess.ohne_ifd_moeglich"), "ja_nein", beispiel="ja"),
    Field("stundensatz_von_eur", "Stundensatz, von", "Euro je Stunde.", _at(f"{_RATE}.von"), "zahl", beispiel="62,5"),
    Field("stundensatz_bis_eur", "Stundensatz, bis", "Euro je Stunde.", _at(f"{_RATE}.bis"), "zahl", beispiel="75"),
    Field("stundensatz_stand", "Stundensatz, Stand", "Tag dieser Angabe.", _at(f"{_RATE}.stand"), "tag", beispiel="2026-10-01"),
    Field("umsatzsteuer", "Umsatzsteuer", "Ob sie dazukommt.", _at(f"{_RATE}.umsatzsteuer"), vokabular="umsatzsteuer"),
    Field("fahrtkosten", "Fahrtkosten", "Wie sie berechnet werden.", _at("it.konditionen.fahrtkosten"), vokabular="fahrtkosten"),
    Field("konditionen_hinweis", "Dazu", "Was sonst zu den Kosten.", _at("it.konditionen.hinweis"), beispiel="Anfahrt bis 20 km frei"),
)  # fmt: skip
_AROUND = ("anbieter", "leistungstraeger", "rechtsgrundlagen")
NESTED: Fields = tuple(field for field in OFFER if field.name not in _AROUND)
"""The same in JSON, where around it stands whose it is, and in it who pays."""

PAYER: Fields = (
    Field("traeger", "Leistungsträger", "Wer bezahlt oder bezahlen kann.", _at("it.traeger"), vokabular="leistungstraeger"),
    Field("amt", "Amt", "Welches Integrations- oder Inklusionsamt.", _at("it.amt"), vokabular="aemter"),
    Field("status", "Stand", "Wie weit es vereinbart ist.", _at("it.status"), vokabular="auftragsstatus"),
    Field("jahr", "Jahr", "Jahr des letzten Auftrags oder der Vereinbarung.", _at("it.jahr"), "zahl"),
    Field("rechtsgrundlagen", "", "So weit sie gelten.", lambda p: tuple(in_force(p.it, p.today)), "liste", "rechtsgrundlagen"),
)
LUMP_SUM: Fields = (
    Field("zweck", "Wofür", "Wofür die Pauschale ist.", _at("zweck"), vokabular="pauschalzwecke"),
    Field("eur", "Euro", "Höhe in Euro.", _at("eur"), "zahl"),
)
CRITERION: Fields = (
    Field("zustand", "Zustand", "Wie es steht.", _at("state_label")),
    Field("seit", "Seit", "Tag, von dem das ist.", lambda c: as_value(c.since), "tag"),
    Field("quelle", "Quelle", "Wessen Angabe das ist.", _at("source")),
    Field("dazu", "Dazu", "Worauf es beruht.", detail),
)

REACH: Fields = (
    Field("anbieter", "Anbieter", "Kennung des Anbieters.", itemgetter(0), beispiel="beispiel-coaching-detmold"),
    Field("ags", "Kreisschlüssel", "Amtlicher Kreisschlüssel, fünf Ziffern als Text.", itemgetter(1), beispiel="05766"),
    Field(
        "grund", "Grund", "kreise: nennt den Kreis; umkreis: arbeitet im Umkreis; land: im ganzen Land; ausgenommen: kommt nicht hierher.",
        itemgetter(2), beispiel="umkreis",
    ),
    Field(
        "km", "Entfernung", "Luftlinie von der Mitte des Kreises zum nächsten Standort, in Kilometern.",
        itemgetter(3), "zahl", beispiel="12",
    ),
)  # fmt: skip


def offers(source: Source) -> list[Part]:
    """The offers of a provider."""
    return [Part(source.entry.id, angebot, source.today) for angebot in source.listing.angebote]


def of_provider(source: Source, made: Iterable[Row]) -> str:
    """What the object of a provider has beyond its fields, as JSON; ``made`` are the rows of its offers."""
    reasons: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for ags, (reason, km) in source.listing.kreise.items():
        reasons[reason][ags] = whole_km(km)
    found = {"kreise": reasons, "ausgenommen": sorted(left_out(source.listing)), "angebote": list(map(_of_offer, offers(source), made))}
    return as_json(found)


def _of_offer(offer: Part, row: Row) -> dict[str, Any]:
    terms = offer.it.konditionen
    told = ((field.name, value) for field, value in zip(OFFER, row, strict=True) if value not in _EMPTY)
    made: dict[str, Any] = {name: value for name, value in told if name not in _AROUND}
    if offer.it.leistungstraeger:
        made["zahlungen"] = [_filled(PAYER, offer._replace(it=bezug)) for bezug in offer.it.leistungstraeger]
    if terms and terms.pauschalen:
        made["pauschalen"] = [_filled(LUMP_SUM, item) for item in terms.pauschalen]
    return made


def of_coach(source: Source) -> str:
    """What the object of a coach has beyond its fields, as JSON."""
    grade = source.listing.grade
    return as_json({"kriterien": {one.asked.key: _filled(CRITERION, one) for one in grade.criteria} if grade else {}})


def _filled(fields: Fields, source: Any) -> dict[str, Any]:
    found = ((field.name, field.of(source)) for field in fields)
    return {name: value for name, value in found if value not in _EMPTY}


def reach(providers: Iterable[Source]) -> Iterator[bytes]:
    """The table REACH. Keys, digits and words of ours need no care, and there are hundreds of thousands of lines."""
    yield f"\ufeff{';'.join(field.name for field in REACH)}\r\n".encode()
    for source in providers:
        id_, listing = source.entry.id, source.listing
        lines = [f"{id_};{ags};{reason};{whole_km(km)}\r\n" for ags, (reason, km) in listing.kreise.items()]
        yield "".join(lines + [f"{id_};{ags};ausgenommen;\r\n" for ags in sorted(left_out(listing))]).encode()
