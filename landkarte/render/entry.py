"""Everything a page says about one entry, decided here so that templates only spell it out."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from landkarte.directory import Listing
from landkarte.model import Anbieter, Eintrag, Kapazitaet, Leistungserbringer, Person
from landkarte.model.teile import Qualitaet
from landkarte.render.markup import Row, Texts, raised_ap
from landkarte.render.offers import offer, offered, rows, target_group
from landkarte.render.persons import contact, profile, proofs, qualification, reflection, website, withheld
from landkarte.render.sites import area, sites, towns
from landkarte.render.spelling import counted, day, label, labels, listed, number, web, yes_no
from landkarte.standard import rules, vocabulary

CAPACITY_DAYS = 90
"""A capacity older than this is no longer shown (rule A-02)."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")

# In the order in which a funder asks; each with the key of the context that must say something.
_SECTIONS = (
    ("ueberblick", "Auf einen Blick", "blick"),
    ("zielgruppe", "Für wen und bei welchem Anlass", "zielgruppe"),
    ("angebote", "Angebote", "angebote"),
    ("bezahlung", "Wer bezahlt", "bezahlung"),
    ("qualifikation", "Qualifikation und Erfahrung", "ist_person"),
    ("belege", "Wie ist das belegt?", "belegt"),
    ("standorte", "Standorte und Zugänglichkeit", "standorte"),
    ("kontakt", "Kontakt", "kontakt_abschnitt"),
    ("jobcoaches", "Jobcoaches", "team"),
    ("beschreibung", "In eigenen Worten", "beschreibung"),
    ("leichte-sprache", "In Leichter Sprache", "leicht"),
    ("hinweise", "Hinweise des Verzeichnisses", "hinweise"),
    ("daten", "Stand und Lizenz", "name"),
)

Link = tuple[str, str]
"""A name and the address of its page, relative to the site."""


def context(listing: Listing, texts: Texts, today: date, team: Sequence[Link], employer: Link | None) -> dict[str, object]:
    """The variables of an entry's page."""
    entry = listing.entry
    angebote = [offer(angebot, texts, today) for angebot in listing.angebote]
    lizenz = vocabulary("lizenzen").werte[entry.lizenz]
    ctx: dict[str, object] = {
        "name": listing.name,
        "url": listing.url,
        "beispiel": entry.beispiel,
        "ist_person": isinstance(entry, Person),
        "orte": listed(towns(entry.standorte)) if isinstance(entry, Leistungserbringer) else "",
        "satz": raised_ap(_sentence(listing, employer)),
        "blick": _overview(listing, today),
        "zielgruppe": _target_group(listing),
        "angebote": angebote,
        "bezahlung": [angebot for angebot in angebote if angebot.zahlungen or angebot.konditionen],
        "qualifikation": qualification(entry) if isinstance(entry, Person) else [],
        "profil": profile(entry) if isinstance(entry, Person) else [],
        "belegt": True,
        "nachweise": proofs(entry, today),
        "qualitaet": _quality(entry.qualitaet) if isinstance(entry, Leistungserbringer) and entry.qualitaet else [],
        "standorte": sites(listing),
        "kontakt": contact(entry),
        "website": website(entry),
        "anbieter": employer,
        "team": team or _headcount(entry),
        "team_links": team,
        "team_zahl": _headcount(entry),
        "beschreibung": texts(entry.beschreibung) if isinstance(entry, Leistungserbringer) else None,
        "leicht": _easy_sentences(entry),
        "hinweise": _notes(listing),
        "lizenz": lizenz.label,
        "lizenz_url": web(lizenz.zusatz.get("adresse")),
        "stand": entry.stand,
    }
    ctx["kontakt_abschnitt"] = ctx["kontakt"] or employer or ctx["website"]
    ctx["abschnitte"] = contents(ctx)
    return ctx


def contents(ctx: Mapping[str, object]) -> list[Link]:
    """The page index: every section that says something."""
    return [(anchor, title) for anchor, title, key in _SECTIONS if ctx[key]]


def _sentence(listing: Listing, employer: Link | None) -> str:
    entry = listing.entry
    if isinstance(entry, Leistungserbringer):
        kind = label("traegerarten", entry.traegerart)
        form = f" ({entry.rechtsform})" if entry.rechtsform else ""
        return f"{kind}{form}. Angeboten wird: {offered(entry.angebote)}."
    return f"Jobcoach bei {employer[0]}." if employer else "Jobcoach."


def _overview(listing: Listing, today: date) -> list[Row]:
    entry = listing.entry
    provider = entry if isinstance(entry, Leistungserbringer) else None
    angebote = listing.angebote
    return rows(
        ("Standorte", [f"{site.plz} {site.ort}" for site in provider.standorte] if provider else ""),
        ("Einzugsgebiet", _served(provider) if provider else ""),
        ("Leistungsarten", labels("leistungsarten", {angebot.leistungsart for angebot in angebote})),
        ("Handlungsfeld", labels("handlungsfelder", {key for angebot in angebote for key in angebot.handlungsfelder})),
        ("Kapazität", capacity(entry.kapazitaet, today) if entry.kapazitaet else "keine Angabe"),
        ("Kommunikation", labels("kommunikation", entry.kommunikation)),
        ("Sprachen", [f"{label('sprachen', item.code)} ({label('sprachniveaus', item.niveau)})" for item in entry.sprachen]),
        ("Team", labels("qualifikationsgruppen", provider.team_professionen) if provider else ""),
        ("Stand der Angaben", day(entry.stand)),
    )


def _served(provider: Leistungserbringer) -> list[str]:
    """The area of the entry and whatever its Standorte add."""
    own = [(site.bezeichnung or site.ort, area(site.einzugsgebiet)) for site in provider.standorte]
    return area(provider.einzugsgebiet) + [f"{name}: {', '.join(phrases)}" for name, phrases in own if phrases]


def capacity(kapazitaet: Kapazitaet, today: date) -> list[str]:
    """Whether there is room, as long as that is news."""
    if today - kapazitaet.stand > timedelta(days=CAPACITY_DAYS):
        return [f"Die Angabe ist älter als {CAPACITY_DAYS} Tage und wird nicht mehr gezeigt (zuletzt am {day(kapazitaet.stand)})."]
    details = [
        label("kapazitaetsstatus", kapazitaet.status),
        f"ab {day(kapazitaet.ab)}" if kapazitaet.ab else "",
        "" if kapazitaet.plaetze is None else counted(kapazitaet.plaetze, "Platz", "Plätze"),
        "" if kapazitaet.stunden_pro_woche is None else f"{number(kapazitaet.stunden_pro_woche)} Stunden je Woche",
    ]
    return [", ".join(part for part in details if part) + f" (Angabe vom {day(kapazitaet.stand)})"]


def _target_group(listing: Listing) -> list[Row]:
    entry = listing.entry
    return target_group(listing.angebote) + rows(
        ("Erfahrung mit", labels("behinderungsarten", entry.behinderungsarten)),
        ("Branchen", labels("branchen", entry.branchen)),
    )


def _quality(qualitaet: Qualitaet) -> list[Row]:
    pledge = qualitaet.selbstverpflichtung
    signed = f"vom {day(pledge.datum)}, unterzeichnet von: {pledge.unterzeichnet_von}" if pledge else ""
    return rows(
        ("Selbstverpflichtung auf den Standard", signed),
        ("Fassung des Standards", label("standardfassungen", qualitaet.standardfassung)),
        ("Qualitätsmanagement", label("qm_systeme", qualitaet.qm_system)),
        ("Gewaltschutzkonzept", yes_no(qualitaet.gewaltschutzkonzept, "nach eigener Angabe vorhanden", "nicht vorhanden")),
        ("Fallbesprechung", reflection(qualitaet.fallbesprechung)),
        ("Netzwerke nach eigener Angabe", labels("netzwerke", qualitaet.netzwerke)),
    )


def _headcount(entry: Eintrag) -> str:
    if isinstance(entry, Anbieter) and entry.jobcoaches_anzahl:
        return counted(entry.jobcoaches_anzahl, "Jobcoach", "Jobcoaches")
    return ""


def _easy_sentences(entry: Eintrag) -> list[str]:
    text = entry.beschreibung_leichte_sprache if isinstance(entry, Leistungserbringer) else None
    return [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()] if text else []


def _notes(listing: Listing) -> list[Markup]:
    """What readers should know; a message that quotes a withheld value gives way to the title of its rule."""
    hidden = withheld(listing.entry)
    return [
        raised_ap(rules()[note.code].titel if any(value in note.message for value in hidden) else note.message)
        for note in listing.findings
        if note.level == "warnung"
    ]
