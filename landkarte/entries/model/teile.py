"""The sections of an entry. Field names are the YAML keys; the text under a field is its description for people."""

import re
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from landkarte.entries.model.werte import (
    Adresse,
    Ags,
    Anzahl,
    Aus,
    Breite,
    Datum,
    Euro,
    Freitext,
    Funktion,
    Id,
    Jahr,
    Kreis,
    Kurztext,
    Laenge,
    Plz,
    Satz,
    Schluessel,
    Wahrheit,
    Webadresse,
    Zahl,
)

# Only whole entries are ever read; to prepare every section for that as well would cost each call a tenth of a second.
STRICT = ConfigDict(extra="forbid", defer_build=True)
# From the first degree on that stands behind a name.
_BEHIND = re.compile(r"\b(?:[BM]\.? ?(?:A|Sc|Ed|Eng|Mus|F\.? ?A)|LL\.? ?[BM]|E?MBA|MPH|MSW|Ph\.? ?D|Bachelor|Master)\b.*")


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Einwilligung:
    """Who agreed to be published: one per person, and one of the organisation. The signed paper never enters the repository."""

    vom: Datum
    """Tag, an dem die Person unterschrieben hat."""
    textfassung: Kurztext
    """Kennung des Einwilligungstextes, zum Beispiel 2026-10."""
    umfang: tuple[Annotated[str, Aus("einwilligungsumfang")], ...] = Field(min_length=1)
    """Was veröffentlicht werden darf; alles andere bleibt unsichtbar."""
    liegt_bei: Kurztext
    """Stelle, bei der die unterschriebene Einwilligung liegt (keine Privatperson)."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Name:
    """The name of a natural person."""

    vorname: Kurztext | None = None
    """Wer nur einen Namen hat, lässt ihn weg."""
    nachname: Kurztext
    titel: Kurztext | None = None
    """Akademischer Grad; Grade wie M.A. stehen auf den Seiten hinter dem Namen."""

    def __str__(self) -> str:
        return full_name(self.titel, self.vorname, self.nachname)


def full_name(titel: str | None, vorname: str | None, nachname: str | None) -> str:
    """Dr. Erika Beispiel, M.A.; in the browser ``templates/static/js/eintragen/vorschau.js``."""
    behind = _BEHIND.search(titel or "")
    front = titel[: behind.start()].rstrip(" ,") if titel and behind else titel
    name = " ".join(part for part in (front, vorname, nachname) if part)
    return f"{name}, {behind[0]}" if behind else name


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Spanne:
    """From … to …, both ends included; the unit stands in the name of the field."""

    von: Zahl = 0
    """Leer, wenn nur eine Obergrenze feststeht."""
    bis: Zahl


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Barrierefreiheit:
    """Observed facts about a site in informierBar's three dimensions; never a verdict."""

    zugaenglichkeit: tuple[Annotated[str, Aus("zugaenglichkeit")], ...] = ()
    auffindbarkeit: tuple[Annotated[str, Aus("auffindbarkeit")], ...] = ()
    nutzbarkeit: tuple[Annotated[str, Aus("nutzbarkeit")], ...] = ()
    hinweis: Satz | None = None
    """Was man sonst wissen muss, zum Beispiel "eine Stufe am Eingang, Klingel daneben"."""
    erhoben_am: Datum | None = None
    """Tag, an dem die Merkmale festgestellt wurden."""
    erhoben_von: Kurztext | None = None
    """Stelle, die sie festgestellt hat."""
    informierbar_url: Webadresse | None = None
    """Adresse des Eintrags bei informierBar (nur Nordrhein-Westfalen)."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Ausnahmen:
    """What an area leaves out; an exception always wins."""

    kreise: tuple[Kreis, ...] = ()
    bundeslaender: tuple[Annotated[str, Aus("bundeslaender")], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Einzugsgebiet:
    """Where somebody works: radius or Kreise or Länder or all of Germany, minus the exceptions."""

    umkreis_km: int | None = Field(default=None, ge=1, le=1000)
    """Umkreis um den Standort in Kilometern (Luftlinie)."""
    kreise: tuple[Kreis, ...] = ()
    """Fünfstellige Kreisschlüssel, zum Beispiel "05766" für den Kreis Lippe."""
    bundeslaender: tuple[Annotated[str, Aus("bundeslaender")], ...] = ()
    bundesweit: Wahrheit = False
    ausnahmen: Ausnahmen | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Standort:
    """One place where the provider can be met."""

    id: Id
    """Kurzer Name des Standorts innerhalb dieses Eintrags, zum Beispiel detmold."""
    bezeichnung: Kurztext | None = None
    strasse: Kurztext | None = None
    plz: Plz
    """Postleitzahl, fünfstellig, mit führender Null."""
    ort: Kurztext
    ags: Ags | None = None
    """Amtlicher Gemeindeschlüssel; der fünfstellige Kreisschlüssel genügt."""
    lat: Breite | None = None
    """Geografische Breite in Grad (WGS 84)."""
    lon: Laenge | None = None
    """Geografische Länge in Grad (WGS 84)."""
    adresse_veroeffentlichen: Wahrheit = True
    """Nein (false), wenn nur Postleitzahl und Ort öffentlich sein sollen; dann geben Sie Straße, Breite und Länge nicht an."""
    barrierefreiheit: Barrierefreiheit | None = None
    einzugsgebiet: Einzugsgebiet | None = None
    """Nur wenn dieser Standort ein eigenes Gebiet hat; sonst gilt das des Eintrags."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Kontakt:
    """Whom to call. A named person needs a consent of her own; a function does not."""

    funktion: Funktion
    """Wer antwortet, höchstens 60 Zeichen, zum Beispiel "Koordination Jobcoaching"; kein Name, keine Nummer."""
    person: Name | None = None
    einwilligung: Einwilligung | None = None
    """Einwilligung der genannten Person."""
    telefon: Adresse | None = None
    """Mit Vorwahl, zum Beispiel +49 30 23125 001."""
    email: Adresse | None = None
    kontaktwege: tuple[Annotated[str, Aus("kontaktwege")], ...] = Field(min_length=1)
    erreichbarkeit: Satz | None = None
    antwort_werktage: int | None = Field(default=None, ge=1, le=60)
    """In wie vielen Werktagen eine Anfrage beantwortet wird, zum Beispiel 3."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Prozess:
    """How JobcoachingAP is done here, in the words of the definition and the five phases."""

    betriebsextern: Wahrheit | None = None
    """Die Fachkraft gehört nicht zum Betrieb."""
    am_arbeitsplatz: Wahrheit | None = None
    """Das Jobcoaching findet im Wesentlichen am Arbeitsplatz statt."""
    mitarbeit: Wahrheit | None = None
    """Die Fachkraft bindet sich in den Arbeitsalltag ein und arbeitet mit."""
    beteiligte: tuple[Annotated[str, Aus("beteiligte")], ...] = ()
    phasen: tuple[Annotated[str, Aus("phasen")], ...] = ()
    frequenz_pro_woche: Spanne | None = None
    """Termine je Woche."""
    stunden_pro_termin: Spanne | None = None
    stundenkontingent: Annotated[str, Aus("stundenkontingent")] | None = None
    dokumentation: tuple[Annotated[str, Aus("dokumentation")], ...] = ()
    zielvereinbarung: Annotated[str, Aus("zielvereinbarung")] | None = None
    freiwillig: Wahrheit | None = None
    """Die Teilnahme ist freiwillig."""
    ohne_ifd_moeglich: Wahrheit | None = None
    """Auch ohne Beteiligung des Integrationsfachdienstes möglich."""
    personaltrennung: Wahrheit | None = None
    """Nur für IFD: Jobcoaching und Fachberatung machen verschiedene Personen."""
    arbeitet_mit_betrieblichen_paten: Wahrheit | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Leistungstraegerbezug:
    """Who pays for an offer, on which legal basis, and how far that is agreed."""

    traeger: Annotated[str, Aus("leistungstraeger")]
    amt: Annotated[str, Aus("aemter")] | None = None
    """Nur beim Integrations- oder Inklusionsamt: welches."""
    rechtsgrundlagen: tuple[Annotated[str, Aus("rechtsgrundlagen")], ...] = ()
    status: Annotated[str, Aus("auftragsstatus")]
    jahr: Jahr | None = None
    """Jahr des letzten Auftrags oder der Vereinbarung."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Stundensatz:
    """Hourly rate in euros, with the day it was stated."""

    von: Euro
    bis: Euro
    stand: Datum
    umsatzsteuer: Annotated[str, Aus("umsatzsteuer")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Pauschale:
    """A lump sum in euros and what it is for."""

    zweck: Annotated[str, Aus("pauschalzwecke")]
    eur: Euro


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Konditionen:
    """What it costs; all of it voluntary."""

    stundensatz_eur: Stundensatz | None = None
    pauschalen: tuple[Pauschale, ...] = ()
    fahrtkosten: Annotated[str, Aus("fahrtkosten")] | None = None
    hinweis: Satz | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Angebot:
    """One thing a provider does. A provider may offer a programme at 1:5 and JobcoachingAP at 1:1 side by side."""

    id: Id
    """Kurzer Name des Angebots innerhalb dieses Eintrags."""
    titel: Kurztext | None = None
    leistungsart: Annotated[str, Aus("leistungsarten")]
    beschreibung: Freitext | None = None
    """Nur was dieses Angebot von den anderen unterscheidet (Markdown)."""
    handlungsfelder: tuple[Annotated[str, Aus("handlungsfelder")], ...] = ()
    anlaesse: tuple[Annotated[str, Aus("anlaesse")], ...] = ()
    personenkreis: tuple[Annotated[str, Aus("personenkreis")], ...] = ()
    einsatzorte: tuple[Annotated[str, Aus("einsatzorte")], ...] = ()
    kombination: Annotated[str, Aus("kombination")] | None = None
    aufstockung: Wahrheit | None = None
    """Wird zusätzlich zur Leistung eines anderen Trägers angeboten."""
    zusatzleistungen: tuple[Annotated[str, Aus("zusatzleistungen")], ...] = ()
    personalschluessel: Schluessel | None = None
    """Fachkraft zu Teilnehmenden, zum Beispiel "1:1"."""
    dauer_monate: Spanne | None = None
    unbefristet: Wahrheit = False
    plaetze: Anzahl | None = None
    nachbetreuung_monate: Zahl | None = None
    auftraggeber: Kurztext | None = None
    """Stelle, in deren Auftrag das Angebot läuft."""
    prozess: Prozess | None = None
    leistungstraeger: tuple[Leistungstraegerbezug, ...] = ()
    konditionen: Konditionen | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Kapazitaet:
    """Whether there is room, on the day named in ``stand``."""

    status: Annotated[str, Aus("kapazitaetsstatus")]
    stand: Datum
    """Tag dieser Angabe; nach 90 Tagen wird sie nicht mehr gezeigt."""
    ab: Datum | None = None
    plaetze: Anzahl | None = None
    stunden_pro_woche: Zahl | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Selbstverpflichtung:
    """The provider's own declaration to work by the standard."""

    datum: Datum
    unterzeichnet_von: Kurztext
    """Funktion, zum Beispiel Geschäftsführung; kein Name."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Fallbesprechung:
    """How often cases are reflected upon."""

    intervision: Annotated[str, Aus("rhythmen")] | None = None
    supervision: Annotated[str, Aus("rhythmen")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Qualitaet:
    """What the provider itself says about its quality."""

    standardfassung: Annotated[str, Aus("standardfassungen")] | None = None
    selbstverpflichtung: Selbstverpflichtung | None = None
    qm_system: Annotated[str, Aus("qm_systeme")] | None = None
    gewaltschutzkonzept: Wahrheit | None = None
    fallbesprechung: Fallbesprechung | None = None
    netzwerke: tuple[Annotated[str, Aus("netzwerke")], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Nachweis:
    """Metadata of a proof. The document itself never enters the repository."""

    typ: Annotated[str, Aus("nachweistypen")]
    bezug: Kurztext | None = None
    """Worauf er sich bezieht, zum Beispiel der Schlüssel des Kurses."""
    ausgestellt: Datum | None = None
    gueltig_bis: Datum | None = None
    """Letzter Tag der Gültigkeit; leer, wenn unbefristet."""
    vorgelegt_bei: Annotated[str, Aus("vorlagestellen")]
    dokument_im_repo: Wahrheit = False
    """Immer false: Nachweise gehören nicht in das öffentliche Verzeichnis."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Sprache:
    """A language by its BCP 47 tag."""

    code: Annotated[str, Aus("sprachen")]
    niveau: Annotated[str, Aus("sprachniveaus")]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Grundqualifikation:
    """A vocational or academic qualification."""

    bezeichnung: Kurztext
    gruppe: Annotated[str, Aus("qualifikationsgruppen")]
    abschluss: Jahr | None = None
    """Jahr des Abschlusses."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Berufserfahrung:
    """Years of work, whole and with the people this is about."""

    jahre: Anzahl
    davon_zielgruppe: Anzahl | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Weiterbildung:
    """A job coaching course. Whether it counts is a rule of the standard, not a property of the entry."""

    kurs: Annotated[str, Aus("kurse")]
    titel: Kurztext
    ue: Anzahl | None = None
    """Umfang in Unterrichtseinheiten."""
    beginn: Datum | None = None
    abschluss: Datum | None = None
    status: Annotated[str, Aus("weiterbildungsstatus")]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Mobilitaet:
    """How the coach gets to the workplace."""

    umkreis_km: int | None = Field(default=None, ge=1, le=1000)
    oepnv: Wahrheit | None = None
    pkw: Wahrheit | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Poolaufnahme:
    """Admission to an authority's pool, as the coach states it."""

    pool: Annotated[str, Aus("pools")]
    gruppe: Anzahl
    aufgenommen: Datum
    regelung: Annotated[str, Aus("poolregelungen")]
