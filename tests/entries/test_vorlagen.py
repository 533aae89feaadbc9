"""The templates that providers copy: readable as they stand, complete, and right about what is allowed."""

import re
import types
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest
import yaml

from landkarte.entries.model import Anbieter, Freiberufler, Jobcoach
from landkarte.entries.model.werte import Aus
from landkarte.entries.reading import Loaded, load
from landkarte.judging import World, findings
from landkarte.standard import FOLDER, vocabularies
from tests.conftest import ROOT

VORLAGEN = ROOT / "coaches/vorlagen"
KINDS: dict[str, tuple[type, str]] = {
    "anbieter": (Anbieter, "anbieter"),
    "jobcoach": (Jobcoach, "jobcoaches"),
    "freiberuflich": (Freiberufler, "jobcoaches"),
}
OPTIONAL_FIELD = re.compile(r"^( *)# ([a-z_]+: .+)$", re.MULTILINE)
FIELD = re.compile(r"( *)(# )?(- )?([a-z_0-9]+):(?: |$)")
COMMENT = re.compile(r" *# (?![a-z_0-9]+: )")
ALLOWED = re.compile(r"^ *# erlaubt \(([a-z_]+)\): ((?:.*\|\n)*.*)$", re.MULTILINE)
TOO_LONG_TO_LIST = {"sprachen": "verstaendigung", "rechtsgrundlagen": "recht"}
"""Vocabularies of which a template names only the file."""

every_template = pytest.mark.parametrize("name", KINDS)


def text_of(name: str) -> str:
    return (VORLAGEN / f"{name}.yaml").read_text(encoding="utf-8")


def with_optional_fields(text: str) -> str:
    """What a provider gets who removes the "# " before every optional field."""
    return OPTIONAL_FIELD.sub(r"\1\2", text)


def parts(annotation: Any) -> Iterator[Any]:
    """The types and markers inside ``annotation``: of a list, of an optional field, of Annotated."""
    origin = get_origin(annotation)
    if origin in (Annotated, Union, types.UnionType, tuple):
        for argument in get_args(annotation):
            yield from parts(argument)
    else:
        yield annotation


def paths_of(kind: type) -> dict[str, Any]:
    """Every field of ``kind`` as a dotted path, sections included, with what its annotation says."""
    found = {}
    hints = get_type_hints(kind, include_extras=True)
    for field in fields(kind):
        found[field.name] = hints[field.name]
        for part in parts(hints[field.name]):
            if is_dataclass(part) and isinstance(part, type):
                found |= {f"{field.name}.{path}": hint for path, hint in paths_of(part).items()}
    return found


def vocabularies_of(kind: type) -> set[str]:
    """The names of the vocabularies that the fields of ``kind`` draw from."""
    return {part.vokabular for hint in paths_of(kind).values() for part in parts(hint) if isinstance(part, Aus)}


def written_paths(data: object) -> set[str]:
    """Every key of ``data`` as a dotted path; the items of a list share one path."""
    if isinstance(data, list):
        return {path for item in data for path in written_paths(item)}
    if not isinstance(data, dict):
        return set()
    return {str(key) for key in data} | {f"{key}.{path}" for key, value in data.items() for path in written_paths(value)}


def allowed_in(text: str) -> list[tuple[str, set[str]]]:
    """What the template's comments allow: vocabulary and keys, for every such comment."""
    return [(vokabular, set(re.findall(r"\w+", keys))) for vokabular, keys in ALLOWED.findall(text)]


def test_every_kind_of_entry_has_its_template() -> None:
    assert {path.name for path in VORLAGEN.glob("*.yaml")} == {f"{name}.yaml" for name in KINDS}


def load_copies(folder: Path, change: Callable[[str], str] = str) -> Loaded:
    """What is read after every template was copied to its place."""
    for name, (_, place) in KINDS.items():
        (folder / place).mkdir(exist_ok=True)
        (folder / place / f"{name}.yaml").write_text(change(text_of(name)), encoding="utf-8")
    return load(folder)


@pytest.mark.parametrize("change", [str, with_optional_fields], ids=["as it stands", "with every optional field"])
def test_a_copied_template_is_read_without_a_finding(change: Callable[[str], str], tmp_path: Path) -> None:
    loaded = load_copies(tmp_path, change)
    assert loaded.findings == ()
    assert {entry.id: type(entry) for _, entry in loaded.entries()} == {name: kind for name, (kind, _) in KINDS.items()}


def test_no_rule_finds_anything_in_the_copied_templates(tmp_path: Path) -> None:
    loaded = load_copies(tmp_path)
    day = date(2026, 11, 1)
    assert findings(World(tuple(loaded.entries()), loaded.ids, day, day)) == []


@every_template
def test_a_template_names_every_field_of_the_model(name: str) -> None:
    written = written_paths(yaml.safe_load(with_optional_fields(text_of(name))))
    # The area of a single Standort has the fields of the entry's own area.
    explained_elsewhere = {path for path in paths_of(KINDS[name][0]) if path.startswith("standorte.einzugsgebiet.")}
    assert paths_of(KINDS[name][0]).keys() - explained_elsewhere <= written


@every_template
def test_a_template_lists_exactly_the_keys_of_every_vocabulary_it_needs(name: str) -> None:
    allowed = allowed_in(text_of(name))
    assert {vokabular for vokabular, _ in allowed} == vocabularies_of(KINDS[name][0])
    for vokabular, keys in allowed:
        file = TOO_LONG_TO_LIST.get(vokabular)
        assert keys == ({"siehe", "vokabulare", file, "toml"} if file else set(vocabularies()[vokabular].werte)), vokabular
        if file:
            assert f"\n[{vokabular}]\n" in (FOLDER / f"vokabulare/{file}.toml").read_text(encoding="utf-8")


@every_template
def test_every_field_of_a_template_is_explained(name: str) -> None:
    """On the line before it, where the template names it for the first time; of a list, the first item explains the others."""
    lines = text_of(name).splitlines()
    seen, bare = set(), []
    for before, line in pairwise(lines):
        field = FIELD.match(line)
        if field and (len(field[1] + (field[3] or "")), field[4]) not in seen:
            seen.add((len(field[1] + (field[3] or "")), field[4]))
            bare += [] if COMMENT.match(before) else [line]
    assert len(seen) > 50
    assert bare == []


@every_template
def test_a_template_is_recognisable_as_invented(name: str) -> None:
    data = yaml.safe_load(with_optional_fields(text_of(name)))
    assert data["beispiel"] is True
    assert data["website"].endswith(".example.org/")
    if "kontakt" in data:
        assert data["kontakt"]["email"].endswith("@example.org")
        assert data["kontakt"]["telefon"].startswith("+49 30 23125 ")


@every_template
def test_a_template_begins_with_what_is_compulsory(name: str) -> None:
    _, compulsory, voluntary = re.split("^# -+ (?:Pflicht|Freiwillig).* -+$", text_of(name), flags=re.MULTILINE)
    assert not re.search("^# Pflicht", voluntary, re.MULTILINE)
    keys = set(re.findall("^([a-z_]+):", compulsory, re.MULTILINE))
    required = {key for key, field in KINDS[name][0].__pydantic_fields__.items() if field.is_required()}  # type: ignore[attr-defined]
    by_a_rule = {"einwilligung"} | ({"einzugsgebiet"} if "standorte" in required else set())
    by_a_rule |= {"grundqualifikation"} if "beschaeftigungsform" in required else set()
    assert keys == required | by_a_rule | {"beispiel"}


def test_the_text_of_consent_that_the_templates_name_lies_beside_them() -> None:
    """Its name is what an entry says under textfassung; a new wording gets a new file."""
    for name in KINDS:
        version = yaml.safe_load(text_of(name))["einwilligung"]["textfassung"]
        assert f"coaches/vorlagen/einwilligung-{version}.md" in text_of(name)
        assert (VORLAGEN / f"einwilligung-{version}.md").is_file()


def test_the_text_of_consent_asks_for_everything_that_a_consent_can_cover() -> None:
    asked = re.findall(r"^- \[ \] (\S+)", (VORLAGEN / "einwilligung-2026-10.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [words.strip(":,") for words in asked] == [wert.label for wert in vocabularies()["einwilligungsumfang"].werte.values()]
