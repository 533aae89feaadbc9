"""What people see who write an entry in an editor that knows YAML: the language server that such editors use is asked itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from landkarte.standard import vocabularies
from tests.conftest import ROOT
from tests.languageserver import Editor, Message, editor

COACHES = ROOT / "coaches"
TEMPLATES = [COACHES / "vorlagen" / f"{name}.yaml" for name in ("anbieter", "jobcoach", "freiberuflich")]
EXAMPLES = {
    "anbieter": COACHES / "anbieter/beispiel-coaching-detmold.yaml",
    "jobcoach": COACHES / "jobcoaches/jc-1gk8pd.yaml",
    "freiberuflich": COACHES / "jobcoaches/jc-3k9dsu.yaml",
}
"""For each template an entry that could have begun with it."""

every_template = pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def server() -> Iterator[Editor]:
    with editor() as started:
        yield started


@pytest.fixture(scope="module")
def complaints(server: Editor) -> dict[Path, list[Message]]:
    """The templates, and entries in their folders, are open to the end; what the server complains about in each."""
    entries = {path: entry_text(kind) for kind, path in EXAMPLES.items()}
    return server.open({path: path.read_text(encoding="utf-8") for path in TEMPLATES} | entries)


every_open = pytest.mark.usefixtures("complaints")


@pytest.fixture
def draft(server: Editor) -> Iterator["Draft"]:
    opened = Draft(server)
    yield opened
    server.close(opened.path)


class Draft:
    """A file that is open during one test."""

    def __init__(self, server: Editor) -> None:
        self._server = server
        self.path = Path()

    def __call__(self, beside: Path, text: str) -> list[str]:
        """Open a file with this text; the lines at which there are complaints."""
        self.path = beside.with_name("versuch.yaml")
        [complaints] = self._server.open({self.path: text}).values()
        return [text.splitlines()[found["range"]["start"]["line"]] for found in complaints]


def entry_text(kind: str) -> str:
    """An entry as it is when its writer kept the first line of the template."""
    first = (COACHES / "vorlagen" / f"{kind}.yaml").read_text(encoding="utf-8").splitlines()[0]
    return f"{first}\n{EXAMPLES[kind].read_text(encoding='utf-8')}"


def line_of(text: str, start: str) -> int:
    return next(number for number, line in enumerate(text.splitlines()) if line.startswith(start))


@every_template
def test_a_template_is_open_without_a_complaint(complaints: dict[Path, list[Message]], path: Path) -> None:
    assert complaints[path] == []


@pytest.mark.parametrize("kind", EXAMPLES)
def test_an_entry_in_its_folder_finds_the_schema(complaints: dict[Path, list[Message]], kind: str) -> None:
    assert complaints[EXAMPLES[kind]] == []


@pytest.mark.parametrize("kind", EXAMPLES)
@pytest.mark.parametrize(("written", "misspelt"), [("\nlizenz: cc", "\nlizenz: zz"), ("\nlizenz: ", "\nlizens: ")], ids=["value", "key"])
def test_a_slip_in_an_entry_is_marked_where_it_is(draft: Draft, kind: str, written: str, misspelt: str) -> None:
    text = entry_text(kind)
    assert written in text
    assert [line for line in draft(EXAMPLES[kind], text.replace(written, misspelt)) if line.startswith(misspelt.strip())]


@every_template
def test_a_slip_in_a_template_is_marked_where_it_is(draft: Draft, path: Path) -> None:
    text = path.read_text(encoding="utf-8").replace("lizenz: cc_by_4_0", "lizenz: cc_by_4")
    assert draft(path, text) == ["lizenz: cc_by_4"]


@every_template
@every_open
def test_a_key_explains_itself(server: Editor, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    told = server.hovered(path, line_of(text, "lizenz:"), 2)
    assert "Lizenz, unter der die Angaben weiterverwendet werden dürfen." in told
    assert vocabularies()["lizenzen"].werte["cc_by_4_0"].label in told


@every_template
@every_open
def test_the_words_of_a_vocabulary_are_offered_and_explained(server: Editor, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    offered = server.completed(path, line_of(text, "lizenz:"), len("lizenz: "))
    assert offered == {key: f"{wert.label}: {wert.erklaerung}" for key, wert in vocabularies()["lizenzen"].werte.items()}


@every_template
def test_a_key_that_is_not_yet_there_is_offered_and_explained(draft: Draft, server: Editor, path: Path) -> None:
    text = path.read_text(encoding="utf-8") + "\nfru"
    draft(path, text)
    offered = server.completed(draft.path, text.count("\n"), len("fru"))
    assert offered["fruehere_ids"].startswith("Kennungen, unter denen der Eintrag früher stand")
    assert "lizenz" not in offered


@pytest.mark.parametrize("kind", EXAMPLES)
@every_open
def test_an_entry_in_its_folder_is_helped_like_a_template(server: Editor, kind: str) -> None:
    number = line_of(entry_text(kind), "lizenz:")
    assert "Lizenz" in server.hovered(EXAMPLES[kind], number, 2)
    assert set(server.completed(EXAMPLES[kind], number, len("lizenz: "))) == set(vocabularies()["lizenzen"].werte)
