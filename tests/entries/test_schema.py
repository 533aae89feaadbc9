"""The schema for editors: fresh, told in German, and of one mind with the model; check-jsonschema is the independent judge."""

import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import redirect_stdout
from pathlib import Path

import pytest
import yaml
from check_jsonschema import main as judge

import build
from landkarte.desk.commandline import OK, Options
from landkarte.entries import reading, schema
from tests.conftest import DAY, ROOT
from tests.judging.test_rules import ENTRIES
from tests.judging.test_seeded import CONTENT, FREI, SHAPE, TEMPLATES, Seed, damaged, valid_entries

VORLAGEN = ROOT / "coaches" / "vorlagen"
SCHEMAS = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted(VORLAGEN.glob("*.schema.json"))}
"""As they are committed, which is as the command writes them."""
FOLDERS = {"anbieter": "anbieter", "pruefungen": "pruefvermerk"}
# What no schema can see: the name of the file, the text before YAML was read, and NaN, which is no number in JSON.
UNSEEN = {"the id of another file", "no number at all"}


def kind_of(path: Path) -> str:
    """Which schema an editor applies to a file, by its folder and by who the coach works for."""
    freelance = re.search("^anbieter: *[\"']?selbst", path.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    return FOLDERS.get(path.parent.name) or ("freiberuflich" if freelance else "jobcoach")


class Guessed(yaml.CSafeLoader):
    """YAML 1.2 as editors guess it, by the reader of PyYAML in C: check-jsonschema's own takes five times as long as its judgement."""


Guessed.yaml_implicit_resolvers = {}
for tag, spelling, first in (
    ("null", r"(?:~|null|Null|NULL|)\Z", ["~", "n", "N", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)\Z", list("tTfF")),
    ("int", r"[-+]?[0-9]+\Z", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z|[-+]?\.inf\Z|\.nan\Z", list("-+.0123456789")),
):
    Guessed.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(spelling), first)
Guessed.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))


def guessed(path: Path, target: Path) -> Path:
    """The values of an entry as JSON; nothing where they cannot be read."""
    try:
        target.write_text(json.dumps(yaml.load(path.read_bytes(), Guessed)), encoding="utf-8")
    except yaml.YAMLError:
        target.touch()
    return target


def refused(files: Iterable[Path], folder: Path | None = None) -> set[Path]:
    """The files that check-jsonschema refuses, each by the schema of its kind; with a ``folder`` for their values, many in short time."""
    by_kind: defaultdict[str, dict[str, Path]] = defaultdict(dict)
    for number, path in enumerate(files):
        by_kind[kind_of(path)][str(guessed(path, folder / f"{number}.json") if folder else path)] = path
    found: set[Path] = set()
    for kind, instances in by_kind.items():
        out = io.StringIO()
        with redirect_stdout(out):
            judge(["--output-format", "json", "--schemafile", str(VORLAGEN / f"{kind}.schema.json"), *instances], standalone_mode=False)
        told = json.loads(out.getvalue())
        found |= {instances[error["filename"]] for key in ("errors", "parse_errors") for error in told.get(key, ())}
    return found


def entries_below(*folders: Path) -> list[Path]:
    return sorted(path for folder in folders for place in reading.FOLDERS for path in folder.rglob(f"{place}/*.yaml"))


def accepted_by_load(path: Path) -> bool:
    return reading.read(path, path.name)[0] is not None


def write(folder: Path, texts: Mapping[str, str], file: str) -> dict[str, Path]:
    """Every text as the entry ``file`` in a folder of its own."""
    paths: dict[str, Path] = {}
    for number, (name, text) in enumerate(texts.items()):
        paths[name] = folder / str(number) / f"{file}.yaml"
        paths[name].parent.mkdir(parents=True)
        paths[name].write_text(text, encoding="utf-8")
    return paths


def seeded(folder: Path, seeds: Iterable[Seed]) -> dict[str, Path]:
    valid = valid_entries(folder / "valid")
    paths: dict[str, Path] = {}
    for file in {seed.file for seed in seeds}:
        before = (valid / f"{file}.yaml").read_text(encoding="utf-8")
        texts = {seed.kind: damaged(before, seed) for seed in seeds if seed.file == file}
        paths |= write(folder / file.replace("/", "-"), texts, file)
    return paths


def test_the_committed_schema_is_the_one_of_the_model() -> None:
    assert {path.name: path.read_bytes() for path in VORLAGEN.glob("*.json")} == dict(schema.files())


def test_the_command_writes_what_is_committed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "coaches" / "vorlagen").mkdir(parents=True)
    assert build.run(tmp_path, Options("schema"), DAY) == OK
    written = {path.name: path.read_bytes() for path in (tmp_path / "coaches" / "vorlagen").iterdir()}
    assert written == {path.name: path.read_bytes() for path in VORLAGEN.glob("*.json")}
    assert capsys.readouterr().out.count("Geschrieben: coaches/vorlagen/") == len(written)


def test_the_site_publishes_it(site: Path) -> None:
    assert {path.name for path in (site / "schema").iterdir()} == set(SCHEMAS)


def test_it_is_a_valid_schema() -> None:
    assert not judge(["--check-metaschema", *map(str, sorted(VORLAGEN.glob("*.json")))], standalone_mode=False)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_names_its_schema_here_and_where_it_is_copied_to(name: str) -> None:
    first = (VORLAGEN / f"{name}.yaml").read_text(encoding="utf-8").split("\n")[0]
    found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert found
    for folder in ("vorlagen", "anbieter", "jobcoaches"):
        assert (ROOT / "coaches" / folder / found[1]).resolve() == VORLAGEN / f"{name}.schema.json"


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_has_a_german_title_and_nothing_english_is_told(name: str) -> None:
    sections = [SCHEMAS[name], *SCHEMAS[name]["$defs"].values()]
    fields = {key: field for section in sections for key, field in section["properties"].items()}
    assert [key for key, field in fields.items() if not field["title"][0].isupper() and field["title"][0].isalpha()] == []
    # a title in ASCII would show that a word is missing in the table of umlauts
    assert [key for key, field in fields.items() if re.search("ae|oe|[^aeq]ue|strasse", field["title"])] == []
    text = json.dumps(SCHEMAS[name], ensure_ascii=False)
    assert not re.search(r"\b(the|and|with|where|which)\b", text)


def test_vocabularies_come_with_words_for_people() -> None:
    lizenz = SCHEMAS["anbieter.schema.json"]["properties"]["lizenz"]
    assert len(lizenz["enum"]) == len(lizenz["enumDescriptions"])
    assert all(": " in told for told in lizenz["enumDescriptions"])


def test_all_entries_templates_and_good_examples_are_accepted(tmp_path: Path) -> None:
    files = entries_below(ROOT / "coaches", *ENTRIES.glob("*/gut"), ENTRIES / "vorbilder")
    assert len(files) > 200
    assert refused(files, tmp_path) == set()


def test_what_only_a_rule_refuses_the_schema_accepts(tmp_path: Path) -> None:
    paths = [*seeded(tmp_path, CONTENT).values(), *entries_below(*ENTRIES.glob("*/schlecht"))]
    read = {path for path in paths if accepted_by_load(path)}
    assert len(read) > 200
    assert refused(read, tmp_path) == set()


def test_every_mistake_of_shape_is_refused(tmp_path: Path) -> None:
    paths = seeded(tmp_path, SHAPE)
    accepted = set(paths.values()) - refused(paths.values(), tmp_path)
    assert {kind for kind, path in paths.items() if path in accepted} == UNSEEN


SPELLINGS = [
    ('plz: "04109"', "plz: 04109"),
    ('plz: "04109"', "plz: 32756"),
    ('plz: "04109"', "plz: '32756'"),
    ('ags: "14713"', "ags: 14713"),
    ('kreise: ["14713"]', "kreise: [14713, '05766']"),
    ("schema: 1", 'schema: "1"'),
    ("kennenlerngespraech: true", 'kennenlerngespraech: "false"'),
    ("kennenlerngespraech: true", "kennenlerngespraech:"),
    ("faelle_abgeschlossen: 25", 'faelle_abgeschlossen: "25"'),
    ("faelle_abgeschlossen: 25", "faelle_abgeschlossen: 25.0"),
    ("faelle_abgeschlossen: 25", "faelle_abgeschlossen: ~"),
    ("        von: 60", '        von: "60.50"'),
    ("        von: 60", "        von: 6e1"),
    ("        von: 60", "        von: 60."),
    ("bezeichnung: Büro", "bezeichnung: 4711"),
    ("bezeichnung: Büro", "bezeichnung: true"),
    ("bezeichnung: Büro", "bezeichnung: 2026-10-01"),
    ("bezeichnung: Büro", 'bezeichnung: "  Büro  "'),
    ("bezeichnung: Büro", f"bezeichnung: {'x' * 120}"),
    ("textfassung: 2026-10", "textfassung: 2026.10"),
    ('personalschluessel: "1:1"', "personalschluessel: 1:1"),
    ("  - id: leipzig", "  - id: 1"),
    ("\\nstand: 2026-10-01", '\\nstand: "2026-10-01"'),
    ("\\nlizenz:", "\\nkonto: 123\\nlizenz:"),
    ("\\nlizenz:", "\\nkonto: null\\nlizenz:"),
    ("branchen: [lager_logistik, buero_verwaltung]", "branchen: []"),
]


def test_the_schema_accepts_every_spelling_that_is_read(tmp_path: Path) -> None:
    before = (valid_entries(tmp_path / "valid") / f"{FREI}.yaml").read_text(encoding="utf-8")
    seeds = [Seed(new, "", old.replace("\\n", "\n"), new.replace("\\n", "\n")) for old, new in SPELLINGS]
    paths = write(tmp_path, {seed.kind: damaged(before, seed) for seed in seeds}, FREI)
    assert [kind for kind, path in paths.items() if not accepted_by_load(path)] == []
    assert refused(paths.values()) == set()
