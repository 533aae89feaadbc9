"""What serve shows after any change is what a build from nothing makes, to the last byte."""

import os
import random
import re
from collections.abc import Callable
from functools import partial
from itertools import chain
from pathlib import Path

import build
from landkarte.desk.call import Call, Checked
from landkarte.desk.commandline import Options
from landkarte.desk.serve import Site
from landkarte.entries import withdrawn
from landkarte.ground.kept import Kept
from landkarte.places import points
from tests.conftest import DAY, EACH, make_project
from tests.pages import joined

STEPS = int(os.environ.get("LANDKARTE_SCHRITTE", "40"))
"""CONTRIBUTING.md says when to take more."""
FOLDERS = ("anbieter", "jobcoaches", "pruefungen")
NEW = ("beispiel-neu", "beispiel-ganz-neu", "jc-2b2b2b", "jc-3c3c3c", "beispiel-frueher", "jc-4d4d4d")


def blocks(text: str) -> dict[str, str]:
    """The text of an entry by the keys at its top."""
    return {block.partition(":")[0]: block for block in re.split(r"(?m)^(?=\w+:)", text) if re.match(r"\w+:", block)}


class Person:
    """Somebody who does to coaches/ what people do, and what they do by mistake."""

    def __init__(self, root: Path) -> None:
        self.coaches, self.r = root / "coaches", random.Random("serve")
        self.ids = [*EACH, *NEW]
        self.first = [(path.parent.name, path.stem, path.read_text(encoding="utf-8")) for path in self.files()]

    def files(self) -> list[Path]:
        return sorted(path for folder in FOLDERS for path in (self.coaches / folder).iterdir())

    def save(self, path: Path, parts: dict[str, str]) -> None:
        path.write_text("".join(part if part.endswith("\n") else f"{part}\n" for part in parts.values()), encoding="utf-8")

    def change(self) -> None:
        """Something of another entry, another reference or former id, or nothing any more where something stood."""
        path, other = self.r.choice(self.files()), self.r.choice(self.files())
        own, foreign = blocks(path.read_text(encoding="utf-8")), blocks(other.read_text(encoding="utf-8"))
        key = self.r.choice([*foreign, "name", "kontakt", "standorte", "jobcoaches", "anbieter", "fruehere_ids"])
        own[key] = foreign.get(key, "")
        if key in ("jobcoaches", "fruehere_ids"):
            own[key] = f"{key}: [{', '.join(self.r.sample(self.ids, 2))}]\n"
        if key == "anbieter":
            own[key] = f"anbieter: {self.r.choice([*self.ids, 'selbst'])}\n"
        self.save(path, own)

    def mend(self) -> None:
        """As it was in the beginning."""
        folder, id_, text = self.r.choice(self.first)
        (self.coaches / folder / f"{id_}.yaml").write_text(text, encoding="utf-8")

    def add(self) -> None:
        """What somebody else wrote, by another id."""
        path = self.r.choice(self.files())
        self.written_as(path, path.with_stem(self.r.choice(NEW)))

    def note(self) -> None:
        """The entry is the same, in other lines."""
        path = self.r.choice(self.files())
        path.write_text(f"# Notiz\n{path.read_text(encoding='utf-8')}", encoding="utf-8")

    def remove(self) -> None:
        self.r.choice(self.files()).unlink()

    def rename(self) -> None:
        path = self.r.choice(self.files())
        new = path.with_stem(self.r.choice(self.ids))
        if new != path:
            self.written_as(path, new, fruehere_ids=f"fruehere_ids: [{path.stem}]\n")
            path.unlink()

    def move(self) -> None:
        path = self.r.choice(self.files())
        path.replace(self.coaches / self.r.choice(FOLDERS) / path.name)

    def withdraw(self) -> None:
        """And whoever did so before is back, or soon nobody would be left."""
        path = self.coaches.parent / withdrawn.FILE
        head = path.read_text(encoding="utf-8").partition("jobcoach;")[0]
        path.write_text(f"{head}jobcoach;{self.r.choice(self.ids)};2026-10-01\n", encoding="utf-8")

    def forget_a_place(self) -> None:
        path = self.coaches.parent / points.FILE
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(lines[:1] + self.r.sample(lines[1:], max(0, len(lines) - 2))), encoding="utf-8")

    def written_as(self, path: Path, new: Path, **more: str) -> None:
        self.save(new, blocks(path.read_text(encoding="utf-8")) | {"id": f"id: {new.stem}\n"} | more)

    def step(self) -> str:
        acts: list[Callable[[], None]] = [
            *([self.change] * 6), *([self.mend] * 3), *([self.add, self.remove, self.rename, self.move] * 2), self.add, self.change,
            self.note, self.withdraw, self.forget_a_place,
        ]  # fmt: skip
        act = self.r.choice(acts)
        if self.files() or act == self.mend:
            act()
        return act.__name__


def same_bytes(site: Site, cold: Checked, root: Path) -> set[str]:
    """The addresses of a site that is what a build of ``cold`` makes."""
    made = dict(joined(chain.from_iterable(part() for part in build.parts(root, cold.directory))))
    assert [path for path, content in made.items() if site.read(path) != content] == []
    return set(made)


def test_after_any_steps_every_byte_is_that_of_a_build_from_nothing(tmp_path: Path) -> None:
    root = make_project(tmp_path / "projekt", only=EACH)
    kept = Kept()
    warm = Call(root, Options(today=DAY), DAY, partial(build.gather, kept=kept))
    cold = Call(root, Options(today=DAY), DAY, build.gather)
    person, site, seen, found = Person(root), None, set[str](), set[str]()
    for number in range(1, STEPS + 1):
        step = person.step()
        ours, theirs = warm.gathered(), cold.gathered()
        assert ours.findings == theirs.findings, f"step {number}: {step}"
        assert ours.directory == theirs.directory, f"step {number}: {step}"
        found |= {finding.code for finding in ours.findings}
        if number % 20 == 0 or number == STEPS:
            new, _ = build.in_memory(warm)
            site = new.after(site)
            now = same_bytes(site, theirs, root)
            assert {path for path in seen - now if site.read(path) is not None} == set()
            seen |= now
    assert {"C-01", "C-03", "C-07", "FO-03"} <= found


def test_a_change_is_told_of_whoever_is_alike(tmp_path: Path) -> None:
    root = make_project(tmp_path / "projekt", only={"beispiel-verband-berlin"})
    warm = Call(root, Options(today=DAY), DAY, partial(build.gather, kept=Kept()))
    path = root / "coaches/anbieter/beispiel-verband-berlin.yaml"
    copy, own = path.with_stem("beispiel-neu"), path.read_text(encoding="utf-8")

    def told_of_the_first() -> bool:
        found = warm.gathered().findings
        return any(finding.code == "C-03" and finding.file.endswith(path.name) for finding in found)

    assert not told_of_the_first()
    copy.write_text(own.replace("id: beispiel-verband-berlin", "id: beispiel-neu"), encoding="utf-8")
    assert told_of_the_first()
    copy.unlink()
    assert not told_of_the_first()
