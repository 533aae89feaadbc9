"""The summary of a change in Markdown and in JSON."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from landkarte.desk.review import ownership
from landkarte.desk.review.words import Words, markdown, plain
from landkarte.ground.diagnostics import Diagnostic, as_code, as_row, visible

if TYPE_CHECKING:
    from landkarte.desk.review import Review, Reviewed

ARTIFACT = "zusammenfassung"
"""The name under which a workflow stores the folder of the summary."""
LIMIT = 58_000
"""Characters of a comment; platforms take some more (GitHub 65,536), and a frame comes around it."""
_ROOM = 5_000
"""Characters of one section; what is left out is counted. All sections of the head and of one entry together fit into a comment."""


def as_markdown(review: "Review", pictures: bool) -> str:
    """The comment, at most LIMIT characters. ``pictures`` says whether the maps lie beside it."""
    text = "\n".join([*_head(review), ""])
    left_out = []
    for entry in review.entries:
        block = "\n".join(["", *_entry(entry, pictures), ""])
        if len(text) + len(block) > LIMIT - 2_000:
            left_out.append(entry)
        else:
            text += block
    if left_out:
        named = ", ".join(as_code(entry.id, 70) for entry in left_out[:20])
        more = f" und {len(left_out) - 20} weitere" if len(left_out) > 20 else ""
        text += f"\n## Ausgelassen\n\nDer Vorschlag ist zu groß für einen Kommentar. Es fehlen die Einzelheiten zu {named}{more}.\n"
    return text


def _head(review: "Review") -> list[str]:
    kinds = Counter(entry.kind for entry in review.entries)
    counts = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items())) or "keine"
    levels = Counter(finding.level for entry in review.entries for finding in (*entry.findings, *entry.duplicates))
    levels += Counter(finding.level for finding in review.elsewhere)
    lines = [
        "## Was dieser Vorschlag ändert",
        "",
        f"- Einträge: {counts}",
        f"- Befunde: {levels['fehler']} Fehler, {levels['warnung']} Warnungen, {levels['hinweis']} Hinweise",
    ]
    flags = [(entry, flag) for entry in review.entries for flag in entry.flags]
    # many new entries must not push the one out of sight that is somebody else's
    flags.sort(key=lambda one: (one[1][0] not in (ownership.LOST, ownership.FOREIGN), one[0].kind == "neu"))
    lines += _section("## Zu beachten", (f"{as_code(entry.id, 70)}: {markdown(flag)}" for entry, flag in flags))
    lines += _section("## Braucht die Redaktion", (f"{as_code(file)} ist {kind}" for file, kind in review.editorial))
    lines += _section("## Folgen in anderen Dateien", (f"{as_code(finding.file)} {_finding(finding)}" for finding in review.elsewhere))
    return lines + _section("## Stufen anderer Einträge", map(markdown, review.stufen))


def _entry(entry: "Reviewed", pictures: bool) -> list[str]:
    formerly = f", vorher {as_code(entry.formerly)}" if entry.formerly else ""
    lines = [f"## {as_code(entry.name, 120)} ist {entry.kind}", "", f"Datei {as_code(entry.file)}{formerly}"]
    lines += _section("### Was sich ändert", map(markdown, entry.differences))
    lines += _section("### Freitexte zum Lesen", map(markdown, entry.texts))
    lines += _section("### Befunde", map(_finding, entry.findings))
    lines += _section("### Vielleicht doppelt", map(_finding, entry.duplicates))
    lines += _section("### Stufe", [markdown(entry.stufe)] if entry.stufe else [])
    if entry.kind != "gelöscht":
        shown = [f"{title}: {as_code(text)}" for title, text in entry.card] or ["Der Eintrag erscheint so nicht auf der Website."]
        lines += _section("### So erscheint der Eintrag", shown)
    places = [as_code(place) for place in entry.places]
    if pictures and entry.map:
        places.append(f"Karte: {as_code(entry.map)} im Artefakt {as_code(ARTIFACT)}")
    return lines + _section("### Wo er liegt", places)


def _section(heading: str, items: Iterable[str]) -> list[str]:
    found = [f"- {item}" for item in items]
    if not found:
        return []
    ends = accumulate(len(item) + 1 for item in found)
    kept = sum(end <= _ROOM for end in ends)
    more = [f"- und {len(found) - kept} weitere"] if len(found) > kept else []
    return ["", heading, "", *found[:kept], *more]


def _finding(finding: Diagnostic) -> str:
    hint = f" → {as_code(finding.hint)}" if finding.hint else ""
    return f"{finding.level.capitalize()} {as_code(finding.code)} in Zeile {finding.line}: {as_code(finding.message)}{hint}"


def as_json(review: "Review", pictures: bool) -> str:
    """The same for programs."""
    rows = {
        "konto": visible(review.author) or None,
        "eintraege": [_row(entry, pictures) for entry in review.entries],
        "redaktion": [{"datei": visible(file), "art": kind} for file, kind in review.editorial],
        "folgen": [as_row(finding) for finding in review.elsewhere],
        "stufen": _all(review.stufen),
    }
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _row(entry: "Reviewed", pictures: bool) -> dict[str, Any]:
    return {
        "datei": visible(entry.file),
        "id": visible(entry.id),
        "name": visible(entry.name),
        "art": entry.kind,
        "vorher": visible(entry.formerly) or None,
        "beachten": _all(entry.flags),
        "unterschiede": _all(entry.differences),
        "freitexte": _all(entry.texts),
        "befunde": [as_row(finding) for finding in entry.findings],
        "vielleicht_doppelt": [as_row(finding) for finding in entry.duplicates],
        "stufe": plain(entry.stufe) or None,
        "karte": {title: visible(text) for title, text in entry.card},
        "lage": [visible(place) for place in entry.places],
        "bild": entry.map if pictures and entry.map else None,
    }


def _all(sentences: Sequence[Words]) -> list[str]:
    return [plain(words) for words in sentences]
