"""The form says what the command line says of every wrong value, and what it makes passes the check unchanged."""

import dataclasses
import json
import random
import re
from collections.abc import Iterable, Iterator
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import build
from landkarte.entries import reading
from landkarte.entries.reading import tree
from landkarte.ground import settings
from landkarte.ground.diagnostics import Diagnostic
from landkarte.judging import conditions_data
from tests.bench import entries as bench
from tests.browser.conftest import computed
from tests.conftest import DAY, ROOT, make_project
from tests.entries.test_names import SPELLED

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
    entries = {path: reading.read(path, path.name)[0] for path in paths}
    page.goto(web + FORM)
    made_here = page.evaluate(THROUGH_THE_FIELDS, [path.read_text(encoding="utf-8") for path in paths])
    for path, text in zip(paths, made_here, strict=True):
        path.write_text(text, encoding="utf-8")
    for path in paths:
        source, findings = reading.read(path, path.name)
        assert findings == []
        assert source
        assert plain(source.entry) == plain(entries[path].entry)  # type: ignore[union-attr]
    after = all_findings(many)
    assert {file: sorted(set(before[file]) ^ set(after.get(file, ()))) for file in before if before[file] != after.get(file)} == {}
    assert set(after) == set(before)


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
    "ganzzahl": ["viele", "12,5", "ca. 12", "-1", "99999", "12.0", "1949", "2101", "50 km", "12.", "1_2", "1__2", "9" * 400],
    "zahl": ["62 Euro", "1.234,50", "-1", "100001", "1001", "91", "-181", "1e3", "NaN", ".5", "5.", "1_2.5", "1_", "1e400", "0x1F"],
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


def together(data: Node, changes: Iterable[tuple[Way, Any]]) -> list[Node]:
    """Copies of plain data, each with some of the changes, few of one section; none of these lies within another."""
    mixed = list(changes)
    random.Random(1).shuffle(mixed)
    groups: list[dict[Way, Any]] = []
    for path, value in mixed:
        apart = (g for g in groups if len(g) < 8 and not any(way[: len(path)] == path[: len(way)] for way in g))
        group = next(apart, None)
        if group is None:
            groups.append(group := {})
        group[path] = value
    return [reduce(lambda copy, change: changed(copy, *change), group.items(), data) for group in groups]


def told(found: Iterable[Diagnostic]) -> list[tuple[str, ...]]:
    return sorted((one.code, one.level, one.message, one.hint) for one in found if one.code in SHAPE_CODES)


@pytest.mark.parametrize("kind", ["anbieter", "freiberuflich", "jobcoach"])
def test_a_wrong_value_is_told_in_the_words_of_the_command_line(kind: str, page: Page, web: str, tmp_path: Path) -> None:
    page.goto(web + FORM)
    form = computed(page, "() => landkarte.formular")
    folder = tmp_path / form["arten"][kind]["ordner"]
    folder.mkdir()
    source = reading.Source(kind, ROOT / "coaches" / "vorlagen" / f"{kind}.yaml", None)  # type: ignore[arg-type]
    good = {**source.data(), "id": "jc-7k3m9q" if kind != "anbieter" else "fall"}
    cases = [changed(good, path, value) for path, value in variants(form, form["arten"][kind]["felder"], good)]
    assert len(cases) > 200
    said = computed(page, "([art, faelle]) => faelle.map((daten) => landkarte.pruefeWerte(art, daten, landkarte.formular))", [kind, cases])
    for data, findings in zip(cases, said, strict=True):
        path = folder / f"{data.get('id') or 'ohne'}.yaml"
        if "/" in path.name.removesuffix(".yaml") or not re.fullmatch("[a-z0-9-]{1,64}", path.stem):
            path = folder / "name-der-datei.yaml"
        path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")  # YAML as well, and written in no time
        expected = [one for one in told(reading.read(path, path.name)[1]) if "ist nicht der Dateiname" not in one[2]]
        path.unlink()
        said_here = sorted((one["code"], one["schwere"], one["meldung"], one["hinweis"]) for one in findings)
        ended = {code for code, *_ in expected} & {"FO-01", "FO-09"}  # reading a file ends there, the form goes on
        said_here = [one for one in said_here if not ended or one[0] in ended]
        assert said_here == expected, data


TOLD_TO_PEOPLE = """([art, faelle]) => faelle.flatMap((daten) => {
  const { felder, pruefung, formular } = landkarte;
  const wurzel = felder(formular.arten[art].felder, daten, formular);
  return pruefung(wurzel, art, formular, () => {}).pruefe(daten, "2026-11-01").map(({ satz }) => satz);
})"""
FOUND = """([art, faelle, regeln]) => faelle.map((daten) =>
  landkarte.bedingungen(regeln || landkarte.formular.regeln, art, daten, "2026-11-01")
    .map(({ code, schwere, pfad }) => [code, schwere, pfad]))"""
TECHNICAL = re.compile(r"[{}\[\]=]|\w_\w|\.yaml|coaches/|\b[A-Z]{1,2}-\d\d\b|\b(?:true|false)\b|^[a-zäöü]|JJJJ|Feldname|Vorlage|undefined")


@pytest.mark.parametrize("kind", ["anbieter", "freiberuflich", "jobcoach"])
def test_a_person_hears_sentences_and_no_word_of_the_file(kind: str, page: Page, web: str) -> None:
    """Of what stands in quotation marks she wrote every letter herself."""
    page.goto(web + FORM)
    page.evaluate("landkarte.benannt.lade(document, 'jobcoach', document.querySelector('[data-urteil]').dataset.urteil)")
    form = computed(page, "() => landkarte.formular")
    good = reading.plain((ROOT / "coaches" / "vorlagen" / f"{kind}.yaml").read_text(encoding="utf-8"))
    wrong = [*variants(form, form["arten"][kind]["felder"], good)]
    assert len(wrong) >= 300
    cases = together(good, wrong)
    found = [computed(page, FOUND, [kind, cases, rules]) for rules in (None, conditions_data(DAY))]
    assert found[0] == found[1]  # without the words for maintainers the rules decide the same
    said = set(computed(page, TOLD_TO_PEOPLE, [kind, cases]))
    assert len(said) > 40
    assert [sentence for sentence in said if TECHNICAL.search(re.sub("„[^“]*“", "„…“", sentence))] == []
    assert [sentence for sentence in said if not re.search(r"[.?!)]$", sentence)] == []


def test_what_stands_under_a_field_is_written_for_people_too(page: Page, web: str) -> None:
    page.goto(web + FORM)
    form = computed(page, "() => landkarte.formular")
    nodes = [node for kind in form["arten"].values() for node in kind["felder"]] + [
        node for part in form["abschnitte"].values() for node in part
    ]
    shown = [node for node in nodes if not node.get("technisch") and not node.get("verborgen") and node["art"] != "fest"]
    texts = [f"{node['titel']} {node.get('text', '')}" for node in shown] + [q["frage"] + q.get("satz", "") for q in form["fragen"]]
    assert [text for text in texts if re.search(r"[{}]|\w_\w|\.yaml|\b(?:true|false)\b|\b0\d{4}\b", text)] == []


DAYS = {
    "2026-11-28": [
        "28.11.26",
        "28.11.2026",
        "28. November 2026",
        "28/11/2026",
        "28. Nov. 26",
        "Samstag, 28. November 2026",
        "28-11-2026",
        "28 11 2026",
    ],
    "1999-03-01": ["1.3.99", "1. März 1999", "01.03.1999"],
    "gestern": ["gestern"],
    "28. Brumaire 2026": ["28. Brumaire 2026"],
    "28.11": ["28.11"],
}


def test_a_day_may_be_spelled_in_every_german_way(page: Page, web: str) -> None:
    page.goto(web + FORM)
    spelled = {text: day for day, texts in DAYS.items() for text in texts}
    read = "(texte) => texte.map((text) => landkarte.geschrieben({ art: 'datum' }, text, landkarte.formular))"
    assert dict(zip(spelled, page.evaluate(read, list(spelled)), strict=True)) == spelled


def test_a_kreis_is_chosen_by_its_name(page: Page, web: str) -> None:
    page.goto(web + FORM + "#?art=anbieter&frage=gebiet")
    page.get_by_role("button", name="Kreis hinzufügen").click()
    kreis = page.locator(".felder").get_by_role("combobox", name="1. Kreis")
    kreis.fill("Lippe")
    kreis.press("Tab")
    expect(kreis).to_have_accessible_description(re.compile("„Lippe“ ist nicht in der Liste. Wählen Sie einen Kreis aus den Vorschlägen."))
    kreis.fill("kreis lippe")
    kreis.press("Tab")
    expect(kreis).not_to_have_attribute("aria-invalid", "true")
    drafts = "JSON.parse(sessionStorage.getItem('landkarte-entwuerfe'))[0].daten.einzugsgebiet.kreise"
    assert page.evaluate(drafts) == ["05766"]
    page.reload()
    expect(page.locator(".felder").get_by_role("combobox", name="1. Kreis")).to_have_value("Kreis Lippe")


def test_the_form_refuses_the_same_signs_by_the_same_names(page: Page, web: str) -> None:
    page.goto(web + FORM)
    every = "Array.from({ length: 0x110000 }, (_, punkt) => punkt)"
    ignorable = page.evaluate(f"{every}.filter((punkt) => /\\p{{DI}}/u.test(String.fromCodePoint(punkt)))")
    assert len(ignorable) >= 4174
    points = sorted({*ignorable, *range(0x20, 0x24F), *range(0x2000, 0x2100), 0x2800, 0x3000, 0xE000, *range(0xFFF0, 0x10000), 0x1F600})
    said = page.evaluate("""(punkte) => punkte.map((punkt) => {
      const befunde = landkarte.pruefeWerte("anbieter", { name: `ab${String.fromCodePoint(punkt)}` }, landkarte.formular);
      return befunde.filter(({ code }) => code === "FO-09").map(({ meldung }) => meldung).join();
    })""", points)  # fmt: skip
    read = (tree.parse(f"name: ab{chr(point)}\n").problems for point in points)
    expected = [next((one.message for one in problems if one.code == "FO-09"), "") for problems in read]
    assert dict(zip(points, said, strict=True)) == dict(zip(points, expected, strict=True))


def test_the_card_spells_a_name_as_the_list_does(page: Page, web: str) -> None:
    page.goto(web + FORM)
    card = "landkarte.vorschau(document.querySelector('#eintrag-vorlage'), 'freiberuflich', { name }, landkarte.formular, '2026-11-01')"
    said = page.evaluate(f"(namen) => namen.map((name) => {card}.querySelector('h3').innerText)", [parts for parts, _ in SPELLED])
    assert said == [spelled for _, spelled in SPELLED]
