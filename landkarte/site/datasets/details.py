"""What a provider or coach has many of: Kreise, offers, criteria of a Stufe. Nested in JSON, a table of its own in CSV.

In JSON what is empty is left out here, and Kreise stand by reason: a provider may serve four hundred.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from landkarte.directory.coverage.served import left_out
from landkarte.entries.model import Angebot
from landkarte.entries.model.teile import Leistungstraegerbezug
from landkarte.ground.scripts import as_json
from landkarte.ground.text import unique
from landkarte.site.datasets.fields import Field, Fields, Source, as_value
from landkarte.site.pages.offers import in_force
from landkarte.site.pages.rows import whole_km
from landkarte.site.pages.standing import detail

LEFT_OUT = "ausgenommen"


class Offer(NamedTuple):
    """An offer with whose it is, on the day of the entry."""

    anbieter: str
    angebot: Angebot
    today: date


class Payer(NamedTuple):
    """Who pays for an offer, on that day."""

    bezug: Leistungstraegerbezug
    today: date


def _terms(field: str) -> Any:
    """A value of the hourly rate, if there is one."""

    def of(offer: Offer) -> Any:
        terms = offer.angebot.konditionen
        return as_value(getattr(terms.stundensatz_eur, field)) if terms and terms.stundensatz_eur else None

    return of


def _duration(field: str) -> Any:
    return lambda offer: getattr(offer.angebot.dauer_monate, field) if offer.angebot.dauer_monate else None


def _list(name: str, titel: str, meaning: str) -> Field:
    return Field(name, titel, meaning, lambda offer: getattr(offer.angebot, name), "liste", name)


def _payers(offer: Offer) -> tuple[str, ...]:
    return unique(bezug.traeger for bezug in offer.angebot.leistungstraeger)


def _law(offer: Offer) -> tuple[str, ...]:
    return unique(key for bezug in offer.angebot.leistungstraeger for key in in_force(bezug, offer.today))


OFFER: Fields = (
    Field("anbieter", "Anbieter", "Kennung des Anbieters.", lambda o: o.anbieter, beispiel="beispiel-coaching-detmold"),
    Field("angebot", "Angebot", "Kennung des Angebots bei diesem Anbieter.", lambda o: o.angebot.id, beispiel="jobcoaching"),
    Field("titel", "Titel", "Eigener Titel des Angebots.", lambda o: o.angebot.titel, beispiel="Jobcoaching im Betrieb"),
    Field("leistungsart", "Leistung", "Was angeboten wird.", lambda o: o.angebot.leistungsart, vokabular="leistungsarten"),
    _list("handlungsfelder", "Ziel", "Ob ein Arbeitsplatz gesichert oder angebahnt wird."),
    _list("anlaesse", "Anlässe", "Bei welchem Anlass begleitet wird."),
    _list("personenkreis", "Personenkreis", "Für wen das Angebot ist."),
    _list("einsatzorte", "Einsatzorte", "Wo begleitet wird."),
    Field("leistungstraeger", "Leistungsträger", "Wer nach eigener Angabe bezahlt.", _payers, "liste", "leistungstraeger"),
    Field("rechtsgrundlagen", "Rechtsgrundlagen", "Worauf sich das stützt, so weit es gilt.", _law, "liste", "rechtsgrundlagen"),
    Field("personalschluessel", "Betreuung", "Fachkraft zu Teilnehmenden.", lambda o: o.angebot.personalschluessel, beispiel="1:1"),
    Field("dauer_von_monate", "Dauer, von", "Kürzeste Dauer in Monaten.", _duration("von"), "zahl", beispiel="4"),
    Field("dauer_bis_monate", "Dauer, bis", "Längste Dauer in Monaten.", _duration("bis"), "zahl", beispiel="9"),
    Field("unbefristet", "Unbefristet", "Ob es kein Ende hat.", lambda o: o.angebot.unbefristet, "ja_nein", beispiel="nein"),
    Field("plaetze", "Plätze", "Zahl der Plätze des Angebots, nicht der freien.", lambda o: o.angebot.plaetze, "zahl", beispiel="12"),
    Field(
        "ohne_ifd", "Ohne IFD", "Ob es ohne Beteiligung des Integrationsfachdienstes geht.",
        lambda o: o.angebot.prozess and o.angebot.prozess.ohne_ifd_moeglich, "ja_nein", beispiel="ja",
    ),
    Field("stundensatz_von_eur", "Stundensatz, von", "Euro je Stunde.", _terms("von"), "zahl", beispiel="62,5"),
    Field("stundensatz_bis_eur", "Stundensatz, bis", "Euro je Stunde.", _terms("bis"), "zahl", beispiel="75"),
    Field("stundensatz_stand", "Stundensatz, Stand", "Tag dieser Angabe.", _terms("stand"), "tag", beispiel="2026-10-01"),
    Field("umsatzsteuer", "Umsatzsteuer", "Ob sie dazukommt.", _terms("umsatzsteuer"), vokabular="umsatzsteuer"),
    Field(
        "fahrtkosten", "Fahrtkosten", "Wie sie berechnet werden.",
        lambda o: o.angebot.konditionen and o.angebot.konditionen.fahrtkosten, vokabular="fahrtkosten",
    ),
    Field(
        "konditionen_hinweis", "Dazu", "Was zu den Kosten sonst gesagt ist.",
        lambda o: o.angebot.konditionen and o.angebot.konditionen.hinweis, beispiel="Anfahrt bis 20 km frei",
    ),
)  # fmt: skip

# in JSON whose it is and who pays stands around it and in it
NESTED: Fields = tuple(field for field in OFFER if field.name not in ("anbieter", "leistungstraeger", "rechtsgrundlagen"))

PAYER: Fields = (
    Field("traeger", "Leistungsträger", "Wer bezahlt oder bezahlen kann.", lambda p: p.bezug.traeger, vokabular="leistungstraeger"),
    Field("amt", "Amt", "Welches Integrations- oder Inklusionsamt.", lambda p: p.bezug.amt, vokabular="aemter"),
    Field("status", "Stand", "Wie weit es vereinbart ist.", lambda p: p.bezug.status, vokabular="auftragsstatus"),
    Field("jahr", "Jahr", "Jahr des letzten Auftrags oder der Vereinbarung.", lambda p: p.bezug.jahr, "zahl", beispiel="2026"),
    Field(
        "rechtsgrundlagen", "Rechtsgrundlagen", "Worauf es sich stützt, so weit es am Stand gilt.",
        lambda p: tuple(in_force(p.bezug, p.today)), "liste", "rechtsgrundlagen",
    ),
)  # fmt: skip

LUMP_SUM: Fields = (
    Field("zweck", "Wofür", "Wofür die Pauschale ist.", lambda item: item.zweck, vokabular="pauschalzwecke"),
    Field("eur", "Euro", "Höhe in Euro.", lambda item: item.eur, "zahl", beispiel="150"),
)

REACH: Fields = (
    Field("anbieter", "Anbieter", "Kennung des Anbieters.", itemgetter(0), beispiel="beispiel-coaching-detmold"),
    Field("ags", "Kreisschlüssel", "Amtlicher Kreisschlüssel, fünf Ziffern als Text.", itemgetter(1), beispiel="05766"),
    Field(
        "grund", "Grund", "kreise: nennt den Kreis; umkreis: arbeitet im Umkreis; land: im ganzen Land; ausgenommen: kommt nicht hierher.",
        itemgetter(2), beispiel="umkreis",
    ),
    Field("km", "Entfernung", "Luftlinie von der Mitte des Kreises zum nächsten Standort.", itemgetter(3), "zahl", beispiel="12"),
)  # fmt: skip

CRITERION: Fields = (
    Field("zustand", "Zustand", "Wie es steht.", lambda c: c.state_label, beispiel="erfüllt"),
    Field("seit", "Seit", "Tag, von dem das ist.", lambda c: as_value(c.since), "tag", beispiel="2026-10-01"),
    Field(
        "quelle", "Quelle", "Wessen Angabe das ist, wo es eine andere ist als die unter begriffe.",
        lambda c: c.source if c.source != c.asked.quelle else None, beispiel="Prüfvermerk",
    ),
    Field("dazu", "Dazu", "Worauf es beruht.", detail, beispiel="Zertifikat der Weiterbildung"),
)  # fmt: skip


def offers(source: Source) -> list[Offer]:
    """The offers of a provider."""
    return [Offer(source.entry.id, angebot, source.today) for angebot in source.listing.angebote]


def of_provider(source: Source) -> str:
    """What the object of a provider has beyond its fields, as JSON."""
    reasons: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for ags, (reason, km) in source.listing.kreise.items():
        reasons[reason][ags] = whole_km(km)
    found = [_filled(NESTED, offer) | dict(_of_offer(offer)) for offer in offers(source)]
    return as_json({"kreise": reasons, "ausgenommen": sorted(left_out(source.listing)), "angebote": found})


def _of_offer(offer: Offer) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    terms = offer.angebot.konditionen
    if offer.angebot.leistungstraeger:
        yield "zahlungen", [_filled(PAYER, Payer(bezug, offer.today)) for bezug in offer.angebot.leistungstraeger]
    if terms and terms.pauschalen:
        yield "pauschalen", [_filled(LUMP_SUM, item) for item in terms.pauschalen]


def of_coach(source: Source) -> str:
    """What the object of a coach has beyond its fields, as JSON."""
    grade = source.listing.grade
    return as_json({"kriterien": {one.asked.key: _filled(CRITERION, one) for one in grade.criteria} if grade else {}})


def _filled(fields: Fields, source: Any) -> dict[str, Any]:
    found = ((field.name, field.of(source)) for field in fields)
    return {name: value for name, value in found if value not in (None, "", ())}


def reach(providers: Iterable[Source]) -> Iterator[bytes]:
    """The table REACH. Keys, digits and words of ours need no care, and there are hundreds of thousands of lines."""
    yield f"\ufeff{';'.join(field.name for field in REACH)}\r\n".encode()
    for source in providers:
        id_, listing = source.entry.id, source.listing
        lines = [f"{id_};{ags};{reason};{whole_km(km)}\r\n" for ags, (reason, km) in listing.kreise.items()]
        yield "".join(lines + [f"{id_};{ags};{LEFT_OUT};\r\n" for ags in sorted(left_out(listing))]).encode()

