"""What README.md shows of a measurement: a picture and a table. Reads what ``run.py --json`` wrote.

    python tests/bench/picture.py MESSUNG.json > tests/bench/linear.svg
    python tests/bench/picture.py --tabelle MESSUNG.json

In the picture both axes are logarithmic, so that what is linear is a straight line.
"""

import json
import sys
from math import log10
from pathlib import Path
from typing import Any

WIDTH, HEIGHT, EDGE = 640, 400, 60
STYLE = "font:14px sans-serif;fill:none;stroke-width:2"
LINES = (
    ("klein", "Landkarte", "kleine Einträge", "#0b5394"),
    ("klein", "Hugo", "Hugo", "#7f6000"),
    ("voll", "Landkarte", "volle Einträge", "#990000"),
)


def drawn(measured: dict[str, Any]) -> str:
    """The picture as SVG."""
    sizes = sorted({one["eintraege"] for one in measured["klein"]})
    wide, high = log10(sizes[-1] / sizes[0]), 3.0  # from 0.1 s to 100 s

    def at(entries: int, seconds: float) -> tuple[float, float]:
        x, y = log10(entries / sizes[0]) / wide, (log10(seconds) + 1) / high
        return EDGE + x * (WIDTH - 3 * EDGE), HEIGHT - EDGE - y * (HEIGHT - 2 * EDGE)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" style="{STYLE}">',
        '<path fill="#fff" d="M0 0h640v400H0z"/>',
    ]
    for size in sizes:
        x, y = at(size, 0.1)
        parts.append(f'<text x="{x:.0f}" y="{y + 20:.0f}" fill="#000" text-anchor="middle">{size:,}</text>'.replace(",", "."))
    for seconds in (0.1, 1, 10, 100):
        x, y = at(sizes[0], seconds)
        parts.append(
            f'<path stroke="#ccc" d="M{x:.0f} {y:.0f}H{WIDTH - 2 * EDGE}"/><text x="8" y="{y + 5:.0f}" fill="#000">{seconds} s</text>'
        )
    for kind, who, called, colour in LINES:
        found = [at(one["eintraege"], one["neu_rechenzeit"][1]) for one in measured[kind] if one["wer"] == who]
        x, y = found[-1]
        line = " ".join(f"{x:.0f},{y:.0f}" for x, y in found)
        parts.append(f'<polyline stroke="{colour}" points="{line}"/><text x="{x + 6:.0f}" y="{y + 5:.0f}" fill="{colour}">{called}</text>')
    return "\n".join([*parts, "</svg>\n"])


def table(measured: dict[str, Any]) -> str:
    """Day, machine and versions, and a row for each contender and number of entries, in Markdown."""
    rows = [(kind, one) for kind in ("klein", "voll") for one in measured[kind]]
    head = ("Einträge", "", "Runden", "Sekunden", "Rechenzeit", "Rechenzeit von … bis", "nach 1 Änderung", "größter Prozess", "Ausgabe")
    lines = [
        "Am {tag} auf {rechner} mit {prozessoren} Prozessoren, Python {python}, Hugo {hugo}: Median der Runden, im Wechsel, "
        "Rechenzeit in Sekunden, `--help` {hilfe_ms} ms.\n".format(**measured),
        f"| {' | '.join(head)} |",
        f"|---|---|{'---:|' * (len(head) - 2)}",
    ]
    for kind, one in rows:
        least, median, most = one["neu_rechenzeit"]
        measures = (one["neu_sekunden"][1], median, least, most, one["geaendert_rechenzeit"][1])
        seconds, busy, low, high, changed = (f"{seconds:.2f}".replace(".", ",") for seconds in measures)
        size = f"{one['dateien']} Dateien, {one['ausgabe_mb']:.0f} MB"
        times = (seconds, busy, f"{low} bis {high}", changed)
        about = (f"{one['eintraege']} {kind}", one["wer"], str(one["runden"]), *times, f"{one['groesster_mb']} MB", size)
        lines.append(f"| {' | '.join(about)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    *wanted, file = sys.argv[1:]
    made = json.loads(Path(file).read_text(encoding="utf-8"))
    print(table(made) if wanted == ["--tabelle"] else drawn(made), end="\n" if wanted else "")
