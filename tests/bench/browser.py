"""make bench-browser: how fast the website is for those who read it, measured in Chromium, and what Lighthouse says.

    python tests/bench/browser.py [RUNDEN [EINTRÄGE …]]

Sites of full invented entries are served from this machine, compressed, to a browser that gets them as a telephone on the
road does: 150 ms of latency, 1.6 Mbit/s, a processor slowed four times, 412 x 823 pixels. Every round opens a fresh context
without a cache; the table shows medians.

"LCP" and "CLS" are read when everything that the start page asks for by itself has come. "INP" is the longest interaction of
all, from the key or click to the next paint. Work that a script puts off is no part of it; "Antwort" is the time from the last
key, or from the choice, until the page stands still again, and "längste Aufgabe" the longest time for which the page was deaf
meanwhile. "Karte" is the time from scrolling to it until markers are visible and it stands still, "Marke" until the first is there.

The first answers have a table of their own, each in a fresh context: the page has come and nothing more, then the whole question
is put into the field at once. "ms" is the time from then until the answer and its first cards are there, "kB" what travelled
meanwhile, "Heap" what the scripts hold on to after both questions and the map.

Exact geodata in .geodata are used when they are there. The browsers can reach nothing but this machine.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

from tests.bench import run, serving  # noqa: E402
from tests.browser.conftest import FLAGS, chromium  # noqa: E402

ROUNDS = 5
SIZES = (1_000, 10_000)
LATENCY_MS, BYTES_PER_SECOND, SLOWER = 150, 200_000, 4
WINDOW = {"width": 412, "height": 823}
LIGHTHOUSE = ROOT / "tests" / "bench" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"

WORD = "autism"
PLZ = "32756"
PUT_IN = """text => {
    messung.karte = 0;
    const asked = performance.now(), field = document.querySelector("#suchwort");
    field.focus();
    field.value = text;
    field.dispatchEvent(new Event("input", {bubbles: true}));
    return asked;
}"""
FACETS = 2
PAUSE_MS = 120  # between two keys
QUIET_MS = 1_000  # without any change the page stands still; longer than what startseite.js waits
START, ENTRY, REGION = "index.html", "anbieter/muster-00000.html", "kreis/05766.html"
MARKER = "#map_landkarte .leaflet-marker-icon"


@dataclass
class Visit:
    """One page in one fresh context: bytes as they travel, times in ms; None for what the page does not have yet."""

    requests: int
    size: int
    lcp: float
    cls: float
    map: float | None = None
    marker: float | None = None
    map_size: int | None = None
    typing: float | None = None
    typed: float | None = None
    typing_task: float | None = None
    choosing: float | None = None
    chosen: float | None = None
    choosing_task: float | None = None
    plz: float | None = None
    plz_size: int | None = None
    word: float | None = None
    word_size: int | None = None
    heap: float | None = None


def opened(browser: Browser, address: str) -> Page:
    """A page on a slow line and a slow processor, when nothing moves any more."""
    context = browser.new_context(viewport=WINDOW, device_scale_factor=2, is_mobile=True, has_touch=True)  # type: ignore[arg-type]
    context.add_init_script(path=ROOT / "tests" / "bench" / "messung.js")
    page = context.new_page()
    page.set_default_timeout(120_000)
    line = context.new_cdp_session(page)
    speed = {"latency": LATENCY_MS, "downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", {"offline": False, **speed})
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="networkidle")
    return page


def still(page: Page, also: str = "true") -> float:
    """The moment of the page's last change, once it stands still and ``also`` holds."""
    while not page.evaluate(f"performance.now() - messung.bewegt > {QUIET_MS} && ({also})"):
        page.wait_for_timeout(QUIET_MS / 4)  # the policy of the page forbids to wait in the page
    moment: float = page.evaluate("messung.bewegt")
    return moment


def number(page: Page, script: str) -> float:
    """What ``script`` counts."""
    value: float = page.evaluate(script)
    return value


def visit(browser: Browser, server: serving.Server, path: str) -> tuple[Page, Visit]:
    """Open a page; what it asked for by itself, and how it came."""
    server.asked.clear()
    page = opened(browser, server.address + path)
    still(page)
    lcp, cls = number(page, "messung.lcp"), number(page, "messung.cls")
    return page, Visit(len(server.asked), sum(asked.size for asked in server.asked), lcp, cls)


def see_map(page: Page, server: serving.Server, seen: Visit) -> None:
    """Scroll to the map, as a reader does who follows the link to it."""
    server.asked.clear()
    asked = number(page, "(document.querySelector('#karte-titel').scrollIntoView(), performance.now())")
    page.locator(MARKER).first.wait_for()
    seen.map = still(page) - asked
    seen.marker = number(page, "messung.marke") - asked
    seen.map_size = sum(file.size for file in server.asked)
    seen.cls = max(seen.cls, number(page, "messung.cls"))


def interaction(page: Page, act: Callable[[], None], after: str = "true") -> tuple[float, float, float]:
    """Longest interaction, time until the page stands still after the last of them, and longest task, of what ``act`` does."""
    page.evaluate("messung.ereignisse.length = messung.aufgabe = 0")
    act()
    moment = still(page, after)
    taken = moment - number(page, "messung.getippt")
    return number(page, "Math.max(0, ...messung.ereignisse)"), taken, number(page, "messung.aufgabe")


def ask(page: Page, seen: Visit) -> None:
    """Type six characters, then choose two facets."""
    field = page.locator("#suchwort")

    def type_word() -> None:
        field.tap()
        field.press_sequentially(WORD, delay=PAUSE_MS)

    answered = f"document.querySelector('.treffer-zahl').textContent.includes('{WORD}')"
    seen.typing, seen.typed, seen.typing_task = interaction(page, type_word, answered)
    form = page.locator("form[data-module='startseite']")
    form.locator(".filter > summary").tap()
    still(page)
    measured = []
    for facet in form.locator(".facette:visible").filter(has_not_text="alle gleich").all()[:FACETS]:
        facet.locator("summary").tap()
        still(page)
        measured.append(interaction(page, facet.locator("input:enabled").first.tap))
    seen.choosing, seen.chosen, seen.choosing_task = (max(figures) for figures in zip(*measured, strict=True))


def first_answer(page: Page, server: serving.Server, text: str) -> tuple[float, int]:
    """Put a question into the field of a page that has come; the ms until its answer has cards, and the bytes that it took."""
    server.asked.clear()
    asked: float = page.evaluate(PUT_IN, text)
    still(page, f"document.querySelector('.treffer-zahl').textContent.includes('{text}') && messung.karte")
    return number(page, "messung.karte") - asked, sum(file.size for file in server.asked)


def answers(browser: Browser, server: serving.Server, seen: Visit) -> None:
    """The first answers to a PLZ and to a word, and what the page holds on to once it has answered both and shown the map."""
    page, _ = visit(browser, server, START)
    seen.plz, seen.plz_size = first_answer(page, server, PLZ)
    first_answer(page, server, WORD)
    see_map(page, server, Visit(0, 0, 0, 0))
    line = page.context.new_cdp_session(page)
    line.send("HeapProfiler.collectGarbage")
    seen.heap = line.send("Runtime.getHeapUsage")["usedSize"]
    page.context.close()
    page, _ = visit(browser, server, START)
    seen.word, seen.word_size = first_answer(page, server, WORD)
    page.context.close()


def median(visits: Sequence[Visit], name: str) -> float | None:
    """Of one figure; None when no visit has it."""
    values = [value for value in (getattr(one, name) for one in visits) if value is not None]
    return statistics.median(values) if values else None


def start_page(browser: Browser, server: serving.Server) -> Visit:
    """The start page as it comes, then its map; in a second context the search."""
    page, seen = visit(browser, server, START)
    see_map(page, server, seen)
    page.context.close()
    page, _ = visit(browser, server, START)
    ask(page, seen)
    page.context.close()
    answers(browser, server, seen)
    return seen


def other_page(browser: Browser, server: serving.Server, path: str) -> Visit:
    """Any page as it comes."""
    page, seen = visit(browser, server, path)
    page.context.close()
    return seen


def row(name: str, visits: Sequence[Visit], figures: Sequence[tuple[str, float, int]]) -> list[str]:
    """A line of a table: the median of each figure (name, divisor, digits)."""
    values = [(median(visits, figure), divisor, digits) for figure, divisor, digits in figures]
    return [name, *("–" if value is None else run.german(value / divisor, digits) for value, divisor, digits in values)]


ARRIVAL = (("requests", 1, 0), ("size", 1000, 1), ("lcp", 1, 0), ("cls", 1, 3))
MAP = (("map_size", 1000, 1), ("map", 1, 0))
FIRST = (("plz", 1, 0), ("plz_size", 1000, 0), ("word", 1, 0), ("word_size", 1000, 0), ("chosen", 1, 0), ("marker", 1, 0), ("heap", 1e6, 1))
ANSWERS = tuple((name, 1, 0) for name in ("typing", "typed", "typing_task", "choosing", "chosen", "choosing_task"))


def sizes(site: Path) -> list[list[str]]:
    """What the data and the pages of entries weigh, in kB."""
    pages = [len(serving.packed(page)) for page in sorted([*site.glob("anbieter/*.html"), *site.glob("jobcoach/*.html")])]
    rows = [
        ["Seiten der Einträge, die mittlere", "", run.german(statistics.median(pages) / 1000, 1)],
        ["Seiten der Einträge, die größte", "", run.german(max(pages) / 1000, 1)],
    ]
    for file in sorted([*site.glob("daten/*/*.js"), *site.glob("karte/*/*.js")]):
        raw, travels = file.stat().st_size, len(serving.packed(file))
        rows.append([f"{file.parents[1].name}/{file.name}", run.german(raw / 1000, 1), run.german(travels / 1000, 1)])
    return rows


def measure(browser: Browser, server: serving.Server, count: int, rounds: int) -> None:
    """Print what readers of a site with ``count`` entries wait for."""
    pages = {"Startseite": START, "Anbieter": ENTRY, "Kreis": REGION}
    start = [start_page(browser, server) for _ in range(rounds)]
    others = {name: [other_page(browser, server, path) for _ in range(rounds)] for name, path in pages.items() if path != START}
    entries = f"{run.german(count)} Einträge"
    print(f"{entries}: wie eine Seite kommt\n")
    head = (entries, "Anfragen", "kB", "LCP ms", "CLS", "kB Karte", "Karte ms")
    run.table(head, [row("Startseite", start, (*ARRIVAL, *MAP)), *(row(name, seen, (*ARRIVAL, *MAP)) for name, seen in others.items())])
    print(f"{entries}: {len(WORD)} Zeichen tippen, dann {FACETS} Filter wählen\n")
    head = (entries, "INP Tippen", "Antwort", "längste Aufgabe", "INP Filter", "Antwort", "längste Aufgabe")
    run.table(head, [row("Startseite, ms", start, ANSWERS)])
    first = (entries, f"PLZ {PLZ} ms", "kB", f"Wort {WORD} ms", "kB", "Filter ms", "Marke ms", "Heap MB")
    run.table(first, [row("erste Antworten", start, FIRST)])
    run.table(("Dateien", "kB", "kB übertragen"), sizes(server.folder))


def lighthouse(server: serving.Server) -> None:
    """Print the scores of three pages, with Lighthouse's own slow line and telephone."""
    rows = []
    for name, path in (("Startseite", START), ("Anbieter", ENTRY), ("Kreis", REGION)):
        flags = " ".join([*FLAGS.split(), f'"{ONLY_HERE}"'])
        only = "--only-categories=performance,accessibility,best-practices,seo"
        command = ("node", LIGHTHOUSE, server.address + path, "--quiet", "--output=json", "--output-path=stdout", only)
        result = subprocess.run(
            (*command, f"--chrome-flags={flags}"), env=os.environ | {"CHROME_PATH": chromium()}, capture_output=True, text=True, check=True
        )
        report = json.loads(result.stdout)
        rows.append([name, *(run.german(category["score"] * 100) for category in report["categories"].values())])
        for category in report["categories"].values():
            failed = [report["audits"][one["id"]] for one in category["auditRefs"] if one["weight"]]
            rows += [
                [f"  {audit['title']}", "", "", "", run.german(audit["score"] * 100)]
                for audit in failed
                if audit["score"] is not None and audit["score"] < 1
            ]
    run.table(("Lighthouse", "Leistung", "Barrierefreiheit", "Gute Praxis", "Suchmaschinen"), rows)


def main(rounds: int = ROUNDS, counts: Sequence[int] = SIZES) -> int:
    """Build, measure and print."""
    exact = ROOT / ".geodata"
    with tempfile.TemporaryDirectory(prefix="landkarte-bench-") as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS.split(), ONLY_HERE])
        told = f"{'mit' if exact.exists() else 'ohne'} exakte Geodaten; Median aus {rounds} Besuchen, {SLOWER}-fach gebremster Prozessor"
        print(f"Chromium {browser.version}, {LATENCY_MS} ms, {BYTES_PER_SECOND * 8 / 1e6:.1f} Mbit/s, {told}\n")
        for count in counts:
            root = Path(folder) / str(count)
            contender = run.ours(root, "full", count)
            if exact.exists():
                (root / exact.name).symlink_to(exact)
            contender.build()
            with serving.served(root / "site") as server:
                measure(browser, server, count, rounds)
                if count == counts[0]:
                    lighthouse(server)
        browser.close()
    return 0


if __name__ == "__main__":
    numbers = [int(one) for one in sys.argv[1:]]
    sys.exit(main(numbers[0] if numbers else ROUNDS, numbers[1:] or SIZES))
