"""One build in a single process with a clock around each step; prints seconds per step as JSON.

Started by run.py as a process of its own: ``python steps.py FOLDER``.
"""

import gc
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from os import devnull
from pathlib import Path
from typing import Any

BEGINNING = time.perf_counter()
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import build  # noqa: E402
from landkarte import directory, judging  # noqa: E402
from landkarte.desk.commandline import Options  # noqa: E402
from landkarte.entries import reading  # noqa: E402
from landkarte.ground import workers  # noqa: E402
from landkarte.places import placing  # noqa: E402
from landkarte.site import assets, datasets, feeds, folium_map, search_rows, write  # noqa: E402
from landkarte.site.pages import Renderer  # noqa: E402
from tests.bench import entries  # noqa: E402

spent: defaultdict[str, float] = defaultdict(float)


def timed(step: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """``work``, with its time added to ``step``."""

    def wrapper(*arguments: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return work(*arguments, **named)
        finally:
            spent[step] += time.perf_counter() - start

    return wrapper


def timed_stream(step: str, work: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """``work``, a generator, with the time until each of its items added to ``step``."""

    def wrapper(*arguments: Any) -> Iterator[Any]:
        following = timed(step, work(*arguments).__next__)
        while True:
            try:
                item = following()
            except StopIteration:
                return
            yield item

    return wrapper


def measure(root: Path) -> dict[str, float]:
    """Seconds per step of one build below ``root``; what no step accounts for is the rest: start, assembling, exchange."""
    clocks: tuple[tuple[Any, str, str], ...] = (
        (reading, "load", "lesen"),
        (reading, "located", "lesen"),
        (judging, "findings", "prüfen"),
        (judging, "unpublished_links", "prüfen"),
        (placing, "findings", "verorten"),
        (placing, "places", "verorten"),
        (directory, "assemble", "verorten"),
        (Renderer, "entry", "Seiten"),
        (write.Staging, "write", "schreiben"),
    )
    for owner, name, step in clocks:
        setattr(owner, name, timed(step, getattr(owner, name)))
    for owner, name in ((Renderer, "common"), (folium_map, "files"), (search_rows, "files"), (assets, "files")):
        setattr(owner, name, timed_stream("Listen und Daten", getattr(owner, name)))
    for owner, name in ((Renderer, "regions"), (feeds.Feeds, "of_land"), (datasets, "files")):
        setattr(owner, name, timed_stream("Orte", getattr(owner, name)))
    workers._processors = lambda: 1
    gc.disable()  # as the command does
    with open(devnull, "w") as nowhere, redirect_stdout(nowhere):
        build.run(root, Options(), entries.TODAY)
    spent["Rest"] = time.perf_counter() - BEGINNING - sum(spent.values())
    return dict(spent)


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
