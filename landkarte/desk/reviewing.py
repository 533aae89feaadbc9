"""review: what a change is about, for the maintainers."""

import os
from collections.abc import Iterable
from pathlib import Path

from landkarte.desk import review
from landkarte.desk.call import Call, Checked
from landkarte.desk.change import compared
from landkarte.desk.commandline import OK
from landkarte.desk.review import Side
from landkarte.desk.storage import save
from landkarte.desk.terminal import show
from landkarte.entries import reading


def review_change(call: Call) -> int:
    """What a change is about, for the maintainers; it judges nothing, so that the exit code is that of a run that succeeded."""
    options = call.options
    checked = call.gathered()
    with compared(call, options.base) as change:
        before, after = side(change.root, change.before, change.changed), side(call.root, checked, change.changed)
    found = review.review(change.changed, before, after, change.caused(checked), options.author)
    pictures = bool(options.out)
    text = (review.as_json if options.format == "json" else review.as_markdown)(found, pictures)
    if not pictures:
        show(text)
        return OK
    files = {f"zusammenfassung.{'json' if options.format == 'json' else 'md'}": text}
    files |= {entry.map: entry.picture.decode() for entry in found.entries if entry.map}
    for name, content in files.items():
        path = Path(options.out) / name
        save(path, content, str(path))
        show(f"Geschrieben: {name}")
    return OK


def side(root: Path, checked: Checked, changed: Iterable[str]) -> Side:
    """One side of a change: what is written in the changed files, readable or not."""
    paths = {file: root / file for file in changed if review.is_entry(file)}
    data = {file: reading.data(path) for file, path in paths.items() if os.path.lexists(path)}
    return review.Side(checked.directory, dict(checked.world.entries), data)
