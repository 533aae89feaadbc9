"""What may be said about a person; what she did not release is not in the entry that comes here (``landkarte/entries/released.py``)."""

from datetime import date
from typing import NamedTuple

from landkarte.entries.model import Eintrag, Leistungserbringer, Nachweis, Person
from landkarte.entries.model.teile import Fallbesprechung, Mobilitaet, Weiterbildung
from landkarte.entries.released import web
from landkarte.entries.telephone import Number, read
from landkarte.ground.text import day
from landkarte.judging.criteria import run_out
from landkarte.site.pages.markup import Row
from landkarte.site.pages.offers import rows
from landkarte.site.pages.spelling import counted, label, labels, number, yes_no
from landkarte.standard import vocabulary


class Kontaktteil(NamedTuple):
    """How to reach somebody, as far as that is released."""

    funktion: str
    person: str
    telefon: Number | None
    email: str
    website: str
    wege: list[str]
    erreichbarkeit: str


def contact(entry: Eintrag) -> Kontaktteil | None:
    """The Kontakt of a provider; a coach of an organisation has none and is reached through it."""
    if not isinstance(entry, Leistungserbringer):
        return None
    kontakt = entry.kontakt
    return Kontaktteil(
        funktion=kontakt.funktion,
        person=str(kontakt.person or ""),
        telefon=read(kontakt.telefon or ""),
        email=kontakt.email or "",
        website=web(entry.website),
        wege=labels("kontaktwege", kontakt.kontaktwege),
        erreichbarkeit=kontakt.erreichbarkeit or "",
    )


def qualification(person: Person) -> list[Row]:
    """Profession, experience, courses and pools."""
    erfahrung = person.berufserfahrung
    years = counted(erfahrung.jahre, "Jahr", "Jahre") if erfahrung else ""
    if erfahrung and erfahrung.davon_zielgruppe is not None:
        years += f", davon {number(erfahrung.davon_zielgruppe)} mit Menschen mit Unterstützungsbedarf"
    return rows(
        ("Beruf", [_profession(q.bezeichnung, q.gruppe, q.abschluss) for q in person.grundqualifikation]),
        ("Zusatzqualifikation", labels("zusatzqualifikationen", person.zusatzqualifikation)),
        ("Berufserfahrung", years),
        ("Jobcoaching seit", str(person.jobcoaching_seit or "")),
        ("Abgeschlossene Begleitungen", "" if person.faelle_abgeschlossen is None else number(person.faelle_abgeschlossen)),
        ("Weiterbildungen zum Jobcoaching", [_course(kurs) for kurs in person.weiterbildungen]),
        ("Letzte Fortbildung", day(person.fortbildung_letzte) if person.fortbildung_letzte else ""),
        ("Fallbesprechung", reflection(person.fallbesprechung)),
        ("Stärken nach eigener Angabe", labels("kompetenzen", person.kompetenzen)),
        ("Pools laut eigener Angabe", [_pool(p.pool, p.gruppe, p.aufgenommen, p.regelung) for p in person.pools]),
    )


def _profession(name: str, group: str, year: int | None) -> str:
    return f"{name} ({label('qualifikationsgruppen', group)}{f', Abschluss {year}' if year else ''})"


def _course(kurs: Weiterbildung) -> str:
    parts = [f"{kurs.titel} ({label('kurse', kurs.kurs)})"]
    if kurs.ue is not None:
        parts.append(f"{number(kurs.ue)} Unterrichtseinheiten")
    if kurs.beginn:
        parts.append(f"begonnen am {day(kurs.beginn)}")
    if kurs.abschluss:
        parts.append(f"Abschluss am {day(kurs.abschluss)}")
    return ", ".join([*parts, f"Stand: {label('weiterbildungsstatus', kurs.status).lower()}"])


def _pool(pool: str, group: int, since: date, rule: str) -> str:
    return f"{label('pools', pool)}, Gruppe {group}, aufgenommen am {day(since)} (Regelung: {label('poolregelungen', rule)})"


def reflection(fallbesprechung: Fallbesprechung | None) -> list[str]:
    """How often cases are discussed."""
    if fallbesprechung is None:
        return []
    kinds = (("Intervision", fallbesprechung.intervision), ("Supervision", fallbesprechung.supervision))
    said = [(kind, label("rhythmen", rhythm)) for kind, rhythm in kinds if rhythm]
    return [f"{kind}: {words[:1].lower()}{words[1:]}" for kind, words in said]  # nouns stay nouns: bei Bedarf


def profile(person: Person) -> list[Row]:
    """What helps to decide whether somebody fits."""
    return rows(
        ("Beschäftigung", label("beschaeftigungsformen", person.beschaeftigungsform)),
        ("Geschlecht", label("geschlechter", person.geschlecht)),
        ("Mobilität", _mobility(person.mobilitaet) if person.mobilitaet else []),
        ("Kennenlerngespräch vor dem Auftrag", yes_no(person.kennenlerngespraech, "möglich", "nicht möglich")),
    )


def _mobility(mobilitaet: Mobilitaet) -> list[str]:
    radius = f"bis {mobilitaet.umkreis_km} km Umkreis" if mobilitaet.umkreis_km else ""
    ways = [
        radius,
        yes_no(mobilitaet.oepnv, "mit Bus und Bahn", "nicht mit Bus und Bahn"),
        yes_no(mobilitaet.pkw, "mit dem Auto", "ohne Auto"),
    ]
    return [way for way in ways if way]


def _about(bezug: str) -> str:
    """What a proof is about: the course or the pool where its key is given, else the words of the entry."""
    return next((label(name, bezug) for name in ("kurse", "pools") if bezug in vocabulary(name).werte), bezug)


def proof(nachweis: Nachweis, today: date) -> dict[str, object]:
    """What the entry says about one of its proofs."""
    last = nachweis.gueltig_bis
    expired = run_out(nachweis, today)
    validity = "ohne Ablaufdatum"
    if last:
        validity = f"abgelaufen am {day(last)}" if expired else f"gültig bis {day(last)}"
    return {
        "typ": label("nachweistypen", nachweis.typ),
        "bezug": _about(nachweis.bezug or ""),
        "ausgestellt": day(nachweis.ausgestellt) if nachweis.ausgestellt else "",
        "gueltigkeit": validity,
        "abgelaufen": expired,
        "vorgelegt": label("vorlagestellen", nachweis.vorgelegt_bei),
    }
