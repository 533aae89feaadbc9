"""What tests of pages share: invented entries with everything in them, the pages made of them, and how a browser would read those."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path

from pydantic import TypeAdapter

from landkarte.desk.serve import File
from landkarte.directory import Directory, memory
from landkarte.directory.coverage import Coverage
from landkarte.entries.model import Anbieter, Eintrag, Freiberufler, Jobcoach, adapter
from landkarte.ground.diagnostics import Diagnostic
from landkarte.ground.settings import Betreiber
from landkarte.site import assets, datasets, entry_form
from landkarte.site.datasets import regions, schemas
from landkarte.site.feeds import Feeds
from landkarte.site.pages import Renderer
from landkarte.standard import vocabulary
from tests import invented
from tests.invented import CONSENT, SETTINGS, TODAY, Fields

TEMPLATES = Path(__file__).parent.parent / "templates"
VORLAGEN = Path(__file__).parent.parent / "coaches" / "vorlagen"
STAND = "0123456789ab"
Kind = type[Anbieter] | type[Freiberufler] | type[Jobcoach]

EVERYTHING = ["name", "funktion", "telefon", "email", "qualifikation", "geschlecht"]
OPERATOR = Betreiber(
    name="Beispielverein",
    strasse="Musterweg 1",
    plz="32756",
    ort="Detmold",
    vertreten_durch="Vorstand des Beispielvereins",
    email="post@example.org",
    telefon="+49 30 23125 000",
    datenschutz_kontakt="datenschutz@example.org",
    hosting="Beispiel-Rechenzentrum",
    schlichtungsstelle="Beispiel-Schlichtungsstelle",
    barriere_kontakt="Büro des Beispielvereins",
    barriere_stand=date(2026, 10, 1),
    barriere_pruefung="Selbstbewertung: teilweise vereinbar",
)

PERSON: Fields = {
    "art": "jobcoach",
    "schema": "1",
    "lizenz": "cc0_1_0",
    "stand": "2026-10-20",
    "einwilligung": {**CONSENT, "umfang": EVERYTHING},
    "name": {"vorname": "Anja", "nachname": "Muster", "titel": "Dr."},
    "beschaeftigungsform": "freiberuflich",
    "geschlecht": "divers",
    "grundqualifikation": [{"bezeichnung": "Ergotherapie", "gruppe": "therapeutisch", "abschluss": 2009}],
    "zusatzqualifikation": ["arbeitspaedagogisch"],
    "berufserfahrung": {"jahre": 12, "davon_zielgruppe": 8},
    "jobcoaching_seit": 2018,
    "faelle_abgeschlossen": 25,
    "weiterbildungen": [{"kurs": "lwl", "titel": "Kurs Jobcoaching", "ue": 160, "abschluss": "2018-06-30", "status": "abgeschlossen"}],
    "fortbildung_letzte": "2026-03-01",
    "fallbesprechung": {"intervision": "monatlich", "supervision": "quartalsweise"},
    "kompetenzen": ["rollenklarheit"],
    "mobilitaet": {"umkreis_km": 60, "oepnv": True, "pkw": False},
    "kennenlerngespraech": True,
    "pools": [{"pool": "niedersachsen", "gruppe": 1, "aufgenommen": "2025-05-10", "regelung": "jonima_bis_2025"}],
    "nachweise": [{"typ": "weiterbildungszertifikat", "bezug": "Kurs von 2018", "vorgelegt_bei": "auf_anfrage"}],
    "website": "https://anja.example.org",
}
COMMISSIONED: Fields = {
    "schema": "1",
    "lizenz": "cc_by_4_0",
    "stand": "2026-10-20",
    "einwilligung": {**CONSENT, "umfang": EVERYTHING},
    "traegerart": "bildungstraeger",
    "rechtsform": "gGmbH",
    "beschreibung": "Wir begleiten Menschen **und** Betriebe und arbeiten eine Zeit lang mit.",
    "beschreibung_leichte_sprache": "Wir helfen bei der Arbeit. Ein Jobcoach kommt in den Betrieb.",
    "standorte": [
        {
            "id": "detmold",
            "bezeichnung": "Hauptstelle",
            "strasse": "Beispielweg 1",
            "plz": "32756",
            "ort": "Detmold",
            "lat": 51.94,
            "lon": 8.88,
            "einzugsgebiet": {"umkreis_km": 20, "ausnahmen": {"kreise": ["05711"]}},
            "barrierefreiheit": {
                "zugaenglichkeit": ["stufenlos", "aufzug"],
                "auffindbarkeit": ["blindenleitsystem"],
                "nutzbarkeit": ["wc_rollstuhl"],
                "hinweis": "Eine Klingel hängt neben der Tür.",
                "erhoben_am": "2026-05-04",
                "erhoben_von": "Beispielstelle",
                "informierbar_url": "https://informierbar.de/beispiel",
            },
        }
    ],
    "einzugsgebiet": {"kreise": ["05766"], "bundeslaender": ["NI"]},
    "kontakt": {
        "funktion": "Koordination Jobcoaching",
        "person": {"vorname": "Erika", "nachname": "Beispielperson"},
        "einwilligung": {**CONSENT, "umfang": ["name", "telefon", "email"]},
        "telefon": "+49 30 23125123",
        "email": "jobcoaching@example.org",
        "kontaktwege": ["telefon", "email"],
        "erreichbarkeit": "Montag bis Donnerstag",
    },
    "angebote": [
        {
            "id": "jc",
            "titel": "Jobcoaching im Betrieb",
            "leistungsart": "jobcoaching_ap",
            "beschreibung": "Für Betriebe jeder Größe, besonders in Pflege und Handwerk.",
            "handlungsfelder": ["sicherung"],
            "anlaesse": ["uebergaenge"],
            "auftraggeber": "Beispielamt",
            "prozess": {"betriebsextern": True, "phasen": ["initiierung"], "frequenz_pro_woche": {"von": 1, "bis": 3}},
            "leistungstraeger": [{"traeger": "integrationsamt", "amt": "lwl", "rechtsgrundlagen": ["schwbav_25"], "status": "beauftragt"}],
            "konditionen": {"stundensatz_eur": {"von": 60, "bis": 72.5, "stand": "2026-09-01"}, "hinweis": "Preise nach Absprache"},
        },
        {"id": "ub", "leistungsart": "unterstuetzte_beschaeftigung", "personalschluessel": "1:5"},
    ],
    "qualitaet": {"selbstverpflichtung": {"datum": "2026-10-01", "unterzeichnet_von": "Geschäftsführung"}, "netzwerke": ["bag_ub"]},
    "nachweise": [{"typ": "traegerzulassung", "bezug": "AZAV", "gueltig_bis": "2027-04-30", "vorgelegt_bei": "auf_anfrage"}],
    "kapazitaet": {"status": "frei", "plaetze": 2, "stand": "2026-10-15"},
    "website": "https://www.example.org/jobcoaching",
}
ORGANISATION: Fields = {**COMMISSIONED, "art": "anbieter", "id": "beispiel-org", "name": "Beispiel gGmbH", "jobcoaches": ["jc-7k3m9q"]}
FREELANCER: Fields = {**COMMISSIONED, **PERSON, "id": "jc-4t6w2z", "anbieter": "selbst", "traegerart": "freiberuflich"}
EMPLOYED: Fields = {**PERSON, "id": "jc-7k3m9q", "anbieter": "beispiel-org"}
ADAPTERS: dict[Kind, TypeAdapter[Eintrag]] = {kind: adapter(kind) for kind in (Anbieter, Freiberufler, Jobcoach)}
KINDS: list[tuple[Kind, Fields]] = [(Anbieter, ORGANISATION), (Freiberufler, FREELANCER), (Jobcoach, EMPLOYED)]


def made(kind: Kind, data: Fields, **changes: object) -> Eintrag:
    return ADAPTERS[kind].validate_python({**data, **changes})


def page(entry: Eintrag, *others: Eintrag, today: date = TODAY, findings: tuple[Diagnostic, ...] = ()) -> str:
    """The page of ``entry`` in a directory of all of them."""
    return page_in(replace(invented.directory([entry, *others]), today=today), entry.id, findings)


def page_in(directory: Directory, id_: str, findings: tuple[Diagnostic, ...] = ()) -> str:
    """The page of one entry of ``directory``."""
    listing = next(listing for listing in directory.all if listing.entry.id == id_)
    return Renderer(directory, TEMPLATES).entry(replace(listing, findings=findings))[1].decode()


def common(directory: Directory) -> dict[str, str]:
    """The pages that are about no entry and no place, by their addresses."""
    renderer = Renderer(directory, TEMPLATES)
    return {url: content.decode() for url, content in [*renderer.searching(STAND), *renderer.common()]}


def data_sets(directory: Directory, coverage: Coverage) -> dict[str, bytes]:
    """The data sets by their addresses."""
    return dict(joined(datasets.files(directory, coverage)))


def joined(files: Iterable[File]) -> Iterator[tuple[str, bytes]]:
    """The files, those in pieces as well."""
    return ((path, data if isinstance(data, bytes) else b"".join(data)) for path, data in files)


def site(directory: Directory) -> dict[str, str]:
    """Every page of the renderer by its address, with the files that these pages link."""
    renderer = Renderer(directory, TEMPLATES)
    lands = vocabulary("bundeslaender").werte
    data = data_sets(directory, renderer.coverage)
    described = renderer.data(datasets.described({path: len(content) for path, content in data.items()}))
    news = Feeds(directory, renderer.coverage)
    found = [*chain.from_iterable(map(news.of_land, lands)), news.of_germany(), *memory.files(directory)]
    found += [*chain.from_iterable(regions.of_land(directory, renderer.coverage, land) for land in lands), *schemas.files(directory)]
    with assets.in_folder(entry_form.files(directory, VORLAGEN, [], {})) as (stand, loaded):
        form = [renderer.form(stand, {}, []), *loaded, *assets.templates(VORLAGEN)]
    linked = [*found, *data.items(), described, renderer.consent(VORLAGEN), *form]
    pages = [
        *map(renderer.entry, directory.all),
        *renderer.searching(STAND),
        *renderer.common(),
        *chain.from_iterable(map(renderer.regions, lands)),
    ]
    return {url: content.decode() for url, content in [*pages, *linked]}


def examples() -> Directory:
    """A directory of one entry of every kind."""
    return invented.directory([made(kind, data) for kind, data in KINDS])


@cache
def example_pages(**settings: object) -> Mapping[str, str]:
    """The pages beside them that are about no entry and no place, made once for all tests that only look at these."""
    return common(replace(examples(), settings=replace(SETTINGS, **settings)))  # type: ignore[arg-type]


@cache
def example_site(**settings: object) -> Mapping[str, str]:
    """Every page about them, made once for all tests that only look at it."""
    directory = examples()
    return site(replace(directory, settings=replace(SETTINGS, **settings)))  # type: ignore[arg-type]


@cache
def example_parsed() -> Mapping[str, "Page"]:
    """These pages without the files that they link, taken apart once."""
    return {url: Page(html) for url, html in example_site().items() if url.endswith(".html")}


class Page(HTMLParser):
    """Tags with their attributes, and the text, as a browser would find them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def every(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    def links(self) -> Iterator[str]:
        for _, attributes in self.tags:
            yield from (attributes[name] for name in ("href", "src", "action", "formaction", "srcset") if name in attributes)


def text_of(html: str) -> str:
    return Page(html).text
