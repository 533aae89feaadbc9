"""Pages as readers get them: complete, honest about age and consent, and deaf to whatever an entry tries to smuggle in."""

import re
import shutil
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import chain, pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from time import process_time
from typing import Any

import pytest
from jinja2 import UndefinedError
from pydantic import TypeAdapter, ValidationError

from landkarte import assets, datasets, entryform
from landkarte.diagnostics import Diagnostic
from landkarte.digest import Change
from landkarte.directory import Directory, Listing
from landkarte.feeds import Feeds
from landkarte.model import Anbieter, Eintrag, Freiberufler, Jobcoach, Pruefvermerk
from landkarte.render import Renderer
from landkarte.render.markup import Texts
from landkarte.render.rulebook import thresholds
from landkarte.settings import Betreiber
from landkarte.standard import course_rules, rules, stufen, versions, vocabularies, vocabulary
from landkarte.standard.abgrenzung import neighbours
from tests import invented
from tests.invented import CONSENT, SETTINGS, TODAY, Fields, coach, freelancer, provider

TEMPLATES = Path(__file__).parent.parent / "templates"
VORLAGEN = Path(__file__).parent.parent / "coaches" / "vorlagen"
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
        "telefon": "+49 30 23125 123",
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
ADAPTERS = {kind: TypeAdapter[Eintrag](kind) for kind in (Anbieter, Freiberufler, Jobcoach)}
KINDS: list[tuple[Kind, Fields]] = [(Anbieter, ORGANISATION), (Freiberufler, FREELANCER), (Jobcoach, EMPLOYED)]


def made(kind: Kind, data: Fields, **changes: object) -> Eintrag:
    return ADAPTERS[kind].validate_python({**data, **changes})


def page(entry: Eintrag, *others: Eintrag, today: date = TODAY, findings: tuple[Diagnostic, ...] = ()) -> str:
    """The page of ``entry`` in a directory of all of them."""
    directory = replace(invented.directory([entry, *others]), today=today)
    listing = next(listing for listing in directory.all if listing.entry == entry)
    return Renderer(directory, TEMPLATES).entry(replace(listing, findings=findings))[1].decode()


def site(directory: Directory) -> dict[str, str]:
    """Every page of the renderer by its address, with the files that these pages link."""
    renderer = Renderer(directory, TEMPLATES)
    lands = vocabulary("bundeslaender").werte
    data = dict(datasets.files(directory, renderer.coverage))
    described = renderer.data(datasets.described({path: len(content) for path, content in data.items()}))
    feeds = chain.from_iterable(map(Feeds(directory, renderer.coverage).of_land, lands))
    form = [renderer.form({}, []), *entryform.files(directory, VORLAGEN, []), *assets.templates(VORLAGEN)]
    linked = [*feeds, *data.items(), described, renderer.consent(VORLAGEN), *form]
    pages = [*map(renderer.entry, directory.all), *renderer.common(), *chain.from_iterable(map(renderer.regions, lands))]
    return {url: content.decode() for url, content in [*pages, *linked]}


def example_site(**settings: object) -> dict[str, str]:
    directory = invented.directory([made(kind, data) for kind, data in KINDS])
    return site(replace(directory, settings=replace(SETTINGS, **settings)))  # type: ignore[arg-type]


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


# Frame


@pytest.mark.parametrize("example", [True, False])
def test_invented_entries_are_announced_on_every_page(example: bool) -> None:
    pages = site(invented.directory([provider("beispiel-eins", "Beispiel Eins", beispiel=example)]))
    for url, html in pages.items():
        if url.endswith(".html"):
            assert ("Vorführung:" in html) == example, url
    assert ("frei erfunden" in pages["anbieter/beispiel-eins.html"]) == example


def test_every_page_has_language_title_one_heading_and_a_strict_policy() -> None:
    pages = example_site()
    titles = set()
    for url, html in pages.items():
        if not url.endswith(".html"):
            continue
        parsed = Page(html)
        assert parsed.every("html") == [{"lang": "de"}], url
        assert len(parsed.every("h1")) == 1, url
        assert len(parsed.every("main")) == 1, url
        policy = next(meta["content"] for meta in parsed.every("meta") if meta.get("http-equiv") == "Content-Security-Policy")
        assert "default-src 'none'; script-src 'self'; style-src 'self';" in policy
        assert "unsafe" not in policy
        assert all(meta["content"] for meta in parsed.every("meta") if meta.get("name") == "description"), url
        titles.add(re.findall("<title>(.+)</title>", html)[0])
        levels = [int(tag[1]) for tag, _ in parsed.tags if re.fullmatch("h[1-6]", tag)]
        assert all(after - before <= 1 for before, after in pairwise(levels)), url
        ids = [attributes["id"] for _, attributes in parsed.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), url
    assert len(titles) == sum(url.endswith(".html") for url in pages)


def test_links_stay_inside_the_site_and_lead_somewhere() -> None:
    pages = example_site()
    anchors = {url: {attributes.get("id") for _, attributes in Page(html).tags} for url, html in pages.items()}
    for url, html in pages.items():
        for link in Page(html).links() if url.endswith(".html") else ():
            own = "/" not in url
            if re.match("(https|mailto|tel):", link) or (own and link.startswith("http://")):  # some of our sources know no https
                continue
            path, _, anchor = link.partition("#")
            target = normpath(join(dirname(url), path)) if path else url
            assert not path.startswith(("/", "..")) or "/" in url, (url, link)
            if not target.startswith(("static/", "bibliotheken/")):
                assert target in pages, (url, link)
                # "?" begins what a script reads, not the name of a place
                assert anchor[:1] in ("", "?") or anchor in anchors[target], (url, link)


def test_a_missing_page_links_absolutely_once_the_address_is_known() -> None:
    html = example_site(adresse="https://karte.example.org/ort/")["404.html"]
    assert 'href="https://karte.example.org/ort/a-z/index.html"' in html
    assert 'href="https://karte.example.org/ort/static/css/landkarte.css"' in html


def test_search_engines_learn_of_real_entries_only() -> None:
    real, invented_one = provider("echt", "Echter Anbieter"), provider("beispiel-eins", "Beispiel", beispiel=True)
    directory = replace(invented.directory([real, invented_one]), settings=replace(SETTINGS, adresse="https://karte.example.org/"))
    pages = site(directory)
    assert "<loc>https://karte.example.org/anbieter/echt.html</loc><lastmod>2026-10-01</lastmod>" in pages["sitemap.xml"]
    assert "beispiel-eins" not in pages["sitemap.xml"]
    assert "Sitemap: https://karte.example.org/sitemap.xml" in pages["robots.txt"]
    assert 'content="noindex"' in pages["anbieter/beispiel-eins.html"]
    assert 'content="noindex"' not in pages["anbieter/echt.html"]
    assert "sitemap.xml" not in example_site()


def test_two_renderers_make_the_same_bytes() -> None:
    assert example_site() == example_site()


@pytest.mark.parametrize("damage", ["cut off", "not a folder"])
def test_damaged_compiled_templates_are_compiled_anew(damage: str, tmp_path: Path) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates, ignore=shutil.ignore_patterns("__pycache__"))
    directory = invented.directory([provider("haus", "Beispiel Haus")])
    made = Renderer(directory, templates).entry(directory.providers[0])
    kept = templates / "__pycache__"
    for file in kept.iterdir():
        file.write_bytes(file.read_bytes()[:30])
    if damage == "not a folder":
        shutil.rmtree(kept)
        kept.touch()
    assert Renderer(directory, templates).entry(directory.providers[0]) == made


@pytest.mark.parametrize("template", ["anbieter.html", "impressum.html"])
def test_a_template_that_asks_for_something_unknown_fails(template: str, tmp_path: Path) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    path = tmp_path / "templates" / template
    path.write_text(path.read_text(encoding="utf-8") + "{% block main %}{{ gibt_es_nicht }}{% endblock %}", encoding="utf-8")
    path.write_text(
        re.sub(r"{% block main %}(?!{{ gibt).*?{% endblock %}", "", path.read_text(encoding="utf-8"), flags=re.S), encoding="utf-8"
    )
    directory = invented.directory([made(Anbieter, ORGANISATION)])
    renderer = Renderer(directory, tmp_path / "templates")
    with pytest.raises(UndefinedError, match="gibt_es_nicht"):
        list(map(renderer.entry, directory.all)) + list(renderer.common())


# Nothing an entry says is anything but text

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</title><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "[x](javascript:alert(1)) ![y](https://example.org/y.png)",
    '<a href="javascript:alert(1)">x</a>',
    "javascript:alert(1)//https://x",
    'https://example.org/"onfocus=alert(1) autofocus=',
    "]]><![CDATA[ <iframe src=//example.org></iframe>",
]


def poisoned(kind: Kind, data: Fields, payload: str) -> Eintrag:
    """The entry with ``payload`` in every place whose type accepts it: no list of text fields to keep up to date."""
    entry = deepcopy(data)
    for holder, key in list(_leaves(entry)):
        before = holder[key]
        for text in (payload, payload + " und mehr" * 5):  # longer texts want 40 characters
            holder[key] = text
            try:
                ADAPTERS[kind].validate_python(entry)
                break
            except ValidationError:
                holder[key] = before
    return made(kind, entry)


def _leaves(value: Any) -> Iterator[tuple[dict[str, object], str]]:
    for item in value if isinstance(value, list) else ():
        yield from _leaves(item)
    for key, item in value.items() if isinstance(value, dict) else ():
        if isinstance(item, str):
            yield value, key
        yield from _leaves(item)


@pytest.fixture(scope="module")
def plain_tags() -> set[str]:
    return {tag for kind, data in KINDS for tag, _ in Page(page(made(kind, data))).tags}


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize(("kind", "data"), KINDS)
def test_what_an_entry_says_stays_text(kind: Kind, data: Fields, payload: str, plain_tags: set[str]) -> None:
    entry = poisoned(kind, data, payload)
    attacked = Page(page(entry))
    assert {tag for tag, _ in attacked.tags} <= plain_tags | {"em"}
    assert attacked.every("script") == ([] if kind is Jobcoach else [{"defer": "", "src": "../static/js/merken.js"}])
    for _, attributes in attacked.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "autofocus", "srcset")]
    for link in attacked.links():
        assert re.match(r"(https://|mailto:|tel:)", link) or ":" not in link, link
    if "{{" in payload:
        assert payload in attacked.text


def test_a_payload_reaches_every_kind_of_text() -> None:
    entry = poisoned(Anbieter, ORGANISATION, "<script>alert(1)</script>")
    assert isinstance(entry, Anbieter)
    texts = [entry.name, entry.beschreibung, entry.standorte[0].ort, entry.kontakt.telefon, entry.angebote[0].auftraggeber, entry.website]
    assert all(text and "<script>" in text for text in texts)


def test_no_template_trusts_a_text_or_holds_code() -> None:
    for path in TEMPLATES.rglob("*.*ml"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe\b|autoescape|style=|<style|<script(?! defer src=)|\son[a-z]+=", text), path.name


# Markdown


def test_markdown_keeps_paragraphs_lists_emphasis_links_and_breaks() -> None:
    text = "Ein **wichtiger** *Satz*  \nmit Umbruch\n\n- eins\n- zwei\n\nDann\n\n1. a\n2. b"
    html = Texts()(text + "\n\n[Seite](https://example.org/a?b=1&c=2) [Post](mailto:a@example.org)")
    assert html.startswith("<p>Ein <strong>wichtiger</strong> <em>Satz</em><br>mit Umbruch</p>")
    assert "<ul><li>eins</li><li>zwei</li></ul><p>Dann</p><ol><li>a</li><li>b</li></ol>" in html
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer nofollow ugc">Seite</a>' in html
    assert '<a href="mailto:a@example.org"' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[a](javascript:alert(1))",
        "[a](data:text/html,x)",
        "[a](//example.org)",
        "[a](http://example.org)",
        "![a](https://example.org/a.png)",
        "<iframe src='https://example.org'></iframe>",
        "<![CDATA[" * 500,
        "[" * 5000,
        "*" * 1500,
        "**a " * 400,
        "_a " * 500,
        "[a](<b" * 250,
        "- " * 750,
        "1. " * 500,
        "> " * 750,
        "".join("    " * depth + "- a\n" for depth in range(40)),
        "\x02klzzwxh:0000\x03 *a*",
        "\x1e\x1d\x1f *a*",
        "",
        " \n\t\n ",
        "# a\n\n`b`\n\n---",
    ],
)
def test_nasty_markdown_is_harmless_and_quick(text: str) -> None:
    texts = Texts()
    start = process_time()
    html = texts(text)
    assert process_time() - start < 1
    parsed = Page(html)
    assert {tag for tag, _ in parsed.tags} <= {"p", "ul", "ol", "li", "em", "strong", "a", "br"}
    assert all(link.startswith(("https://", "mailto:")) for link in parsed.links())
    assert texts("**weiter**") == "<p><strong>weiter</strong></p>"


# Consent

SECRETS = {
    "name": ["Anja", "Muster", "anja.example.org"],
    "telefon": ["23125 123", "23125123"],
    "email": ["jobcoaching@example.org"],
    "geschlecht": ["Divers"],
    "qualifikation": ["Ergotherapie", "Kurs Jobcoaching", "Kurs von 2018", "Pool Niedersachsen", "12 Jahre"],
}


@pytest.mark.parametrize("withheld", SECRETS)
def test_what_a_person_did_not_release_is_nowhere_on_her_page(withheld: str) -> None:
    scope = [what for what in EVERYTHING if what != withheld]
    warning = Diagnostic("a.yaml", 1, 1, "C-03", "warnung", f"Gefunden: {', '.join(SECRETS[withheld])}", "")
    entry = made(Freiberufler, FREELANCER, einwilligung={**CONSENT, "umfang": scope})
    html = page(entry, findings=(warning,))
    assert not [secret for secret in SECRETS[withheld] if secret in html]
    released = page(made(Freiberufler, FREELANCER), findings=(warning,))
    assert all(secret in released for secret in SECRETS[withheld])


def test_without_any_consent_only_the_work_is_shown() -> None:
    html = page(made(Freiberufler, FREELANCER, einwilligung=None))
    assert not [secret for secrets in SECRETS.values() for secret in secrets if secret in html]
    assert "Koordination Jobcoaching" not in html
    assert "Arbeitsplatzsicherung" in html


def test_a_contact_person_needs_a_consent_of_her_own() -> None:
    kontakt = {**COMMISSIONED["kontakt"], "einwilligung": None}  # type: ignore[dict-item]
    html = page(made(Anbieter, ORGANISATION, kontakt=kontakt))
    assert "Beispielperson" not in html
    assert "Koordination Jobcoaching" in html
    assert "Beispielperson" in page(made(Anbieter, ORGANISATION))


def test_an_address_that_is_not_public_shows_postcode_and_town_only() -> None:
    site_ = {"id": "a", "plz": "37073", "ort": "Göttingen", "strasse": "Geheimweg 7", "adresse_veroeffentlichen": False}
    html = page(made(Freiberufler, FREELANCER, standorte=[site_]))
    assert "37073 Göttingen" in html
    assert "Geheimweg" not in html


# Dates


@pytest.mark.parametrize(("today", "shown"), [(date(2027, 1, 13), True), (date(2027, 1, 14), False)])
def test_a_capacity_is_shown_for_90_days(today: date, shown: bool) -> None:
    text = text_of(page(made(Anbieter, ORGANISATION), today=today))
    assert ("2 Plätze frei" in text) == shown
    assert ("älter als 90 Tage, nicht mehr gezeigt" in text) != shown


def test_invented_entries_do_not_grow_stale() -> None:
    assert "2 Plätze frei" in page(made(Anbieter, ORGANISATION, beispiel=True), today=date(2030, 1, 1))


@pytest.mark.parametrize(
    ("today", "words"), [(date(2027, 4, 30), "gültig bis 30. April 2027"), (date(2027, 5, 1), "abgelaufen am 30. April 2027")]
)
def test_a_proof_expires_on_the_day_after(today: date, words: str) -> None:
    assert words in text_of(page(made(Anbieter, ORGANISATION), today=today))


# What a funder asks


def test_a_provider_page_answers_in_the_order_of_a_funder() -> None:
    html = page(made(Anbieter, ORGANISATION), made(Jobcoach, EMPLOYED))
    titles = re.findall(r"<h2 id=\"[^\"]+\">([^<]+)</h2>", html)
    assert titles == [
        "Auf dieser Seite",
        "Auf einen Blick",
        "Für wen und bei welchem Anlass",
        "Angebote",
        "Wer bezahlt",
        "Wie ist das belegt?",
        "Standorte und Zugänglichkeit",
        "Kontakt",
        "Jobcoaches",
        "In eigenen Worten",
        "In Leichter Sprache",
        "Stand und Lizenz",
        "Stimmt das noch?",
    ]
    text = text_of(html)
    for words in (
        "LWL-Inklusionsamt Arbeit",
        "1 bis 3 Termine je Woche",
        "60 € bis 72,50 € (Angabe vom 1. September 2026)",
        "1:5 (eine Fachkraft für 5 Personen)",
        "kein Jobcoaching AP nach der Definition",
        "Das Verzeichnis hat dazu keinen Nachweis eingesehen.",
        "Eine Klingel hängt neben der Tür.",
        "ausgenommen: Bielefeld",
        "Kreis Lippe",
        "Dr. Anja Muster",
        "Creative Commons Namensnennung 4.0",
    ):
        assert words in text, words
    assert 'href="tel:+493023125123"' in html
    assert 'href="mailto:jobcoaching@example.org"' in html
    assert not re.search("zertifiziert|barrierefrei[^h]|anerkannt", text.replace("Erklärung zur Barrierefreiheit", ""), re.IGNORECASE)


def test_easy_language_puts_every_sentence_on_its_own_line() -> None:
    html = page(made(Anbieter, ORGANISATION))
    assert "<p>Wir helfen bei der Arbeit.</p>\n<p>Ein Jobcoach kommt in den Betrieb.</p>" in html


def test_a_rhythm_inside_a_line_keeps_its_nouns() -> None:
    text = text_of(page(made(Jobcoach, EMPLOYED, fallbesprechung={"intervision": "monatlich", "supervision": "bei_bedarf"})))
    assert "Intervision: monatlich" in text
    assert "Supervision: bei Bedarf" in text


def test_coach_and_provider_link_to_each_other_only_if_both_say_so() -> None:
    provider_, mine, stranger = made(Anbieter, ORGANISATION), made(Jobcoach, EMPLOYED), made(Jobcoach, EMPLOYED, id="jc-9x8y7z")
    html = page(provider_, mine, stranger)
    assert 'href="../jobcoach/jc-7k3m9q.html"' in html
    assert "jc-9x8y7z" not in html
    assert 'href="../anbieter/beispiel-org.html"' in page(mine, provider_)
    assert "beispiel-org" not in page(mine)


def test_readers_see_the_warnings_but_not_the_hints() -> None:
    found = (Diagnostic("a.yaml", 1, 1, "C-03", "warnung", "", ""), Diagnostic("a.yaml", 1, 1, "C-02", "hinweis", "", ""))
    text = text_of(page(made(Anbieter, ORGANISATION), findings=found))
    assert f"{rules()['C-03'].titel}. {rules()['C-03'].warum}" in text
    assert rules()["C-02"].titel not in text


# Overviews


def test_a_land_page_names_who_works_there_and_why() -> None:
    here, far = made(Anbieter, ORGANISATION), made(Anbieter, ORGANISATION, id="beispiel-fern", name="Beispiel Fern", jobcoaches=[])
    directory = invented.directory([here, far], "HE")
    moved: tuple[Listing, ...] = tuple(
        replace(listing, places=(), laender={"HE": "bundesweit"}) if listing.entry.id == "beispiel-fern" else listing
        for listing in directory.providers
    )
    pages = site(replace(directory, providers=moved))
    text = text_of(pages["land/he.html"])
    assert "1 Anbieter mit Standort in diesem Land, ein weiterer arbeitet auch hier." in text
    assert "Bundesweit Beispiel Fern , Detmold" in text
    assert "Hessen 1 1" in text_of(pages["land/index.html"])
    assert "Kein Eintrag im Verzeichnis. Das heißt nicht, dass es kein Angebot gibt." in text_of(pages["land/by.html"])
    assert len([url for url in pages if url.startswith("land/") and url.endswith(".html")]) == 17


LIPPE, HERFORD, PASSAU = "kreis/05766.html", "kreis/05758.html", "kreis/09262.html"
WHITE_SPOT = "Kein Eintrag im Verzeichnis. Das heißt nicht, dass es kein Angebot gibt."
RELATED = [{"id": "ub", "leistungsart": "unterstuetzte_beschaeftigung"}]


def everywhere_but(*kreise: str) -> Fields:
    return {"bundesweit": "true", "ausnahmen": {"kreise": list(kreise)}}


def sections(html: str) -> dict[str, str]:
    """The text of every section by its id."""
    found = re.findall(r'<section aria-labelledby="([\w-]+)">(.*?)(?=<section aria-labelledby=|</main>)', html, re.S)
    return {key: text_of(text) for key, text in found}


def test_every_land_amt_and_kreis_has_a_page_even_without_an_entry() -> None:
    pages = site(invented.directory([]))
    wanted = {"land": 16, "amt": 17, "kreis": 400}
    for folder, number in wanted.items():
        own = [url for url in pages if url.startswith(f"{folder}/") and url.endswith(".html") and not url.endswith("index.html")]
        assert len(own) == number
        assert all(WHITE_SPOT in text_of(pages[url]) for url in own)
        assert not [url for url in own if re.search("zertifiziert|barrierefrei(?!heit)|fördert nicht", text_of(pages[url]))]


def test_a_kreis_page_says_who_comes_why_and_how_far_it_is() -> None:
    there = invented.site("Herford", "32049", 52.11, 8.67)
    rough = {"id": "mitte", "plz": "99084", "ort": "Erfurt"}  # lies at 51 N, 10 E in these tests
    pages = site(
        invented.directory(
            [
                provider("a", "Nennt den Kreis", einzugsgebiet={"kreise": ["05766"]}),
                provider("b", "Im Umkreis", standorte=[there], einzugsgebiet={"umkreis_km": "60"}),
                provider("c", "Aus Erfurt", standorte=[rough], einzugsgebiet={"bundeslaender": ["NW"]}),
                provider("d", "Weit", einzugsgebiet={"bundesweit": "true"}),
                provider("e", "Verwandt", einzugsgebiet={"kreise": ["05766"]}, angebote=RELATED),
                provider("f", "Nimmt aus", einzugsgebiet=everywhere_but("05766")),
            ]
        )
    )
    text = text_of(pages[LIPPE])
    assert "3 Anbieter von Jobcoaching AP arbeiten im Kreis Lippe, ein weiterer bundesweit." in text
    found = sections(pages[LIPPE])
    why = "(Standort .*?(?:den Kreis Lippe|im Umkreis|im ganzen Land|bundesweit))"
    lines = re.findall(rf"(Nennt den Kreis|Im Umkreis|Aus Erfurt|Weit) , \w+ {why}", found["jobcoaching"])
    assert lines == [
        ("Nennt den Kreis", "Standort 8 km entfernt, kommt in den Kreis Lippe"),
        ("Im Umkreis", "Standort 17 km entfernt, arbeitet im Umkreis"),
        ("Aus Erfurt", "Standort etwa 137 km entfernt, arbeitet im ganzen Land"),
        ("Weit", "Standort 8 km entfernt, arbeitet bundesweit"),
    ]
    assert "Verwandt , Detmold" in found["verwandt"]
    assert "Verwandt , Detmold" not in found["jobcoaching"]
    assert "Nimmt aus" not in text
    assert "Nimmt aus" in text_of(pages[HERFORD])


def test_a_kreis_that_nobody_serves_names_the_nearest_and_asks_to_ask() -> None:
    pages = site(invented.directory([provider("a", "Nur Lippe", einzugsgebiet={"kreise": ["05766"]})]))
    text = text_of(pages[PASSAU])
    assert WHITE_SPOT in text
    assert "nennen diesen Kreis nicht als Einzugsgebiet. Fragen Sie nach" in text
    assert "Nur Lippe , Detmold Standort 496 km entfernt" in text
    near = sections(pages[HERFORD])["naehe"]
    assert "Nur Lippe , Detmold Standort 26 km entfernt" in near


def test_a_kreis_with_related_offers_only_says_of_what_there_is_no_entry() -> None:
    pages = site(invented.directory([provider("e", "Verwandt", einzugsgebiet={"kreise": ["05766"]}, angebote=RELATED)]))
    text = text_of(pages[LIPPE])
    assert "Kein Eintrag im Verzeichnis zu Jobcoaching AP . Das heißt nicht, dass es kein Angebot gibt." in text
    assert "Verwandt , Detmold Standort 8 km entfernt, kommt in den Kreis Lippe Unterstützte Beschäftigung" in text
    assert "Für 0 von 400 Kreisen" in text_of(pages["abdeckung.html"])


def test_a_kreis_where_somebody_works_bundesweit_only_is_still_a_white_spot() -> None:
    pages = site(invented.directory([provider("d", "Weit", einzugsgebiet={"bundesweit": "true"})]))
    text = text_of(pages[PASSAU])
    assert "Kein Eintrag im Verzeichnis nennt diesen Kreis, seine Umgebung oder das ganze Land." in text
    assert "1 Anbieter von Jobcoaching AP arbeitet bundesweit." in text
    assert "Für 0 von 400 Kreisen" in text_of(pages["abdeckung.html"])


def test_of_many_who_work_bundesweit_a_page_shows_ten_and_says_so() -> None:
    many = [provider(f"nr-{n:02}", f"Weit {n:02}", einzugsgebiet={"bundesweit": "true"}) for n in range(12)]
    pages = site(invented.directory(many))
    text = text_of(pages[LIPPE])
    assert len(set(re.findall(r"Weit \d\d", text))) == 10
    assert "12 Anbieter arbeiten in ganz Deutschland. Hier stehen die 10 nächsten; alle finden Sie in der Liste" in text
    assert len(set(re.findall(r"Weit \d\d", text_of(pages["bundesweit.html"])))) == 12
    assert "12 Anbieter arbeiten in ganz Deutschland. Alle bundesweiten Anbieter" in text_of(pages["amt/by.html"])


def test_an_amt_page_names_its_kreise_who_works_there_and_who_names_it() -> None:
    payer = {"traeger": "integrationsamt", "amt": "lwl", "status": "beauftragt", "jahr": 2025}
    offer = {"id": "jc", "leistungsart": "jobcoaching_ap", "handlungsfelder": ["sicherung"], "leistungstraeger": [payer]}
    pages = site(
        invented.directory(
            [
                provider("a", "Nennt das Amt", einzugsgebiet={"kreise": ["05766"]}, angebote=[offer]),
                provider("b", "Ganz NRW", einzugsgebiet={"bundeslaender": ["NW"]}),
                provider("c", "Nur Köln", einzugsgebiet={"kreise": ["05315"]}),
            ]
        )
    )
    text = text_of(pages["amt/lwl.html"])
    assert "2 Anbieter von Jobcoaching AP arbeiten regional in diesem Gebiet." in text
    assert "Kreis Lippe (2)" in text
    assert "In einzelnen Kreisen Nennt das Amt" in text
    assert "Im ganzen Land Ganz NRW" in text
    assert "Nennt das Amt , Detmold Jobcoaching AP : Schon beauftragt (2025)" in sections(pages["amt/lwl.html"])["nennen"]
    assert "Nur Köln" not in text
    assert "Nur Köln" in text_of(pages["amt/lvr.html"])
    assert "nicht einzeln bekannt" in text


def test_places_link_each_other_and_entries_link_their_places() -> None:
    pages = site(invented.directory([provider("a", "A", einzugsgebiet={"kreise": ["05766"], "bundeslaender": ["HE"]})]))
    links = {url: set(Page(html).links()) for url, html in pages.items() if url.endswith(".html")}
    assert {"../land/nw.html", "../amt/lwl.html", "../kreis/05758.html"} <= links[LIPPE]
    assert {"../land/nw.html", "../amt/lvr.html", "../kreis/05766.html", "../amt/lwl.xml"} <= links["amt/lwl.html"]
    assert {"../amt/lvr.html", "../amt/lwl.html", "../kreis/05766.html", "../land/nw.xml"} <= links["land/nw.html"]
    assert {"../kreis/05766.html", "../land/he.html"} <= links["anbieter/a.html"]
    assert "amt/lwl.html" in links["kosten.html"]


def test_search_engines_learn_of_every_place() -> None:
    directory = replace(invented.directory([]), settings=replace(SETTINGS, adresse="https://karte.example.org/"))
    pages = site(directory)
    for url in (LIPPE, "amt/lwl.html", "land/nw.html", "kreis/index.html", "abdeckung.html"):
        assert f"<loc>https://karte.example.org/{url}</loc>" in pages["sitemap.xml"]
    assert "https://karte.example.org/kreis/05766.html" in text_of(pages[LIPPE])


def test_coverage_counts_kreise_by_land_and_never_says_that_there_is_nothing() -> None:
    area, room = {"kreise": ["05766", "05758"]}, {"status": "frei", "stand": "2026-10-15"}
    pages = site(invented.directory([provider("a", "A", einzugsgebiet=area, kommunikation=["dgs"], kapazitaet=room)]))
    html = pages["abdeckung.html"]
    text = text_of(html)
    assert "Für 2 von 400 Kreisen ist mindestens ein regionaler Anbieter von Jobcoaching AP eingetragen." in text
    assert "Nordrhein-Westfalen 1 0 53 51" in text
    assert "LWL-Inklusionsamt Arbeit 1 0 27 25" in text
    assert "Deutsche Gebärdensprache (DGS) 1 0 2" in text
    assert "kein Eintrag im Verzeichnis 398" in text
    assert "Plätze frei 1" in text
    assert html.count("<circle") == 400 + 5
    assert " style=" not in html
    assert {"<title>Kreis Lippe: 1</title>", "<title>Kassel: 0</title>"} <= set(re.findall("<title>.*?</title>", html))


def test_the_alphabet_folds_umlauts_and_keeps_the_rest_together() -> None:
    names = {"Ähre": "a", "Émile": "e", "ßtest": "s", "4you": "0-9", "Ёлка": "andere"}
    pages = site(invented.directory([provider(f"nr-{number}", name) for number, name in enumerate(names)]))
    for name, letter in names.items():
        assert name in pages[f"a-z/{letter}.html"]
    people = site(invented.directory([freelancer("jc-aaaa", "Öz", "Beispiel"), coach("jc-bbbb", "Zoe", "Muster", "nr-1")]))
    assert "Öz Beispiel" in people["a-z/o.html"]
    assert "Zoe Muster" in people["a-z/z.html"]


def test_an_empty_directory_still_has_all_its_pages() -> None:
    pages = site(invented.directory([]))
    assert "Das Verzeichnis hat noch keine Einträge." in text_of(pages["a-z/index.html"])
    assert {"index.html", "404.html", "quellen.html"} <= set(pages)


# Legal pages


def test_what_the_operator_has_not_said_is_marked() -> None:
    pages = example_site()
    assert "<mark>noch einzutragen: vertreten_durch in pyproject.toml" in pages["impressum.html"]
    assert "Diese Website wurde noch nicht bewertet." in pages["barrierefreiheit.html"]
    marked = {key for html in pages.values() for key in re.findall("noch einzutragen: (.+?) in pyproject.toml", html)}
    assert marked == set(Betreiber().missing())


def test_what_the_operator_said_is_shown() -> None:
    pages = example_site(betreiber=OPERATOR)
    assert not [url for url, html in pages.items() if "<mark>" in html]
    assert "Digitale-Dienste-Gesetz" in pages["impressum.html"]
    assert "§ 18 Abs. 2" in pages["impressum.html"]
    assert "Beispiel-Rechenzentrum" in pages["datenschutz.html"]
    assert "§ 25 Abs. 2 Nr. 2 des Telekommunikation-Digitale-Dienste-Datenschutz-Gesetzes" in pages["datenschutz.html"]
    statement = text_of(pages["barrierefreiheit.html"])
    assert "Selbstbewertung: teilweise vereinbar" in statement
    assert "Bewertet am 1. Oktober 2026" in statement
    assert "noch nicht bewertet" not in statement
    assert "innerhalb eines Monats" in statement
    assert "Beispiel-Schlichtungsstelle" in statement
    assert not [url for url, html in pages.items() if "TMG" in html]


def test_every_vocabulary_names_its_source() -> None:
    text = text_of(example_site()["quellen.html"]).replace(" ", "")
    for one in vocabularies().values():
        assert one.quelle.replace(" ", "") in text, one.name
    for licence in ("CCBY4.0", "ODbL", "BSD-2-Clause", "MiniSearch:MIT", "GeoBasis-DE/BKG"):
        assert licence in text


def test_the_gender_star_is_no_emphasis() -> None:
    text = "Für Kolleg*innen und Umschüler*innen, **fett** und *kursiv*."
    assert Texts()(text) == "<p>Für Kolleg*innen und Umschüler*innen, <strong>fett</strong> und <em>kursiv</em>.</p>"


# Stufen

PROVEN: Fields = {
    **EMPLOYED,
    "nachweise": [{"typ": "weiterbildungszertifikat", "bezug": "lwl", "ausgestellt": "2018-06-30", "vorgelegt_bei": "redaktion"}],
}
SEEN: Fields = {
    "art": "pruefvermerk",
    "schema": "1",
    "id": "jc-7k3m9q",
    "geprueft_am": "2026-10-05",
    "geprueft_von": "Redaktion",
    "ergebnis": {"weiterbildung_160ue": {"status": "bestaetigt", "kurs": "lwl", "beleg": "weiterbildungszertifikat"}},
    "naechste_pruefung": "2028-10-05",
    "pruefsummen": {},
}
ADMITTED: Fields = {**SEEN, "ergebnis": {"pool": {"status": "bestaetigt", "pool": "niedersachsen", "bei": "Koordinierungsstelle"}}}


def coach_page(data: Fields, note: Fields | None = None, changed: tuple[Change, ...] = (), **changes: object) -> str:
    """The page of a coach of the invented organisation, with what the maintainers noted."""
    person = made(Jobcoach, data, **changes)
    notes = [TypeAdapter(Pruefvermerk).validate_python(note)] if note else []
    directory = invented.directory([made(Anbieter, ORGANISATION), person], vermerke=notes, changed={person.id: changed})
    return site(directory)[f"jobcoach/{person.id}.html"]


def test_a_coach_page_says_what_was_seen_by_whom_and_when() -> None:
    text = text_of(coach_page(PROVEN, SEEN))
    assert "Weiterbildungsnachweis eingesehen „Kurs Jobcoaching“ (LWL), 160 UE: " in text
    assert "eingesehen am 5. Oktober 2026 (Redaktion). Seit 5. Oktober 2026." in text
    assert "✓ erfüllt Die Redaktion hat den Nachweis eingesehen." in text
    assert "Datum: 5. Oktober 2026 · Quelle: Prüfvermerk: Redaktion" in text
    assert "Für die nächste Stufe fehlt" not in text
    html = coach_page(PROVEN, SEEN)
    assert 'href="../stufen.html"' in html
    assert 'href="../standard.html#Q-20"' in html


def test_a_pool_is_named_with_the_authority_that_confirmed_it() -> None:
    text = text_of(coach_page(PROVEN, ADMITTED))
    assert "In einen Pool aufgenommen Jobcoach-Pool Niedersachsen: aufgenommen am 10. Mai 2025" in text
    assert "bestätigt durch: Koordinierungsstelle" in text


def test_without_a_note_it_is_the_word_of_the_provider_and_the_page_says_what_is_missing() -> None:
    text = text_of(coach_page(PROVEN))
    assert "Selbstauskunft nach dem Standard Angaben des Anbieters" in text
    assert "○ nicht belegt Die Redaktion hat den Nachweis eingesehen." in text
    assert "Nächste Stufe: „Weiterbildungsnachweis eingesehen“ Der Nachweis muss der Redaktion vorgelegt werden" in text


def test_too_short_a_course_is_not_fulfilled_in_words() -> None:
    short = [{"kurs": "lwl", "titel": "Kurs", "ue": 159, "abschluss": "2018-06-30", "status": "abgeschlossen"}]
    assert "✗ nicht erfüllt Die Weiterbildung hatte den verlangten Umfang. 159 UE" in text_of(coach_page(PROVEN, weiterbildungen=short))


def test_a_related_offer_is_not_called_less() -> None:
    related = made(Anbieter, ORGANISATION, angebote=[{"id": "ub", "leistungsart": "unterstuetzte_beschaeftigung"}], qualitaet=None)
    pages = site(invented.directory([related, made(Jobcoach, PROVEN)]))
    assert "Verwandtes Angebot Der Anbieter nennt kein Jobcoaching AP nach der Definition" in text_of(pages["jobcoach/jc-7k3m9q.html"])
    assert 'href="../abgrenzung.html">Verwandtes Angebot' in pages["anbieter/beispiel-org.html"]


def test_the_page_says_why_a_note_no_longer_counts() -> None:
    old = text_of(coach_page(PROVEN, {**SEEN, "geprueft_am": "2024-11-01"}))
    assert "Der Prüfvermerk vom 1. November 2024, zu erneuern ab 1. November 2026, zählt zurzeit nicht." in old
    change = Change("weiterbildungen[kurs=lwl]", ("weiterbildungen", 0))
    changed = text_of(coach_page(PROVEN, SEEN, (change,)))
    assert "Der Prüfvermerk zählt nicht mehr. Seit der Einsicht geändert: Weiterbildung." in changed
    for text in (old, changed):
        assert "Selbstauskunft nach dem Standard Angaben des Anbieters" in text


def test_a_withheld_qualification_is_not_told_by_the_stufe_either() -> None:
    """Whoever hides a seen proof and whoever has none have the same page, to the byte."""
    withheld = {**CONSENT, "umfang": [what for what in EVERYTHING if what != "qualifikation"]}
    plain = coach_page({**PROVEN, "weiterbildungen": [], "nachweise": [], "pools": []}, einwilligung=withheld)
    for note in (SEEN, ADMITTED, {**SEEN, "geprueft_am": "2020-01-01"}):
        assert coach_page(PROVEN, note, einwilligung=withheld) == plain
    change = Change("weiterbildungen[kurs=lwl]", ("weiterbildungen", 0))
    assert coach_page(PROVEN, SEEN, (change,), einwilligung=withheld) == plain
    text = text_of(plain)
    assert "Die Angaben zur Qualifikation sind nicht veröffentlicht." in text
    assert "Möglich ist dann nur „Selbstauskunft nach dem Standard“ oder „Verwandtes Angebot“." in text
    assert "Was sonst fehlt, zeigt das Verzeichnis erst nach dieser Freigabe." in text


def test_a_provider_counts_its_coaches_and_inherits_nothing() -> None:
    organisation = made(Anbieter, ORGANISATION, jobcoaches=["jc-7k3m9q", "jc-8a2b3c"])
    others = [made(Jobcoach, EMPLOYED, id="jc-8a2b3c"), made(Jobcoach, EMPLOYED, id="jc-9x8y7z")]
    directory = invented.directory(
        [organisation, made(Jobcoach, PROVEN), *others], vermerke=[TypeAdapter(Pruefvermerk).validate_python(SEEN)]
    )
    html = site(directory)["anbieter/beispiel-org.html"]
    assert "1 Jobcoach: Weiterbildungsnachweis eingesehen 1 Jobcoach: Selbstauskunft nach dem Standard" in text_of(html)
    assert "Der Anbieter selbst hat keine und erbt keine." in text_of(html)
    alone = text_of(page(organisation))
    assert "Jobcoaches mit eigenem Eintrag" not in alone


def test_a_card_names_the_act_and_its_day() -> None:
    own = made(Freiberufler, {**FREELANCER, "nachweise": PROVEN["nachweise"]})
    note = TypeAdapter(Pruefvermerk).validate_python({**SEEN, "id": own.id})
    html = site(invented.directory([own], vermerke=[note]))["index.html"]
    assert '<dd data-feld="nachweis">Weiterbildungsnachweis eingesehen am 5. Oktober 2026</dd>' in html
    html = site(invented.directory([own]))["index.html"]
    assert '<dd data-feld="nachweis">Selbstauskunft nach dem Standard</dd>' in html
    html = site(invented.directory([made(Anbieter, ORGANISATION), made(Jobcoach, EMPLOYED)]))["index.html"]
    assert '<dd data-feld="nachweis">Selbstauskunft nach dem Standard: 1 Jobcoach</dd>' in html


def test_no_list_is_ordered_by_stufe() -> None:
    freelancers = [made(Freiberufler, {**FREELANCER, "nachweise": PROVEN["nachweise"]}, id=f"jc-{letter * 6}") for letter in "abc"]
    note = TypeAdapter(Pruefvermerk).validate_python({**SEEN, "id": "jc-cccccc"})
    for notes in ([], [note]):
        html = site(invented.directory(freelancers, vermerke=notes))["index.html"]
        links = re.findall(r'<h3><a href="jobcoach/([^"]+).html"', html)
        assert links == ["jc-aaaaaa", "jc-bbbbbb", "jc-cccccc"]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_is_noted_about_a_coach_stays_text(payload: str) -> None:
    calm = {tag for note in (SEEN, ADMITTED) for tag, _ in Page(coach_page(PROVEN, note)).tags}
    pool = {"status": "bestaetigt", "pool": "niedersachsen", "bei": payload}
    for ergebnis in (SEEN["ergebnis"], {"pool": pool}):
        attacked = Page(coach_page(PROVEN, {**SEEN, "geprueft_von": payload, "ergebnis": ergebnis}))
        assert {tag for tag, _ in attacked.tags} <= calm
        assert not attacked.every("script")
        assert " ".join(payload.split()) in attacked.text


# The standard


def test_every_rule_has_its_place_reason_and_source() -> None:
    html = example_site()["standard.html"]
    text, ids = text_of(html), {attributes.get("id") for _, attributes in Page(html).tags}
    assert f"nach {len(rules())} Regeln angesehen" in text
    for code, rule in rules().items():
        assert code in ids
        assert f"{code} {rule.titel}".replace("JobcoachingAP", "Jobcoaching AP") in text
        assert rule.warum.replace("JobcoachingAP", "Jobcoaching AP") in text
    for kind, words in (("belegt", "belegt"), ("abgeleitet", "abgeleitet"), ("vorschlag", "Vorschlag")):
        assert f"{sum(rule.art == kind for rule in rules().values())} Regeln: {words}" in text
    addresses = {link for rule in rules().values() for link in re.findall(r"https?://[^\s;,)]+", rule.quelle)}
    assert addresses <= set(Page(html).links())
    assert "Fehler: Eintrag erscheint nicht · belegt · Gilt seit 1. Januar 2026" in text


def test_an_older_version_of_a_rule_stays_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    new = rules()["A-02"]
    old = replace(new, prueft="Früher waren es 60 Tage.", werte={"tage": 60}, gueltig_ab=date(2025, 1, 1), gueltig_bis=date(2025, 12, 31))
    monkeypatch.setattr("landkarte.render.rulebook.versions", lambda: {**versions(), "A-02": (old, new)})
    text = text_of(example_site()["standard.html"])
    assert "Frühere Fassung. Früher waren es 60 Tage. (Schwelle: 60 Tage)" in text
    assert "Gilt vom 1. Januar 2025 bis zum 31. Dezember 2025" in text


def test_thresholds_are_words() -> None:
    assert thresholds({"mindestens": 2, "hoechstens": 12}) == "mindestens 2 und höchstens 12"
    assert thresholds({"ue": [1, 1000], "woerter": ["a"]}) == "1 bis 1.000 Unterrichtseinheiten"
    assert thresholds({"schluessel": ["a"]}) == ""


def test_every_stufe_says_what_it_needs_and_that_it_is_no_certificate() -> None:
    text = text_of(example_site()["stufen.html"])
    for stufe in stufen().stufen.values():
        assert f"{stufe.titel} Was sie sagt" in text
        for key in stufe.braucht:
            assert stufen().kriterien[key].text.replace("JobcoachingAP", "Jobcoaching AP") in text
    for rule in course_rules():
        assert rule.titel in text
    assert "24 Monate ab dem Tag der Einsicht." in text
    assert "Suche und Listen ordnen nie nach der Stufe." in text
    assert "Warum hier nirgends „zertifiziert“ steht" in text


def costs(today: date) -> tuple[str, str]:
    """The page on costs: what is in force, and what no longer is."""
    text = text_of(site(replace(invented.directory([]), today=today))["kosten.html"]).partition("Wie ein Antrag läuft Den")[2]
    now, _, old = text.partition("Nicht mehr gültig Alte")
    return now, old.partition("Gelesene Texte")[0]


def test_a_legal_basis_ends_with_its_last_day() -> None:
    jobcenter = "Nur Aufträge bis Ende 2024."
    now, old = costs(date(2024, 12, 31))
    assert jobcenter in now
    assert not old
    now, old = costs(date(2025, 1, 1))
    assert jobcenter not in now
    assert f"Jobcenter: § 49 Abs. 8 Satz 1 Nr. 2a SGB IX Galt vom 1. Januar 2024 bis zum 31. Dezember 2024. {jobcenter}" in old
    assert "Gilt seit 1. Januar 2024." not in costs(date(2023, 12, 31))[0]


@pytest.mark.parametrize(("today", "recent"), [(date(2027, 7, 28), True), (date(2027, 7, 29), False)])
def test_a_legal_basis_says_when_its_text_was_read(today: date, recent: bool) -> None:
    row = "Jobcoaching steht nicht ausdrücklich im Gesetz. "
    assert row + ("" if recent else "Nicht aktuell geprüft. ") + "Gelesen: SGB IX , Stand 29. Juli 2026." in costs(today)[0]


def test_the_page_on_costs_names_every_payer_every_office_and_its_limits() -> None:
    html = example_site()["kosten.html"]
    text = text_of(html)
    for name in ("leistungstraeger", "aemter"):
        for wert in vocabulary(name).werte.values():
            assert wert.label in text
    assert "Keine Rechtsberatung." in text
    assert "Es gibt 17 Integrations- und Inklusionsämter." in text


def test_the_neighbours_are_named_with_their_sources() -> None:
    html = example_site()["abgrenzung.html"]
    text = text_of(html)
    for one in neighbours():
        assert f"{one.titel} " in text
        assert set(re.findall(r"https?://[^\s;,)]+", one.quelle)) <= set(Page(html).links())
    assert "Sie sind nicht schlechter, sondern etwas anderes." in text
