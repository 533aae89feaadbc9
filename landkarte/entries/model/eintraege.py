"""The kinds of entry: Anbieter, Jobcoach, the freelancer who is both, and the Prüfvermerk of the maintainers."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from landkarte.entries.model import teile
from landkarte.entries.model.werte import Anzahl, Aus, Datum, Firma, Freitext, Id, Jahr, Konto, Kurztext, Pruefsumme, Wahrheit, Webadresse
from landkarte.ground.diagnostics import KeyPath
from landkarte.standard import vocabulary


@dataclass(frozen=True, kw_only=True, config=teile.STRICT)
class Eintrag:
    """What every public entry has."""

    schema: Literal["1"]
    """Fassung des Datenmodells; zurzeit 1."""
    id: Id
    """Kennung, gleich dem Dateinamen ohne .yaml; sie wird Teil der Adresse. Bei Personen ohne Namen, zum Beispiel jc-7k3m9q."""
    fruehere_ids: Annotated[tuple[Id, ...], Field(max_length=20)] = ()
    """Kennungen, unter denen der Eintrag früher stand; die alten Adressen führen weiter zu ihm."""
    beispiel: Wahrheit = False
    """true nur für erfundene Einträge zur Vorführung."""
    konto: Konto | None = None
    """Benutzername auf der Plattform, von dem Änderungen an diesem Eintrag kommen dürfen."""
    lizenz: Annotated[str, Aus("lizenzen")]
    """Lizenz, unter der die Angaben weiterverwendet werden dürfen."""
    einwilligung: teile.Einwilligung | None = None
    stand: Datum
    """Tag, an dem zuletzt jemand alle Angaben durchgesehen hat."""
    behinderungsarten: tuple[Annotated[str, Aus("behinderungsarten")], ...] = ()
    """Womit Erfahrung besteht (freiwillig)."""
    branchen: tuple[Annotated[str, Aus("branchen")], ...] = ()
    kommunikation: tuple[Annotated[str, Aus("kommunikation")], ...] = ()
    dgs_niveau: Annotated[str, Aus("sprachniveaus")] | None = None
    """Niveau in Deutscher Gebärdensprache; nur, wenn sie unter Kommunikation (kommunikation) genannt ist."""
    sprachen: tuple[teile.Sprache, ...] = ()
    kapazitaet: teile.Kapazitaet | None = None
    nachweise: tuple[teile.Nachweis, ...] = Field(default=(), max_length=50)
    website: Webadresse | None = None
    """Mit https://, zum Beispiel https://www.example.org/."""


@dataclass(frozen=True, kw_only=True, config=teile.STRICT)
class Leistungserbringer(Eintrag):
    """Whoever can be commissioned: an organisation, or a freelancer."""

    traegerart: Annotated[str, Aus("traegerarten")]
    rechtsform: Kurztext | None = None
    beschreibung: Freitext
    """40 bis 1.500 Zeichen, Markdown: Absätze, Listen, Hervorhebung, Links."""
    beschreibung_leichte_sprache: Freitext | None = None
    standorte: tuple[teile.Standort, ...] = Field(min_length=1, max_length=30)
    einzugsgebiet: teile.Einzugsgebiet | None = None
    kontakt: teile.Kontakt
    angebote: tuple[teile.Angebot, ...] = Field(min_length=1, max_length=20)
    qualitaet: teile.Qualitaet | None = None
    team_professionen: tuple[Annotated[str, Aus("qualifikationsgruppen")], ...] = ()


@dataclass(frozen=True, kw_only=True, config=teile.STRICT)
class Anbieter(Leistungserbringer):
    """An organisation."""

    art: Literal["anbieter"]
    name: Firma
    jobcoaches: tuple[Id, ...] = Field(default=(), max_length=200)
    """Kennungen der Jobcoaches mit eigenem Eintrag."""
    jobcoaches_anzahl: Anzahl | None = None
    """Zahl der Jobcoaches, wenn sie nicht einzeln eingetragen sind."""


@dataclass(frozen=True, kw_only=True, config=teile.STRICT)
class Person(Eintrag):
    """What every coach states, employed or freelance."""

    art: Literal["jobcoach"]
    name: teile.Name | None = None
    """Nur, wenn die Einwilligung den Namen umfasst; sonst weglassen, denn auch diese Datei ist öffentlich."""
    beschaeftigungsform: Annotated[str, Aus("beschaeftigungsformen")]
    geschlecht: Annotated[str, Aus("geschlechter")] | None = None
    """Freiwillig."""
    grundqualifikation: tuple[teile.Grundqualifikation, ...] = ()
    zusatzqualifikation: tuple[Annotated[str, Aus("zusatzqualifikationen")], ...] = ()
    berufserfahrung: teile.Berufserfahrung | None = None
    jobcoaching_seit: Jahr | None = None
    faelle_abgeschlossen: Anzahl | None = None
    weiterbildungen: tuple[teile.Weiterbildung, ...] = Field(default=(), max_length=30)
    fortbildung_letzte: Datum | None = None
    fallbesprechung: teile.Fallbesprechung | None = None
    kompetenzen: tuple[Annotated[str, Aus("kompetenzen")], ...] = ()
    mobilitaet: teile.Mobilitaet | None = None
    kennenlerngespraech: Wahrheit | None = None
    """Ein Kennenlerngespräch vor der Beauftragung ist möglich."""
    pools: tuple[teile.Poolaufnahme, ...] = ()


@dataclass(frozen=True, kw_only=True, config=teile.STRICT)
class Jobcoach(Person):
    """A coach who works for a provider of the directory."""

    anbieter: Id
    """Kennung des Anbieters, oder selbst für Freiberufliche."""


@dataclass(frozen=True, kw_only=True, config=teile.STRICT)
class Freiberufler(Person, Leistungserbringer):
    """A freelance coach (``anbieter: selbst``): person and provider in one file."""

    anbieter: Literal["selbst"]


@dataclass(frozen=True, kw_only=True, config=teile.STRICT)
class BestaetigteWeiterbildung:
    """What the maintainers saw of a course: which proof of which course."""

    status: Literal["bestaetigt", "nicht_bestaetigt"]
    kurs: Annotated[str, Aus("kurse")]
    """Schlüssel des Kurses, wie ihn der Eintrag nennt."""
    beleg: Annotated[str, Aus("nachweistypen")]
    """Art des Nachweises, der eingesehen wurde."""


@dataclass(frozen=True, kw_only=True, config=teile.STRICT)
class BestaetigterPool:
    """What the authority of a pool confirmed to the maintainers."""

    status: Literal["bestaetigt", "nicht_bestaetigt"]
    pool: Annotated[str, Aus("pools")]
    bei: Kurztext
    """Stelle, die den Pool führt und die Aufnahme bestätigt hat."""


@dataclass(frozen=True, kw_only=True, config=teile.STRICT)
class Pruefergebnis:
    """The two facts that a Prüfvermerk can confirm."""

    weiterbildung_160ue: BestaetigteWeiterbildung | None = None
    pool: BestaetigterPool | None = None


@dataclass(frozen=True, kw_only=True, config=teile.STRICT)
class Pruefvermerk:
    """Who of the maintainers saw which proof on which day, and the SHA-256 of every path of the entry it is about."""

    art: Literal["pruefvermerk"]
    schema: Literal["1"]
    id: Id
    """Kennung des geprüften Eintrags, gleich dem Dateinamen."""
    geprueft_am: Datum
    geprueft_von: Kurztext
    """Funktion, keine Privatperson."""
    ergebnis: Pruefergebnis
    naechste_pruefung: Datum
    """Tag, ab dem der Prüfvermerk erneuert werden muss."""
    pruefsummen: dict[str, Pruefsumme]
    """Je geprüfter Angabe des Eintrags eine Prüfsumme; ändert sich die Angabe, gilt der Prüfvermerk nicht mehr."""


def may_show(entry: Eintrag, what: str) -> bool:
    """Whether the entry's Einwilligung covers ``what`` (a key of the vocabulary einwilligungsumfang)."""
    return entry.einwilligung is not None and what in entry.einwilligung.umfang


def public_name(entry: Eintrag) -> str:
    """The name under which an entry is published; a person who did not release her name has none."""
    if isinstance(entry, Anbieter):
        return entry.name
    assert isinstance(entry, Person)
    return str(entry.name) if entry.name and may_show(entry, "name") else "Jobcoach (Name auf Anfrage)"


def offers(entry: Leistungserbringer, leistungsart: str) -> bool:
    """Whether one of its offers is of this kind."""
    return any(angebot.leistungsart == leistungsart for angebot in entry.angebote)


def areas(entry: Leistungserbringer) -> Iterator[tuple[KeyPath, teile.Einzugsgebiet]]:
    """The area of the entry and those of its Standorte, each with its path."""
    if entry.einzugsgebiet:
        yield ("einzugsgebiet",), entry.einzugsgebiet
    for number, site in enumerate(entry.standorte):
        if site.einzugsgebiet:
            yield ("standorte", number, "einzugsgebiet"), site.einzugsgebiet


def understood(area: teile.Einzugsgebiet) -> teile.Einzugsgebiet:
    """The area as it is meant: whoever names all Länder one by one works bundesweit."""
    if area.bundesweit or set(area.bundeslaender) != set(vocabulary("bundeslaender").werte):
        return area
    return replace(area, bundeslaender=(), bundesweit=True)


def references(entry: Eintrag) -> Iterator[tuple[KeyPath, str]]:
    """Every id of another entry that this one names, with its path."""
    if isinstance(entry, Anbieter):
        for number, coach in enumerate(entry.jobcoaches):
            yield ("jobcoaches", number), coach
    elif isinstance(entry, Jobcoach):
        yield ("anbieter",), entry.anbieter
