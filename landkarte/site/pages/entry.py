"""Everything a page says about one entry, decided here so that templates only spell it out."""

import re
from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from landkarte.directory import Link, Listing, summary
from landkarte.entries.model import Anbieter, Eintrag, Kapazitaet, Leistungserbringer, Person
from landkarte.entries.model.eintraege import may_show
from landkarte.entries.model.teile import Qualitaet
from landkarte.entries.released import web
from landkarte.ground.text import day, listed, unique
from landkarte.site.pages.markup import Row, Texts, raised_ap
from landkarte.site.pages.offers import offer, rows, target_group
from landkarte.site.pages.persons import contact, profile, proof, qualification, reflection
from landkarte.site.pages.regions import links
from landkarte.site.pages.sites import area, sites
from landkarte.site.pages.spelling import counted, label, labels, yes_no
from landkarte.site.pages.standing import standing
from landkarte.standard import rules, vocabulary

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")

# In the order in which people ask; whom to call stands above all of them. Each with the key of the context that must say something.
_SECTIONS = (
    ("leichte-sprache", "In Leichter Sprache", "leicht"),
    ("zielgruppe", "Für wen und wo", "zielgruppe"),
    ("platz", "Freie Plätze und Antwort", "platz_zeilen"),
    ("bezahlung", "Wer bezahlt", "bezahlung"),
    ("belege", "Wie ist das belegt?", "stand"),
    ("qualifikation", "Qualifikation und Erfahrung", "ist_person"),
    ("angebote", "Angebote und Ablauf", "angebote"),
    ("standorte", "Standorte und Zugänglichkeit", "standorte"),
    ("beschreibung", "In eigenen Worten", "beschreibung"),
    ("hinweise", "Hinweise des Verzeichnisses", "hinweise"),
    ("daten", "Stand und Lizenz", "stand"),
    ("stimmt", "Stimmt das noch?", "kennung"),
)


def context(listing: Listing, texts: Texts, today: date) -> dict[str, object]:
    """The variables of an entry's page."""
    entry, employer = listing.entry, listing.employer
    angebote = [offer(angebot, texts, today) for angebot in listing.angebote]
    orte = listed(unique(site.ort for site in entry.standorte)) if isinstance(entry, Leistungserbringer) else ""
    lizenz = vocabulary("lizenzen").werte[entry.lizenz]
    headcount = entry.jobcoaches_anzahl if isinstance(entry, Anbieter) else None
    return {
        "name": listing.name,
        "url": listing.url,
        "beispiel": entry.beispiel,
        "titel": ", ".join(part for part in (listing.name, orte or (employer.name if employer else "")) if part),
        "merkbar": entry.id if isinstance(entry, Leistungserbringer) else "",
        "ist_person": isinstance(entry, Person),
        "orte": orte,
        "satz": raised_ap(_sentence(listing, employer)),
        "gegenden": links(listing),
        "zielgruppe": suits(listing),
        "platz_zeilen": room(entry, today),
        "angebote": angebote,
        "bezahlung": [angebot for angebot in angebote if angebot["zahlungen"] or angebot["konditionen"]],
        "qualifikation": qualification(entry) if isinstance(entry, Person) else [],
        "profil": profile(entry) if isinstance(entry, Person) else [],
        "nachweise": [proof(nachweis, today) for nachweis in entry.nachweise],
        "stufe": standing(entry, listing.grade) if isinstance(entry, Person) and listing.grade else None,
        "berufe": labels("qualifikationsgruppen", entry.team_professionen) if isinstance(entry, Leistungserbringer) else [],
        "qualitaet": quality(entry.qualitaet) if isinstance(entry, Leistungserbringer) and entry.qualitaet else [],
        "standorte": sites(listing),
        "kontakt": contact(employer.entry if employer else entry),
        "website": web(entry.website),
        "anbieter": employer,
        "team": [(coach.name, coach.url, (coach.grade and coach.grade.titel) or "Ohne Stufe") for coach in listing.team],
        "team_zahl": counted(headcount, "Jobcoach", "Jobcoaches") if headcount else "",
        "beschreibung": texts(entry.beschreibung) if isinstance(entry, Leistungserbringer) else None,
        "leicht": _easy_sentences(entry),
        "hinweise": _notes(listing),
        "lizenz": lizenz.label,
        "lizenz_url": web(lizenz.zusatz.get("adresse")),
        "stand": entry.stand,
        "kennung": entry.id,
    }


def sections(ctx: Mapping[str, object]) -> tuple[Link, ...]:
    """Every section of the page that says something, for its index."""
    return tuple((anchor, title) for anchor, title, key in _SECTIONS if ctx[key])


def _sentence(listing: Listing, employer: Listing | None) -> str:
    entry = listing.entry
    if isinstance(entry, Leistungserbringer):
        kind, offered = label("traegerarten", entry.traegerart), {angebot.leistungsart for angebot in entry.angebote}
        form = f" ({entry.rechtsform})" if entry.rechtsform else ""
        return f"{kind}{form}. Angeboten wird: {listed(labels('leistungsarten', offered))}."
    return f"Jobcoach bei {employer.name}." if employer else "Jobcoach."


def suits(listing: Listing) -> list[Row]:
    """For whom, where, and how one can make oneself understood."""
    entry = listing.entry
    provider = entry if isinstance(entry, Leistungserbringer) else None
    angebote = listing.angebote
    return (
        rows(
            ("Leistungsarten", labels("leistungsarten", {angebot.leistungsart for angebot in angebote})),
            ("Ziel", labels("handlungsfelder", {key for angebot in angebote for key in angebot.handlungsfelder})),
        )
        + target_group(angebote)
        + rows(
            ("Erfahrung mit", labels("behinderungsarten", entry.behinderungsarten)),
            ("Branchen", labels("branchen", entry.branchen)),
            ("Standorte", list(map(summary.town, provider.standorte)) if provider else ""),
            ("Einzugsgebiet", _served(provider) if provider else ""),
            ("Kommunikation", labels("kommunikation", entry.kommunikation)),
            ("Niveau in Gebärdensprache", label("sprachniveaus", entry.dgs_niveau)),
            ("Sprachen", [f"{label('sprachen', item.code)} ({label('sprachniveaus', item.niveau)})" for item in entry.sprachen]),
        )
    )


def room(entry: Eintrag, today: date) -> list[Row]:
    """Whether there is room, and how soon somebody answers."""
    days = entry.kontakt.antwort_werktage if isinstance(entry, Leistungserbringer) else None
    answer = f"nach eigener Angabe innerhalb von {counted(days, 'Werktag', 'Werktagen')}" if days else ""
    return rows(("Kapazität", _capacity(entry.kapazitaet, today)), ("Antwort auf Anfragen", answer))


def _served(provider: Leistungserbringer) -> list[str]:
    """The area of the entry and whatever its Standorte add."""
    own = [(site.bezeichnung or site.ort, area(site.einzugsgebiet)) for site in provider.standorte]
    return area(provider.einzugsgebiet) + [f"{name}: {', '.join(phrases)}" for name, phrases in own if phrases]


def _capacity(kapazitaet: Kapazitaet | None, today: date) -> str:
    """Whether there is room, as long as that is news."""
    if kapazitaet is None:
        return "keine Angabe"
    known = summary.capacity(kapazitaet, today)
    if not known:
        return f"Angabe vom {day(kapazitaet.stand)}: älter als 90 Tage, nicht mehr gezeigt"
    hours = kapazitaet.stunden_pro_woche
    return known + (f", {counted(hours, 'Stunde', 'Stunden')} je Woche" if hours else "")


def quality(qualitaet: Qualitaet) -> list[Row]:
    """What the provider itself says about its quality."""
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


def _easy_sentences(entry: Eintrag) -> list[str]:
    text = entry.beschreibung_leichte_sprache if isinstance(entry, Leistungserbringer) else None
    return [sentence.strip() for sentence in _SENTENCE.split(text) if sentence.strip()] if text else []


def _notes(listing: Listing) -> list[tuple[str, Markup, Markup]]:
    """What readers should know: the rules that the entry does not meet, and why they matter.

    Never the message of a finding: it speaks to the provider, and quotes what may be withheld.
    """
    entry = listing.entry
    # the title of a rule alone would tell what a coach did not release
    silent = ("Q-", "S-08") if isinstance(entry, Person) and not may_show(entry, "qualifikation") else ()
    codes = dict.fromkeys(note.code for note in listing.findings if note.level == "warnung" and not note.code.startswith(silent))
    return [(code, raised_ap(rules()[code].titel), raised_ap(rules()[code].warum)) for code in codes]
