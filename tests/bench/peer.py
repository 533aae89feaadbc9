"""The small entries laid out for Hugo: YAML as front matter, the description as Markdown below. Not part of any measured time."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

from landkarte.places.names import kreis_name
from landkarte.places.tables import kreise
from landkarte.standard import Wert, vocabularies, vocabulary
from tests.bench import entries

LAYOUTS = Path(__file__).parent / "hugo"
_PAGES = {"impressum": "Impressum", "datenschutz": "Datenschutz", "barrierefreiheit": "Barrierefreiheit", "quellen": "Quellen"}


def lay_out(site: Path, count: int) -> None:
    """Make the Hugo site of the first ``count`` small entries in the new folder ``site``."""
    shutil.copytree(LAYOUTS, site)
    (site / "content" / "anbieter").mkdir(parents=True)
    for name, title in _PAGES.items():
        (site / "content" / f"{name}.md").write_text(f"---\ntitle: {title}\n---\n", encoding="utf-8")
    for file, data in entries.entries("small", count):
        (site / "content" / file).with_suffix(".md").write_text(page(data), encoding="utf-8")
    _data(site / "data", "begriffe", {name: {key: _word(value) for key, value in v.werte.items()} for name, v in vocabularies().items()})
    _data(site / "data", "kreise", {ags: kreis_name(ags) for ags in kreise()})
    _data(site / "data", "aemter", {key: value.label for key, value in vocabulary("aemter").werte.items()})
    _data(site / "data", "laender", {key.lower(): value.label for key, value in vocabulary("bundeslaender").werte.items()})
    with (site / "hugo.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[params]\nheute = "{entries.TODAY}"\n')


def page(data: entries.Data) -> str:
    """One entry as Hugo reads it. What Hugo cannot work out itself, the places and the letter, is given to it."""
    head = {key: value for key, value in data.items() if key != "beschreibung"}
    served = [kreise()[key] for key in data["einzugsgebiet"]["kreise"]]
    own = {
        "title": data["name"],
        "land": _once(kreis.land.lower() for kreis in (kreise()[data["standorte"][0]["ags"]], *served)),
        "amt": _once(kreis.amt for kreis in served),
        "kreis": _once(kreis.ags for kreis in served),
        "a-z": [data["name"][0].lower().replace("ö", "o")],
    }
    return f"---\n{entries.yaml(own)}{entries.yaml(head)}---\n{data['beschreibung']}\n"


def _once(keys: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(keys))


def _word(value: Wert) -> dict[str, str]:
    return {"label": value.label, "erklaerung": value.erklaerung, "adresse": value.zusatz.get("adresse", "")}


def _data(folder: Path, name: str, value: object) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
