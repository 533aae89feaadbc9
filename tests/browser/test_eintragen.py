"""The form in a real browser: what it makes passes the check unchanged, and it says what the command line says."""

import dataclasses
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

import build
from landkarte import load, settings
from landkarte.diagnostics import Diagnostic
from landkarte.settings import Betreiber, Mitmachen
from tests.bench import entries as bench
from tests.browser.conftest import Folder, NewPage, axe, made, write
from tests.conftest import DAY, ROOT, make_project
from tests.invented import directory, provider

Node = dict[str, Any]
Way = tuple[Any, ...]

FORM = "eintragen.html"
MANY = 200
SHAPE_CODES = {"FO-01", "FO-03", "FO-05", "FO-06", "FO-07", "FO-09", "FO-10"}


def files_of(folder: Path) -> list[Path]:
    """Every file of an entry below a folder like coaches/."""
    return sorted(path for kind in ("anbieter", "jobcoaches") for path in (folder / kind).glob("*.yaml"))


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the templates, the demonstration entries and generated ones."""
    root = make_project(tmp_path_factory.mktemp("viele") / "projekt")
    for name, folder in (("anbieter", "anbieter"), ("freiberuflich", "jobcoaches"), ("jobcoach", "jobcoaches")):
        (root / "coaches" / folder / f"{name}.yaml").write_bytes((ROOT / "coaches" / "vorlagen" / f"{name}.yaml").read_bytes())
    for file, data in bench.entries("full", MANY):
        (root / "coaches" / file).write_text(bench.yaml(data), encoding="utf-8")
    return root


def opened_from(page: Page, file: Path) -> None:
    """The form with an entry from a file."""
    page.locator("[type=file]").set_input_files(file)
    page.locator(".felder .feld").first.wait_for()


def submitted(page: Page) -> str:
    """The file that the form makes."""
    page.get_by_role("button", name="Prüfen und einreichen").click()
    expect(page.locator(".einreichen")).to_be_visible()
    return page.locator(".dateitext").input_value()


def plain(value: Any) -> Any:
    """An entry for comparison: words of a vocabulary have no order in the form, but that of the vocabulary."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return sorted(value) if all(isinstance(one, str) for one in value) else [plain(one) for one in value]
    return value


def all_findings(root: Path) -> dict[str, list[tuple[str, ...]]]:
    """By file: code, level, message and hint of everything that the command line says."""
    found = build.gather(root, settings.read(root / "pyproject.toml"), DAY, True).findings
    told: dict[str, list[tuple[str, ...]]] = {}
    for one in found:
        # the form puts words of a list in the order of their vocabulary, and messages name them in their order
        words = " ".join(sorted(one.message.strip(".").replace(",", "").split()))
        told.setdefault(one.file, []).append((one.code, one.level, words, one.hint))
    return {file: sorted(ones) for file, ones in told.items()}


THROUGH_THE_FIELDS = """(texts) => Promise.all(texts.map(async (text) => {
  const { eintragsdatei, formular } = landkarte;
  const { art, daten } = await eintragsdatei.lies(new File([text], "eintrag.yaml"), formular);
  const felder = landkarte.felder(formular.arten[art].felder, eintragsdatei.passend(art, daten, formular).daten, formular);
  return eintragsdatei.text(art, felder.lies(), formular);
}))"""
"""What opening a file and submitting it does, with the fields that a person would see."""


def test_what_the_form_makes_of_every_entry_passes_the_check_unchanged(page: Page, web: str, many: Path) -> None:
    before = all_findings(many)
    paths = [path for path in files_of(many / "coaches") if not any(level == "fehler" for _, level, *_ in before.get(_file(path), ()))]
    assert len(paths) >= MANY + 3
    entries = {path: load.read(path, path.name)[0] for path in paths}
    page.goto(web + FORM)
    made_here = page.evaluate(THROUGH_THE_FIELDS, [path.read_text(encoding="utf-8") for path in paths])
    for path, text in zip(paths, made_here, strict=True):
        path.write_text(text, encoding="utf-8")
    for path in paths:
        source, findings = load.read(path, path.name)
        assert findings == []
        assert source
        assert plain(source.entry) == plain(entries[path].entry)  # type: ignore[union-attr]
    after = all_findings(many)
    assert {file: sorted(set(before[file]) ^ set(after.get(file, ()))) for file in before if before[file] != after.get(file)} == {}
    assert set(after) == set(before)


@pytest.mark.parametrize("name", ["anbieter", "freiberuflich", "jobcoach"])
def test_a_template_goes_through_the_hands_of_a_person_unchanged(name: str, page: Page, web: str) -> None:
    template = ROOT / "coaches" / "vorlagen" / f"{name}.yaml"
    page.goto(web + FORM)
    opened_from(page, template)
    text = submitted(page)
    page.get_by_role("button", name="Unterbrechen").click()
    assert page.evaluate(THROUGH_THE_FIELDS, [template.read_text(encoding="utf-8")]) == [text]


def _file(path: Path) -> str:
    return f"coaches/{path.parent.name}/{path.name}"


# --- The same words as the command line ---

WRONG: dict[str, list[Any]] = {
    "text": [
        *("a", "x" * 121, "x" * 301, "x" * 1501, "…!?", "zwei\nZeilen"),
        *("Beispiel\u200bTrick", "Stern ★ Beispiel", "P\u0430ypal", "ab\u0301\u0301\u0301"),
    ],
    "muster": [
        *("1067", "0x", "Mein Büro", "zu-lang-" * 12, "1 zu 1", "2:1", "@konto", "05766020", "D-32756", "selbst", "con", "jc-abc"),
    ],
    "datum": ["2026-02-29", "2024-02-29", "2026-13-01", "gestern", "2026-1-1", "0000-01-01"],
    "ganzzahl": ["viele", "12,5", "ca. 12", "-1", "99999", "12.0", "1949", "2101", "50 km"],
    "zahl": ["62 Euro", "1.234,50", "-1", "100001", "1001", "91", "-181", "1e3", "NaN", ".5"],
    "auswahl": [],  # nobody can choose what is not there
    "wahrheit": [],
    "fest": [],
}


def variants(form: Node, nodes: Iterable[Node], data: Node, path: Way = ()) -> Iterator[tuple[Way, Any]]:
    """Paths of an entry and what may be put there in place of what is right; None takes it away."""
    for node in nodes:
        here = (*path, node["feld"])
        value = data.get(node["feld"])
        if node["feld"] in ("art", "schema", "anbieter", "beispiel"):
            continue
        yield here, None
        if node["art"] == "abschnitt":
            yield from variants(form, form["abschnitte"][node["abschnitt"]], value or {}, here) if value else ()
        elif node["art"] == "liste":
            yield from _of_list(form, node, value, here)
        else:
            yield from ((here, wrong) for wrong in WRONG[node["art"]])


def _of_list(form: Node, node: Node, value: Any, here: Way) -> Iterator[tuple[Way, Any]]:
    if node["teil"]["art"] == "abschnitt" and value:
        yield here, [json.loads(json.dumps(value[0])) for _ in range(node.get("hoechstens", 0) + 1)]
        yield from variants(form, form["abschnitte"][node["teil"]["abschnitt"]], value[0], (*here, 0))
    elif node["teil"]["art"] != "abschnitt":
        yield from ((here, [wrong]) for wrong in WRONG[node["teil"]["art"]])


def changed(data: Any, path: Way, value: Any) -> Any:
    """A copy of plain data with another value at a path, or without it."""
    head, *rest = path
    if isinstance(data, list):
        return [changed(one, tuple(rest), value) if number == head else one for number, one in enumerate(data)]
    if rest:
        return {**data, head: changed(data.get(head, {}), tuple(rest), value)}
    return {key: one for key, one in data.items() if key != head} | ({} if value is None else {head: value})


def told(found: Iterable[Diagnostic]) -> list[tuple[str, ...]]:
    return sorted((one.code, one.level, one.message, one.hint) for one in found if one.code in SHAPE_CODES)


@pytest.mark.parametrize("kind", ["anbieter", "freiberuflich", "jobcoach"])
def test_a_wrong_value_is_told_in_the_words_of_the_command_line(kind: str, page: Page, web: str, tmp_path: Path) -> None:
    page.goto(web + FORM)
    form = page.evaluate("landkarte.formular")
    folder = tmp_path / form["arten"][kind]["ordner"]
    folder.mkdir()
    source = load.Source(kind, ROOT / "coaches" / "vorlagen" / f"{kind}.yaml", None)  # type: ignore[arg-type]
    good = {**source.data(), "id": "jc-7k3m9q" if kind != "anbieter" else "fall"}
    cases = [changed(good, path, value) for path, value in variants(form, form["arten"][kind]["felder"], good)]
    assert len(cases) > 200
    said = page.evaluate("([art, faelle]) => faelle.map((daten) => landkarte.pruefeWerte(art, daten, landkarte.formular))", [kind, cases])
    for data, findings in zip(cases, said, strict=True):
        path = folder / f"{data.get('id') or 'ohne'}.yaml"
        if "/" in path.name.removesuffix(".yaml") or not re.fullmatch("[a-z0-9-]{1,64}", path.stem):
            path = folder / "name-der-datei.yaml"
        path.write_text(load.dump(data), encoding="utf-8")
        expected = [one for one in told(load.read(path, path.name)[1]) if "ist nicht der Dateiname" not in one[2]]
        path.unlink()
        said_here = sorted((one["code"], one["schwere"], one["meldung"], one["hinweis"]) for one in findings)
        ended = {code for code, *_ in expected} & {"FO-01", "FO-09"}  # reading a file ends there, the form goes on
        said_here = [one for one in said_here if not ended or one[0] in ended]
        assert said_here == expected, data


# --- From the empty form to the published page ---


def fill(page: Page, **values: str) -> None:
    """Type into fields by their label."""
    for label, value in values.items():
        page.locator(".felder").get_by_label(label.replace("_", " "), exact=True).first.fill(value)


def fill_in(page: Page) -> None:
    """What an organisation needs, typed as people type it."""
    felder = page.locator(".felder")
    fill(page, Name="Beispiel Neue Wege gGmbH", Beschreibung="Wir kommen in den Betrieb, arbeiten eine Zeit lang mit und üben vor Ort.")
    felder.get_by_label("Lizenz").select_option("cc_by_4_0")
    felder.get_by_label("Trägerart").select_option("bildungstraeger")
    consent = felder.get_by_role("group", name="Einwilligung", exact=True)
    consent.get_by_label("Tag der Einwilligung").fill("1.10.2026")
    consent.get_by_label("Telefonnummer", exact=False).check()
    consent.get_by_label("Funktion", exact=False).check()
    consent.get_by_label("Wo die Einwilligung liegt").fill("Redaktion des Verzeichnisses")
    standort = felder.get_by_role("group", name="1. Standort")
    standort.get_by_label("Postleitzahl").fill("32756")
    standort.get_by_label("Ort", exact=True).fill("Detmold")
    felder.get_by_role("group", name="Einzugsgebiet", exact=True).get_by_label("Umkreis in Kilometern").fill("50")
    kontakt = felder.get_by_role("group", name="Kontakt", exact=True)
    kontakt.get_by_role("textbox", name="Funktion").fill("Koordination Jobcoaching")
    kontakt.get_by_role("checkbox", name="Telefon", exact=False).first.check()
    kontakt.get_by_role("checkbox", name="E-Mail").check()
    kontakt.get_by_role("textbox", name="Telefon (freiwillig)").fill("+49 30 23125 001")
    felder.get_by_role("group", name="1. Angebot").get_by_label("Leistungsart").select_option("uebergangsmanagement")
    page.keyboard.press("Tab")


def test_from_the_empty_form_to_the_published_page(page: Page, web: str, project: Path) -> None:
    page.goto(web + FORM)
    page.get_by_label("Organisation, die Jobcoaching anbietet").check()
    page.get_by_role("button", name="Neuen Eintrag beginnen").click()
    expect(page.get_by_role("heading", name="Organisation, die Jobcoaching anbietet: neuer Eintrag")).to_be_focused()
    fill_in(page)
    page.get_by_role("button", name="Prüfen und einreichen").click()
    expect(page.get_by_role("heading", name="Ergebnis der Prüfung")).to_be_focused()
    expect(page.locator(".ergebnis-fehler")).to_have_text("")
    expect(page.locator(".ergebnis-satz")).to_have_text("Der Eintrag kann so eingereicht werden.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Datei speichern").click()
    sent = project / download.value.suggested_filename
    download.value.save_as(sent)
    assert sent.name == "beispiel-neue-wege-ggmbh.yaml"
    shutil.copy(ROOT / "build.py", project)
    (project / "landkarte").symlink_to(ROOT / "landkarte", target_is_directory=True)
    for command in (["import", sent.name], ["build"]):
        done = subprocess.run([sys.executable, "build.py", *command], cwd=project, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    published = project / "site" / "anbieter" / "beispiel-neue-wege-ggmbh.html"
    assert "Beispiel Neue Wege gGmbH" in published.read_text(encoding="utf-8")


# --- Changing what is there ---


def test_still_true_needs_no_more_than_the_day(page: Page, web: str) -> None:
    page.clock.set_fixed_time("2026-11-25T12:00:00")
    page.goto(web + "anbieter/beispiel-coaching-detmold.html")
    page.get_by_role("link", name="Stimmt noch").click()
    expect(page.get_by_role("heading", name="Ergebnis der Prüfung")).to_be_focused()
    expect(page.locator(".stimmt-satz")).to_contain_text("Neu ist nur die Zeile stand in der Datei beispiel-coaching-detmold.yaml")
    assert page.locator(".dateitext").input_value() == "stand: 2026-11-25"
    fill(page, Name="Beispiel Anders")
    page.get_by_role("button", name="Prüfen und einreichen").click()
    expect(page.locator(".stimmt-satz")).to_be_hidden()
    assert load.plain(page.locator(".dateitext").input_value())["name"] == "Beispiel Anders"


def test_a_change_begins_with_what_is_public(page: Page, serve: Folder, tmp_path: Path) -> None:
    hidden = {
        "konto": "beispiel-geheim",
        "kontakt": {"funktion": "Koordination", "telefon": "+49 30 23125 001", "email": "geheim@example.org", "kontaktwege": ["telefon"]},
        "einwilligung": {"vom": "2026-10-01", "textfassung": "2026-10", "umfang": ["telefon"], "liegt_bei": "Geschäftsstelle"},
    }
    write(tmp_path, made(directory([provider("beispiel-eins", "Beispiel Eins", **hidden)])))
    page.goto(serve(tmp_path) + FORM + "#?aendern=beispiel-eins")
    expect(page.locator(".felder").get_by_label("Name", exact=True)).to_have_value("Beispiel Eins")
    expect(page.get_by_role("textbox", name="Telefon (freiwillig)")).to_have_value("+49 30 23125 001")
    expect(page.get_by_role("textbox", name="E-Mail (freiwillig)")).to_have_value("")
    expect(page.locator(".formular-satz")).to_contain_text("Konto")
    everything = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"geheim" not in everything


@pytest.mark.parametrize("id_", ["gibt-es-nicht", "../../etc", "__proto__", "x" * 300, "%00", "constructor"])
def test_an_entry_that_does_not_exist_is_said_to_be_missing(id_: str, browser: Browser, web: str) -> None:
    context = browser.new_context()
    try:
        page = context.new_page()
        page.goto(f"{web}{FORM}#?aendern={id_}")
        expect(page.locator(".beginn-satz")).to_contain_text("gibt es auf dieser Website nicht")
    finally:
        context.close()


@pytest.mark.parametrize("state", ["art=constructor", "aendern=constructor"])
def test_what_every_object_has_is_no_entry_and_no_kind(state: str, page: Page, serve: Folder, tmp_path: Path) -> None:
    write(tmp_path, made(directory([provider("or", "Beispiel Eins")])))  # its data are in the file where "constructor" is looked for
    page.goto(f"{serve(tmp_path)}{FORM}#?{state}")
    expect(page.get_by_role("heading", name="Wer wird eingetragen?")).to_be_visible()


# --- The card, the drafts, the ways to hand in ---


def test_the_card_is_the_one_that_the_list_will_show(page: Page, web: str, site: Path) -> None:
    page.goto(web + "index.html")
    cards = page.locator(".karten > li")
    listed = [card for card in cards.all() if card.is_visible()]
    shown = {card.locator("h3 a").get_attribute("href"): card.locator("[data-zeile]").all_inner_texts() for card in listed}
    assert len(shown) > 20
    page.clock.set_fixed_time(f"{DAY}T12:00:00")
    for address, lines in shown.items():
        assert address
        page.goto("about:blank")
        page.goto(f"{web}{FORM}#?stimmt={address.removesuffix('.html').split('/')[1]}")
        expect(page.locator(".ergebnis")).to_be_visible()
        made_here = page.locator(".vorschau-karte [data-zeile]").all_inner_texts()
        # the form puts words of a list in the order of their vocabulary
        assert [_words(line) for line in made_here if not line.startswith("Stand")] == [
            _words(line) for line in lines if not line.startswith(("Nachweis", "Stand"))
        ], address


def _words(line: str) -> list[str]:
    return sorted(re.findall(r"\w+", line))


def test_a_draft_stays_on_the_device_only_as_long_as_somebody_wants(new_page: NewPage, web: str) -> None:
    page = new_page()
    page.goto(web + FORM + "#?art=anbieter")
    fill(page, Name="Beispiel Entwurf")
    page.get_by_role("button", name="Unterbrechen").click()
    expect(page.locator(".beginn-satz")).to_contain_text("vergisst ihn, wenn Sie das Fenster schließen")
    page.reload()
    expect(page.get_by_text("Organisation, die Jobcoaching anbietet, Beispiel Entwurf")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    page.get_by_role("button", name="Weiterschreiben: Organisation").click()
    expect(page.locator(".felder").get_by_label("Name", exact=True)).to_have_value("Beispiel Entwurf")
    page.get_by_label("Entwurf auf diesem Gerät behalten").check()
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [1, 0]
    page.get_by_role("button", name="Unterbrechen").click()
    expect(page.locator(".beginn-satz")).to_have_text("Ihr Entwurf liegt unten.")
    page.get_by_role("button", name="Entwurf löschen").click()
    expect(page.locator(".beginn-satz")).to_have_text("Der Entwurf ist gelöscht.")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


@pytest.mark.parametrize(
    "stored",
    [
        "kein JSON",
        "[1, null, {}]",
        '{"art": 1}',
        '[{"art": "pruefvermerk", "nummer": "1", "daten": {}}]',
        '[{"art": "constructor", "nummer": "1", "daten": {}}]',
    ],
)
def test_what_is_no_draft_is_left_alone(stored: str, page: Page, web: str) -> None:
    page.goto(web + FORM)
    page.evaluate("(text) => sessionStorage.setItem('landkarte-entwuerfe', text)", stored)
    page.reload()
    expect(page.get_by_role("heading", name="Wer wird eingetragen?")).to_be_visible()
    expect(page.locator(".entwuerfe")).to_be_hidden()


@pytest.fixture
def operated(serve: Folder, tmp_path: Path) -> str:
    """A site whose operator has said how entries are handed in."""
    asked = Mitmachen(
        neue_datei="https://plattform.example/neu/{ordner}?name={datei}&text={inhalt}",
        datei_aendern="https://plattform.example/aendern/{pfad}",
        antwort_werktage=10,
    )
    kontakt = {"funktion": "Koordination", "telefon": "+49 30 23125 001", "email": "eins@example.org", "kontaktwege": ["telefon", "email"]}
    angebot = {"id": "uebergang", "leistungsart": "uebergangsmanagement"}
    fields = {"einzugsgebiet": {"umkreis_km": "50"}, "kontakt": kontakt, "angebote": [angebot]}
    published = directory([provider("beispiel-eins", "Beispiel Eins", **fields)])
    own = dataclasses.replace(published.settings, mitmachen=asked, betreiber=Betreiber(name="Beispiel-Stelle", email="post@example.org"))
    write(tmp_path, made(dataclasses.replace(published, settings=own)))
    return serve(tmp_path)


def leads_to(page: Page, name: str) -> str:
    """The address that a button opens in a new window; nothing is asked of that host."""
    page.evaluate("window.open = (address) => { window.geoeffnet = address; return null; }")
    page.get_by_role("button", name=name).click()
    page.wait_for_function("window.geoeffnet")
    return str(page.evaluate("window.geoeffnet"))


def test_a_new_entry_is_filled_into_the_page_of_the_platform(page: Page, operated: str) -> None:
    page.goto(operated + FORM + "#?art=anbieter")
    fill_in(page)
    text = submitted(page)
    asked = urlsplit(leads_to(page, "Auf der Plattform einreichen"))
    assert asked.path == "/neu/coaches/anbieter"
    assert parse_qs(asked.query, strict_parsing=True) == {"name": ["beispiel-neue-wege-ggmbh.yaml"], "text": [text]}
    expect(page.locator(".ergebnis")).to_contain_text("innerhalb von 10 Werktagen")
    expect(page.locator(".ergebnis")).to_contain_text("Beispiel-Stelle")


def test_what_is_long_or_there_already_is_copied_first(page: Page, operated: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(operated + FORM + "#?stimmt=beispiel-eins")
    expect(page.locator(".einreichen")).to_be_visible()
    leads_to(page, "Auf der Plattform einreichen")
    expect(page.locator(".einreichen-meldung")).to_contain_text("nur die Zeile, die mit „stand:“ beginnt")
    assert page.evaluate("navigator.clipboard.readText()").startswith("stand: 20")
    page.goto("about:blank")
    page.goto(operated + FORM + "#?aendern=beispiel-eins")
    fill(page, Name="Beispiel Anders")
    submitted(page)
    assert leads_to(page, "Auf der Plattform einreichen") == "https://plattform.example/aendern/coaches/anbieter/beispiel-eins.yaml"
    expect(page.locator(".einreichen-meldung")).to_contain_text("Ersetzen Sie dort den ganzen Text")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".dateitext").input_value()
    page.goto("about:blank")
    page.goto(operated + FORM + "#?art=anbieter")
    fill_in(page)
    for field in page.locator(".felder").get_by_role("textbox", name="Beschreibung").all():
        field.fill("Wir üben im Betrieb. " * 70)
    text = submitted(page)
    assert "text=&" in leads_to(page, "Auf der Plattform einreichen") + "&"
    assert page.evaluate("navigator.clipboard.readText()") == text


def test_an_e_mail_goes_to_the_operator_and_the_file_is_saved_first(page: Page, operated: str) -> None:
    page.goto(operated + FORM + "#?aendern=beispiel-eins")
    submitted(page)
    with page.expect_download() as download, page.expect_request("mailto:**") as mail:
        page.get_by_role("button", name="Per E-Mail einreichen").click()
    assert download.value.suggested_filename == "beispiel-eins.yaml"
    assert mail.value.url.startswith("mailto:post@example.org?subject=%C3%84nderung%3A%20Beispiel%20Eins")


# --- For everybody ---


def test_what_is_wrong_is_told_when_a_field_is_left_and_is_a_link_in_the_end(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=freiberuflich")
    plz = page.get_by_role("textbox", name="Postleitzahl")
    expect(page.locator(".befunde:visible")).to_have_count(0)
    plz.fill("1067")
    plz.press("Tab")
    expect(plz).to_have_attribute("aria-invalid", "true")
    expect(plz).to_have_accessible_description(re.compile("Meinten Sie 01067\\?"))
    plz.fill("01067")
    expect(plz).not_to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Prüfen und einreichen").click()
    expect(page.locator(".einreichen")).to_be_hidden()
    page.locator(".ergebnis-fehler").get_by_role("link", name="1. Standort: ort: Das Feld fehlt.").click()
    expect(page.get_by_role("textbox", name="Ort", exact=True)).to_be_focused()


def test_the_list_of_what_is_wrong_names_fields_as_the_form_does(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=freiberuflich")
    page.get_by_label("Tag der Einwilligung").first.fill("gestern")
    page.get_by_role("textbox", name="Postleitzahl").fill("x")
    page.get_by_label("Leistungsart").select_option("jobcoaching_ap")
    page.get_by_role("button", name="Prüfen und einreichen").click()
    told = page.locator(".ergebnis-fehler")
    for name in (
        "Einwilligung, Tag der Einwilligung: vom: „gestern“",
        "1. Standort, Postleitzahl: plz: „x“",
        "Kontakt: funktion: Das Feld fehlt.",
        "1. Angebot, Prozess: Das Feld prozess fehlt",
    ):
        expect(told.get_by_role("link", name=name)).to_have_count(1)
    expect(told.get_by_role("link", name=re.compile("^lizenz: "))).to_have_count(1)


def test_a_telephone_shows_the_keys_that_a_field_needs(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=freiberuflich")
    wanted = {"Postleitzahl": "numeric", "Telefon (freiwillig)": "tel", "E-Mail (freiwillig)": "email", "Website (freiwillig)": "url"}
    for name, keys in wanted.items():
        expect(page.get_by_role("textbox", name=name).first).to_have_attribute("inputmode", keys)


def test_who_begins_without_a_choice_is_led_to_it(page: Page, web: str) -> None:
    page.goto(web + FORM)
    page.get_by_role("button", name="Neuen Eintrag beginnen").press("Enter")
    expect(page.locator(".beginn-satz")).to_have_text("Wählen Sie aus, wer eingetragen wird.")
    expect(page.get_by_label("Organisation, die Jobcoaching anbietet")).to_be_focused()


def test_numbers_days_and_web_addresses_are_taken_as_people_write_them(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?aendern=beispiel-coaching-detmold")
    page.get_by_label("Stand", exact=True).first.fill("3.11.2026")
    page.get_by_label("Breite (freiwillig)").first.fill("51,9")
    page.get_by_label("Website (freiwillig)").fill("www.beispiel.example.org/start")
    text = submitted(page)
    assert "\nstand: 2026-11-03\n" in text
    assert "\n    lat: 51.9\n" in text
    assert "\nwebsite: https://www.beispiel.example.org/start\n" in text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a: &x [b]\nc: *x\n", "nicht lesen"),
        ("art: anbieter\n  id: x\n", "nicht lesen"),
        ("- eine Liste\n", "feld: wert"),
        ("name: Beispiel\n", "art: anbieter"),
        ("x" * 70_000, "größer als 64 KiB"),
        ("art: anbieter\nstandorte: [" + "{}," * 20_000 + "]\n", "mehr als 2000"),
    ],
)
def test_a_file_that_is_no_entry_is_told_and_nothing_is_lost(content: str, said: str, page: Page, web: str) -> None:
    page.goto(web + FORM)
    page.get_by_label("YAML-Datei").set_input_files({"name": "x.yaml", "mimeType": "text/yaml", "buffer": content.encode()})
    expect(page.locator(".datei-meldung")).to_contain_text(said)
    expect(page.get_by_role("heading", name="Wer wird eingetragen?")).to_be_visible()


def test_what_the_form_has_no_field_for_is_named(page: Page, web: str) -> None:
    page.goto(web + FORM)
    text = "art: anbieter\ndiagnose: x\ntraegerart: gibt_es_nicht\n__proto__: {boese: ja}\nstandorte: [{plz: '1', hausmeister: y}]\n"
    page.get_by_label("YAML-Datei").set_input_files({"name": "x.yaml", "mimeType": "text/yaml", "buffer": text.encode()})
    said = page.locator(".formular-satz")
    for word in ("diagnose", "traegerart › gibt_es_nicht", "standorte › 1 › hausmeister"):
        expect(said).to_contain_text(word)


@pytest.mark.parametrize("options", [{}, {"viewport": {"width": 375, "height": 800}, "color_scheme": "dark"}, {"forced_colors": "active"}])
def test_no_state_of_the_form_keeps_anybody_out(options: dict[str, Any], new_page: NewPage, web: str) -> None:
    page = new_page(**options)
    page.goto(web + FORM)
    assert axe(page) == []
    page.get_by_label("YAML-Datei").set_input_files(ROOT / "coaches/vorlagen/freiberuflich.yaml")
    page.locator(".felder .feld").first.wait_for()
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert axe(page) == []
    page.get_by_role("textbox", name="Postleitzahl").fill("x")
    page.get_by_role("button", name="Prüfen und einreichen").click()
    expect(page.locator(".ergebnis-fehler li")).to_have_count(1)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_from_a_disk_everything_works(page: Page, site: Path) -> None:
    page.goto((site / FORM).as_uri() + "#?aendern=beispiel-coaching-detmold")
    assert submitted(page).startswith("# yaml-language-server: $schema=../vorlagen/anbieter.schema.json\n")


def test_without_javascript_the_templates_are_at_hand(new_page: NewPage, web: str, site: Path) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(web + FORM)
    links = page.locator("noscript a[download]")
    names = ("anbieter", "freiberuflich", "jobcoach")
    assert [link.get_attribute("href") for link in links.all()] == [f"vorlagen/{name}.yaml" for name in names]
    assert (site / "vorlagen/anbieter.yaml").read_bytes() == (ROOT / "coaches/vorlagen/anbieter.yaml").read_bytes()
    expect(page.locator("[data-module=eintragen]")).to_be_hidden()
