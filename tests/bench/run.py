"""make bench: builds invented entries with this project and with Hugo in turn, and prints what both cost.

    python tests/bench/run.py [--json] [RUNDEN [EINTRÄGE …]]

"Gleiche Arbeit wie Hugo": N small entries become one page each, the lists A to Z, the pages of Länder, Ämter and Kreise, the data
of map and search, a sitemap; every entry is checked. Hugo gets the same entries as front matter with Markdown (peer.py) and
layouts for the same pages (hugo/), with what it cannot work out itself: the places an entry serves and its letter. It is spared
what only this project does: distances, feeds, coverage, the data for questions about places, the pages of the standard, Folium.
"Alles": N full entries with every field, this build only.

A timing means little on its own: machines differ and are busy. So both build in turn, in several rounds, and the medians are
compared; ten thousand entries, which take long and vary least, in one round unless RUNDEN says more. Each round builds into an
empty output folder; the output before it is moved aside, not deleted, because file systems delete later, in somebody else's
time. The first build of each is not timed: it warms the disk's cache while the memory of all its processes is added up.
"Größter Prozess" is the peak the system itself recorded, over all rounds; "Rechenzeit" is what all processes computed, which a
busy machine disturbs least. Bytecode is kept, as those have it who build more than once, even where the one who measures has
switched that off.

Hugo is the binary of the package that tests/bench/requirements.txt pins; ``make lock`` takes the newest. One version is quicker
than another, so ratios can be compared only as long as it stays. With --json standard output is one line of JSON, to be kept and
compared later (picture.py draws it), and the tables go to standard error.
"""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import entries, peer  # noqa: E402

ROUNDS = {300: 3, 1_000: 3, 10_000: 1}
"""What is measured without being asked for: with how many entries, in how many rounds. It takes some eight minutes on two processors."""
HUGO = ROOT / ".hugo" / "hugo" / "binaries" / "hugo"
HELP_RUNS = 10


class Cost(NamedTuple):
    """Of one build: seconds by the clock, and seconds of computing in all processes together."""

    seconds: float
    busy: float


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of both."""
    return Cost(*map(statistics.median, zip(*costs, strict=True)))


@dataclass
class Contender:
    """Somebody who builds a site: the command, and the folder in which the site appears."""

    name: str
    command: Sequence[str]
    output: Path
    change: Callable[[], None]
    """Changes one entry."""
    anew: list[Cost] = field(default_factory=list)
    changed: list[Cost] = field(default_factory=list)
    """After a change of one entry."""
    largest_mb: float = 0
    together_mb: float = 0

    def build(self) -> Cost:
        """Build once."""
        os.sync()
        start = time.perf_counter()
        process = subprocess.Popen(self.command, env=surroundings(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert process.stderr is not None
        with process.stderr as errors:
            said = errors.read()
        _, status, used = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{self.name} ist gescheitert:\n{said.decode()}")
        self.largest_mb = max(self.largest_mb, used.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024))
        return Cost(elapsed, used.ru_utime + used.ru_stime)

    def build_anew(self) -> Cost:
        """Build once into an empty output folder."""
        if self.output.exists():
            self.output.rename(self.output.with_name(f"alt-{time.monotonic_ns()}"))
        return self.build()

    def warm_up(self) -> None:
        """Build once without a clock and watch the memory of all processes together."""
        finished = threading.Event()
        watcher = threading.Thread(target=self._watch, args=(finished,))
        watcher.start()
        try:
            self.build_anew()
        finally:
            finished.set()
            watcher.join()

    def _watch(self, finished: threading.Event) -> None:
        while not finished.wait(0.05):
            self.together_mb = max(self.together_mb, memory_of_descendants())


def surroundings() -> dict[str, str]:
    """The environment of whatever is measured: it finds the project from any folder, and keeps bytecode."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(ROOT)}


def memory_of_descendants() -> float:
    """MB that the processes started from here take, pages that they share counted once; 0 where the system does not say."""
    total, parents = 0, [os.getpid()]
    while parents:
        parent = parents.pop()
        try:
            for thread in Path(f"/proc/{parent}/task").iterdir():
                parents += map(int, (thread / "children").read_text().split())
            if parent != os.getpid():
                lines = Path(f"/proc/{parent}/smaps_rollup").read_text().splitlines()
                total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, IndexError):  # it has just ended
            continue
    return total / 1024


def ours(folder: Path, kind: entries.Kind, count: int) -> Contender:
    """This project, with ``count`` entries in ``folder``."""
    entries.write(folder / "coaches", kind, count)
    shutil.copytree(ROOT / "coaches/vorlagen", folder / "coaches/vorlagen")  # which the site shows
    (folder / "templates").symlink_to(ROOT / "templates")
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    with_address = settings.replace('\nadresse = ""\n', '\nadresse = "https://verzeichnis.example.org/"\n')
    (folder / "pyproject.toml").write_text(with_address, encoding="utf-8")
    one = folder / "coaches" / "anbieter" / "muster-00000.yaml"
    shutil.copy(ROOT / "build.py", folder)
    command = (sys.executable, str(folder / "build.py"), "--today", str(entries.TODAY))
    return Contender("Landkarte", command, folder / "site", lambda: append_to_name(one))


def hugos(folder: Path, count: int) -> Contender:
    """Hugo, with the same small entries in ``folder``."""
    peer.lay_out(folder, count)
    one = folder / "content" / "anbieter" / "muster-00000.md"
    command = (str(HUGO), "--quiet", "--source", str(folder), "--destination", str(folder / "site"))
    return Contender("Hugo", command, folder / "site", lambda: append_to_name(one))


def append_to_name(entry: Path) -> None:
    """A change that the entry's page, the lists and the data show."""
    lines = entry.read_text(encoding="utf-8").splitlines(keepends=True)
    entry.write_text("".join(line.rstrip("\n") + " neu\n" if line.startswith("name: ") else line for line in lines), encoding="utf-8")


def race(contenders: Sequence[Contender], rounds: int) -> None:
    """All build in turn: once to warm up, ``rounds`` times anew, ``rounds`` times after a change of one entry."""
    for contender in contenders:
        contender.warm_up()
    for _ in range(rounds):
        for contender in contenders:
            contender.anew.append(contender.build_anew())
    for _ in range(rounds):
        for contender in contenders:
            contender.change()
            contender.changed.append(contender.build())


def steps(folder: Path) -> dict[str, float]:
    """Seconds per step of one build in a single process."""
    command = (sys.executable, ROOT / "tests" / "bench" / "steps.py", folder)
    result = subprocess.run(command, env=surroundings(), capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(result.stdout)
    return measured


def help_seconds() -> float:
    """How long ``python build.py --help`` takes."""
    times = []
    for _ in range(HELP_RUNS):
        start = time.perf_counter()
        subprocess.run((sys.executable, ROOT / "build.py", "--help"), env=surroundings(), stdout=subprocess.DEVNULL, check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def german(value: float, digits: int = 0) -> str:
    """1.234,5"""
    return f"{value:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print columns: the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for line in (head, ["-" * width for width in widths], *rows):
        first, *rest = (cell.rjust(width) for cell, width in zip(line, widths, strict=True))
        print("  ".join([first.strip().ljust(widths[0]), *rest]))
    print()


def size_of(folder: Path) -> tuple[int, float]:
    """Number of files below ``folder`` and their MB."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return len(sizes), sum(sizes) / 1e6


def row(contender: Contender, count: int) -> list[str]:
    """A line of the tables for one contender and size."""
    anew = middle(contender.anew)
    files, megabytes = size_of(contender.output)
    memory = german(contender.together_mb) if contender.together_mb else "–"
    spent = [*(german(value, 2) for value in (*anew, *middle(contender.changed))), german(anew.busy / count * 1e6)]
    return [contender.name, german(count), *spent, german(contender.largest_mb), memory, german(files), german(megabytes, 1)]


TIMES = ("Sekunden", "Rechenzeit", "1 Änderung", "ihre Rechenzeit", "µs/Eintrag")
HEAD = ("", "Einträge", *TIMES, "MB größter Prozess", "MB zusammen", "Dateien", "MB Ausgabe")
STEPS = ("lesen", "prüfen", "verorten", "Seiten", "Orte", "Listen und Daten", "schreiben", "Rest")


def figures(contender: Contender, count: int) -> dict[str, Any]:
    """What was measured of one contender: of times the least, the median and the most."""
    files, megabytes = size_of(contender.output)
    measured: dict[str, Any] = {"wer": contender.name, "eintraege": count, "runden": len(contender.anew)}
    for key, costs in (("neu", contender.anew), ("geaendert", contender.changed)):
        for name, values in zip(("sekunden", "rechenzeit"), zip(*costs, strict=True), strict=True):
            measured[f"{key}_{name}"] = [round(pick(values), 3) for pick in (min, statistics.median, max)]
    memory = {"groesster_mb": round(contender.largest_mb), "zusammen_mb": round(contender.together_mb)}
    return measured | memory | {"dateien": files, "ausgabe_mb": round(megabytes, 1)}


def compare(work: Path, rounds: Mapping[int, int]) -> list[dict[str, Any]]:
    """The same work as Hugo."""
    measured = []
    rows, ratios, per_step, busy = [], [], [], []
    for count in rounds:
        us, hugo = ours(work / f"klein-{count}", "small", count), hugos(work / f"hugo-{count}", count)
        race((us, hugo), rounds[count])
        rows += [row(us, count), row(hugo, count)]
        measured += [figures(us, count), figures(hugo, count)]
        busy.append(middle(us.anew).busy)
        anew, changed = share(us.anew, hugo.anew), share(us.changed, hugo.changed)
        ratios.append(f"{german(count)} Einträge brauchen von Hugo {anew}, nach einer Änderung {changed}.")
        per_step.append(step_row("klein", us.output.parent, count))
    print("Gleiche Arbeit wie Hugo (kleine Einträge)\n")
    table(HEAD, rows)
    print(*ratios, flat([*rounds], busy), "", sep="\n")
    print("Ein Prozess, µs je Eintrag und Schritt\n")
    table(("", "Einträge", *STEPS, "zusammen"), per_step)
    return measured


def everything(work: Path, rounds: Mapping[int, int]) -> list[dict[str, Any]]:
    """Full entries, this build only."""
    rows, per_step, busy, measured = [], [], [], []
    for count in rounds:
        us = ours(work / f"voll-{count}", "full", count)
        race((us,), rounds[count])
        rows.append(row(us, count))
        measured.append(figures(us, count))
        busy.append(middle(us.anew).busy)
        per_step.append(step_row("voll", us.output.parent, count))
    print("Alles (volle Einträge, jedes Feld)\n")
    table(HEAD, rows)
    print(flat([*rounds], busy), "", sep="\n")
    print("Ein Prozess, µs je Eintrag und Schritt\n")
    table(("", "Einträge", *STEPS, "zusammen"), per_step)
    return measured


def share(one: Sequence[Cost], other: Sequence[Cost]) -> str:
    """What one costs, as a part of what the other costs."""
    seconds, busy = (mine / theirs for mine, theirs in zip(middle(one), middle(other), strict=True))
    return f"{german(seconds, 2)} der Sekunden und {german(busy, 2)} der Rechenzeit"


def step_row(name: str, folder: Path, count: int) -> list[str]:
    """Microseconds per entry of every step."""
    (folder / "site").rename(folder / "alt-schritte")
    spent = steps(folder)
    return [name, german(count), *(german(spent[step] / count * 1e6) for step in STEPS), german(sum(spent.values()) / count * 1e6)]


def flat(sizes: Sequence[int], busy: Sequence[float]) -> str:
    """How the computing per entry changes from the smallest to the largest number."""
    ratio = (busy[-1] / sizes[-1]) / (busy[0] / sizes[0])
    marginal = (busy[-1] - busy[0]) / (sizes[-1] - sizes[0]) * 1e6 if len(sizes) > 1 else 0.0
    return (
        f"Rechenzeit je Eintrag, {german(sizes[-1])} gegen {german(sizes[0])}: × {german(ratio, 2)} (mit dem festen Aufwand beim Start); "
        f"jeder weitere Eintrag {german(marginal)} µs."
    )


def machine() -> str:
    """What computes here, as its system calls it."""
    with suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def main(rounds: Mapping[int, int], as_json: bool = False) -> int:
    """Measure everything and print it; ``rounds`` by number of entries."""
    if not HUGO.exists():
        print("Zum Vergleich fehlt Hugo. Bitte so aufrufen, dann wird es eingerichtet: make bench", file=sys.stderr)
        return 2
    version = subprocess.run((HUGO, "version"), capture_output=True, text=True, check=True).stdout.split()[1].partition("-")[0]
    about = {
        "tag": str(date.today()),
        "rechner": machine(),
        "python": platform.python_version(),
        "hugo": version,
        "prozessoren": os.cpu_count(),
    }
    with tempfile.TemporaryDirectory(prefix="landkarte-bench-") as folder, redirect_stdout(sys.stderr if as_json else sys.stdout):
        print("Python {python}, Hugo {hugo}, {prozessoren} Prozessoren; beide im Wechsel, Median der Runden:".format(**about))
        print(*(f"{german(count)} Einträge: {many}" for count, many in rounds.items()), sep=", ", end=".\n")
        print("Verhältnisse zu Hugo lassen sich nur vergleichen, solange seine Version dieselbe ist.\n")
        measured = {"klein": compare(Path(folder), rounds), "voll": everything(Path(folder), rounds)}
        about["hilfe_ms"] = round(help_seconds() * 1000)
        print(f"python build.py --help: {about['hilfe_ms']} ms (Median aus {HELP_RUNS})")
    if as_json:
        print(json.dumps(about | measured, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    wanted = [int(argument) for argument in sys.argv[1:] if argument != "--json"]
    asked = dict.fromkeys(wanted[1:] or ROUNDS, wanted[0]) if wanted else ROUNDS
    sys.exit(main(asked, "--json" in sys.argv))
