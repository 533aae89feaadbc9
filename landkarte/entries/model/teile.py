"""The sections of an entry. Field names are the YAML keys; the text under a field is its description for people."""

import re
from typing import Annotated

from pydantic import ConfigDict, Field
from pydantic.dataclasses import dataclass

from landkarte.entries.model import werte
from landkarte.entries.model.werte import Aus

# Only whole entries are ever read; to prepare every section for that as well would cost each call a tenth of a second.
STRICT = ConfigDict(extra="forbid", defer_build=True)
# From the first degree on that stands behind a name.
_BEHIND = re.compile(r"\b(?:[BM]\.? ?(?:A|Sc|Ed|Eng|Mus|F\.? ?A)|LL\.? ?[BM]|E?MBA|MPH|MSW|Ph\.? ?D|Bachelor|Master)\b.*")


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Einwilligung:
    """Who agreed to be published: one per person, and one of the organisation. The signed paper never enters the repository."""

    vom: werte.Datum
    """Tag, an dem die Person unterschrieben hat."""
    textfassung: werte.Kurztext
    """Kennung des Einwilligungstextes, zum Beispiel 2026-10."""
    umfang: tuple[Annotated[str, Aus("einwilligungsumfang")], ...] = Field(min_length=1)
    """Was veröffentlicht werden darf; alles andere bleibt unsichtbar."""
    liegt_bei: werte.Kurztext
    """Stelle, bei der die unterschriebene Einwilligung liegt (keine Privatperson)."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Name:
    """The name of a natural person."""

    vorname: werte.Kurztext | None = None
    """Wer nur einen Namen hat, lässt ihn weg."""
    nachname: werte.Kurztext
    titel: werte.Kurztext | None = None
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

    von: werte.Zahl = 0
    """Leer, wenn nur eine Obergrenze feststeht."""
    bis: werte.Zahl


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Barrierefreiheit:
    """Observed facts about a site in informierBar's three dimensions; never a verdict."""

    zugaenglichkeit: tuple[Annotated[str, Aus("zugaenglichkeit")], ...] = ()
    auffindbarkeit: tuple[Annotated[str, Aus("auffindbarkeit")], ...] = ()
    nutzbarkeit: tuple[Annotated[str, Aus("nutzbarkeit")], ...] = ()
    hinweis: werte.Satz | None = None
    """Was man sonst wissen muss, zum Beispiel "eine Stufe am Eingang, Klingel daneben"."""
    erhoben_am: werte.Datum | None = None
    """Tag, an dem die Merkmale festgestellt wurden."""
    erhoben_von: werte.Kurztext | None = None
    """Stelle, die sie festgestellt hat."""
    informierbar_url: werte.Webadresse | None = None
    """Adresse des Eintrags bei informierBar (nur Nordrhein-Westfalen)."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Ausnahmen:
    """What an area leaves out; an exception always wins."""

    kreise: tuple[werte.Kreis, ...] = ()
    bundeslaender: tuple[Annotated[str, Aus("bundeslaender")], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Einzugsgebiet:
    """Where somebody works: radius or Kreise or Länder or all of Germany, minus the exceptions."""

    umkreis_km: int | None = Field(default=None, ge=1, le=1000)
    """Umkreis um den Standort in Kilometern (Luftlinie)."""
    kreise: tuple[werte.Kreis, ...] = ()
    """Fünfstellige Kreisschlüssel, zum Beispiel "05766" für den Kreis Lippe."""
    bundeslaender: tuple[Annotated[str, Aus("bundeslaender")], ...] = ()
    bundesweit: werte.Wahrheit = False
    ausnahmen: Ausnahmen | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Standort:
    """One place where the provider can be met."""

    id: werte.Id
    """Kurzer Name des Standorts innerhalb dieses Eintrags, zum Beispiel detmold."""
    bezeichnung: werte.Kurztext | None = None
    strasse: werte.Kurztext | None = None
    plz: werte.Plz
    """Postleitzahl, fünfstellig, mit führender Null."""
    ort: werte.Kurztext
    ags: werte.Ags | None = None
    """Amtlicher Gemeindeschlüssel; der fünfstellige Kreisschlüssel genügt."""
    lat: werte.Breite | None = None
    """Geografische Breite in Grad (WGS 84)."""
    lon: werte.Laenge | None = None
    """Geografische Länge in Grad (WGS 84)."""
    adresse_veroeffentlichen: werte.Wahrheit = True
    """Nein (false), wenn nur Postleitzahl und Ort öffentlich sein sollen; dann geben Sie Straße, Breite und Länge nicht an."""
    barrierefreiheit: Barrierefreiheit | None = None
    einzugsgebiet: Einzugsgebiet | None = None
    """Nur wenn dieser Standort ein eigenes Gebiet hat; sonst gilt das des Eintrags."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Kontakt:
    """Whom to call. A named person needs a consent of her own; a function does not."""

    funktion: werte.Funktion
    """Wer antwortet, höchstens 60 Zeichen, zum Beispiel "Koordination Jobcoaching"; kein Name, keine Nummer."""
    person: Name | None = None
    einwilligung: Einwilligung | None = None
    """Einwilligung der genannten Person."""
    telefon: werte.Adresse | None = None
    """Mit Vorwahl, zum Beispiel +49 30 23125 001."""
    email: werte.Adresse | None = None
    kontaktwege: tuple[Annotated[str, Aus("kontaktwege")], ...] = Field(min_length=1)
    erreichbarkeit: werte.Satz | None = None
    antwort_werktage: int | None = Field(default=None, ge=1, le=60)
    """In wie vielen Werktagen eine Anfrage beantwortet wird, zum Beispiel 3."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Prozess:
    """How JobcoachingAP is done here, in the words of the definition and the five phases."""

    betriebsextern: werte.Wahrheit | None = None
    """Die Fachkraft gehört nicht zum Betrieb."""
    am_arbeitsplatz: werte.Wahrheit | None = None
    """Das Jobcoaching findet im Wesentlichen am Arbeitsplatz statt."""
    mitarbeit: werte.Wahrheit | None = None
    """Die Fachkraft bindet sich in den Arbeitsalltag ein und arbeitet mit."""
    beteiligte: tuple[Annotated[str, Aus("beteiligte")], ...] = ()
    phasen: tuple[Annotated[str, Aus("phasen")], ...] = ()
    frequenz_pro_woche: Spanne | None = None
    """Termine je Woche."""
    stunden_pro_termin: Spanne | None = None
    stundenkontingent: Annotated[str, Aus("stundenkontingent")] | None = None
    dokumentation: tuple[Annotated[str, Aus("dokumentation")], ...] = ()
    zielvereinbarung: Annotated[str, Aus("zielvereinbarung")] | None = None
    freiwillig: werte.Wahrheit | None = None
    """Die Teilnahme ist freiwillig."""
    ohne_ifd_moeglich: werte.Wahrheit | None = None
    """Auch ohne Beteiligung des Integrationsfachdienstes möglich."""
    personaltrennung: werte.Wahrheit | None = None
    """Nur für IFD: Jobcoaching und Fachberatung machen verschiedene Personen."""
    arbeitet_mit_betrieblichen_paten: werte.Wahrheit | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Leistungstraegerbezug:
    """Who pays for an offer, on which legal basis, and how far that is agreed."""

    traeger: Annotated[str, Aus("leistungstraeger")]
    amt: Annotated[str, Aus("aemter")] | None = None
    """Nur beim Integrations- oder Inklusionsamt: welches."""
    rechtsgrundlagen: tuple[Annotated[str, Aus("rechtsgrundlagen")], ...] = ()
    status: Annotated[str, Aus("auftragsstatus")]
    jahr: werte.Jahr | None = None
    """Jahr des letzten Auftrags oder der Vereinbarung."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Stundensatz:
    """Hourly rate in euros, with the day it was stated."""

    von: werte.Euro
    bis: werte.Euro
    stand: werte.Datum
    umsatzsteuer: Annotated[str, Aus("umsatzsteuer")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Pauschale:
    """A lump sum in euros and what it is for."""

    zweck: Annotated[str, Aus("pauschalzwecke")]
    eur: werte.Euro


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Konditionen:
    """What it costs; all of it voluntary."""

    stundensatz_eur: Stundensatz | None = None
    pauschalen: tuple[Pauschale, ...] = ()
    fahrtkosten: Annotated[str, Aus("fahrtkosten")] | None = None
    hinweis: werte.Satz | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Angebot:
    """One thing a provider does. A provider may offer a programme at 1:5 and JobcoachingAP at 1:1 side by side."""

    id: werte.Id
    """Kurzer Name des Angebots innerhalb dieses Eintrags."""
    titel: werte.Kurztext | None = None
    leistungsart: Annotated[str, Aus("leistungsarten")]
    beschreibung: werte.Freitext | None = None
    """Nur was dieses Angebot von den anderen unterscheidet (Markdown)."""
    handlungsfelder: tuple[Annotated[str, Aus("handlungsfelder")], ...] = ()
    anlaesse: tuple[Annotated[str, Aus("anlaesse")], ...] = ()
    personenkreis: tuple[Annotated[str, Aus("personenkreis")], ...] = ()
    einsatzorte: tuple[Annotated[str, Aus("einsatzorte")], ...] = ()
    kombination: Annotated[str, Aus("kombination")] | None = None
    aufstockung: werte.Wahrheit | None = None
    """Wird zusätzlich zur Leistung eines anderen Trägers angeboten."""
    zusatzleistungen: tuple[Annotated[str, Aus("zusatzleistungen")], ...] = ()
    personalschluessel: werte.Schluessel | None = None
    """Fachkraft zu Teilnehmenden, zum Beispiel "1:1"."""
    dauer_monate: Spanne | None = None
    unbefristet: werte.Wahrheit = False
    plaetze: werte.Anzahl | None = None
    nachbetreuung_monate: werte.Zahl | None = None
    auftraggeber: werte.Kurztext | None = None
    """Stelle, in deren Auftrag das Angebot läuft."""
    prozess: Prozess | None = None
    leistungstraeger: tuple[Leistungstraegerbezug, ...] = ()
    konditionen: Konditionen | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Kapazitaet:
    """Whether there is room, on the day named in ``stand``."""

    status: Annotated[str, Aus("kapazitaetsstatus")]
    stand: werte.Datum
    """Tag dieser Angabe; nach 90 Tagen wird sie nicht mehr gezeigt."""
    ab: werte.Datum | None = None
    plaetze: werte.Anzahl | None = None
    stunden_pro_woche: werte.Zahl | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Selbstverpflichtung:
    """The provider's own declaration to work by the standard."""

    datum: werte.Datum
    unterzeichnet_von: werte.Kurztext
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
    gewaltschutzkonzept: werte.Wahrheit | None = None
    fallbesprechung: Fallbesprechung | None = None
    netzwerke: tuple[Annotated[str, Aus("netzwerke")], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Nachweis:
    """Metadata of a proof. The document itself never enters the repository."""

    typ: Annotated[str, Aus("nachweistypen")]
    bezug: werte.Kurztext | None = None
    """Worauf er sich bezieht, zum Beispiel der Schlüssel des Kurses."""
    ausgestellt: werte.Datum | None = None
    gueltig_bis: werte.Datum | None = None
    """Letzter Tag der Gültigkeit; leer, wenn unbefristet."""
    vorgelegt_bei: Annotated[str, Aus("vorlagestellen")]
    dokument_im_repo: werte.Wahrheit = False
    """Immer false: Nachweise gehören nicht in das öffentliche Verzeichnis."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Sprache:
    """A language by its BCP 47 tag."""

    code: Annotated[str, Aus("sprachen")]
    niveau: Annotated[str, Aus("sprachniveaus")]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Grundqualifikation:
    """A vocational or academic qualification."""

    bezeichnung: werte.Kurztext
    gruppe: Annotated[str, Aus("qualifikationsgruppen")]
    abschluss: werte.Jahr | None = None
    """Jahr des Abschlusses."""


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Berufserfahrung:
    """Years of work, whole and with the people this is about."""

    jahre: werte.Anzahl
    davon_zielgruppe: werte.Anzahl | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Weiterbildung:
    """A job coaching course. Whether it counts is a rule of the standard, not a property of the entry."""

    kurs: Annotated[str, Aus("kurse")]
    titel: werte.Kurztext
    ue: werte.Anzahl | None = None
    """Umfang in Unterrichtseinheiten."""
    beginn: werte.Datum | None = None
    abschluss: werte.Datum | None = None
    status: Annotated[str, Aus("weiterbildungsstatus")]


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Mobilitaet:
    """How the coach gets to the workplace."""

    umkreis_km: int | None = Field(default=None, ge=1, le=1000)
    oepnv: werte.Wahrheit | None = None
    pkw: werte.Wahrheit | None = None


@dataclass(frozen=True, slots=True, kw_only=True, config=STRICT)
class Poolaufnahme:
    """Admission to an authority's pool, as the coach states it."""

    pool: Annotated[str, Aus("pools")]
    gruppe: werte.Anzahl
    aufgenommen: werte.Datum
    regelung: Annotated[str, Aus("poolregelungen")]
