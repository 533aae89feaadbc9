"""Landkarte JobcoachingAP: the table of contents. Every step in its order, the commands, the exit code.

load → check → places → directory → render, draw, export, feeds, datasets, assets → write. Steps do not know each other; only
this file knows the order. It alone prints and it alone looks at the clock. Heavy imports stand in the functions that need
them, so that ``--help`` answers at once.
"""

from __future__ import annotations

import gc
import io
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial, reduce
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple, NoReturn, TypeVar

from landkarte.commandline import Options, UsageError, not_understood, option, parse
from landkarte.errors import OperatorError

if TYPE_CHECKING:
    from landkarte.check import World
    from landkarte.diagnostics import Diagnostic, Finding, KeyPath
    from landkarte.directory import Directory, Listing
    from landkarte.draw import Pin
    from landkarte.history import Kind
    from landkarte.load import Loaded, Source
    from landkarte.lookup import Answer
    from landkarte.points import Lines
    from landkarte.render import Renderer
    from landkarte.review import Side
    from landkarte.settings import Settings

ROOT = Path(__file__).resolve().parent
GEODATA = ".geodata"
OK, FINDINGS, USAGE, FAILED = 0, 1, 2, 3

File = tuple[str, bytes]
"""Address relative to the site, and content."""
Part = Callable[[], Iterable[File]]
T = TypeVar("T")


class Checked(NamedTuple):
    """What may be published, and everything that was found on the way."""

    directory: Directory
    findings: list[Diagnostic]
    loaded: Loaded
    world: World
    paths: list[Finding]
    """What the rules found in entries, by its path instead of its line."""


def gather(
    root: Path, settings: Settings, today: date, examples: bool, arrived: Source | None = None, geodata: Path | None = None
) -> Checked:
    """Read, check and place all entries below ``root``/coaches. An entry with an error is left out, all others stay.

    One that ``arrived`` is judged as if it were there; ``geodata`` is where exact data lie, if not below ``root``.
    """
    from landkarte import check, directory, grade, load, places, points, withdrawn
    from landkarte.diagnostics import in_order
    from landkarte.gazetteer import Gazetteer
    from landkarte.geo import exact
    from landkarte.standard import rules

    gazetteer = Gazetteer(exact.read(geodata or root / GEODATA))
    loaded = load.load(root / "coaches")
    if arrived:
        loaded = loaded.joined(arrived)
    gone, unclear = stored(root, withdrawn.FILE, partial(withdrawn.parse, today=today))
    world = check.World(
        tuple(loaded.entries()),
        loaded.ids,
        today,
        settings.beispiel_stichtag,
        loaded.vermerke(),
        reaches=partial(places.reaches, gazetteer=gazetteer),
        changed=loaded.changed(),
        withdrawn={line.row.id: line.row.tag for line in gone if line.row},
    )
    found = check.findings(world)
    found += [finding for file, entry in world.entries for finding in places.findings(file, entry, gazetteer)]
    refused = {finding.file for finding in found if finding.level == "fehler" and not rules()[finding.code].eintrag_erscheint}
    good = [(file, entry) for file, entry in world.entries if file not in refused]
    found += check.unpublished_links(world, frozenset(entry.id for _, entry in good))
    located = load.located(loaded.sources, found)
    lines, broken = stored_points(root)
    known, outdated = points.known(lines, (entry for _, entry in world.entries), loaded.ids)

    chosen = [(file, entry) for file, entry in good if examples or not entry.beispiel]
    placed = {entry.id: places.places(entry, known, gazetteer) for _, entry in chosen}
    notes = directory.notes({file: entry.id for file, entry in chosen}, located)
    stufen = grade.grades((entry for _, entry in chosen), world.vermerke, world.changed, world.day_for)
    former = {entry.id: check.former_ids(entry, world) for _, entry in chosen if entry.fruehere_ids}
    rows = (line.row for line in gone if line.row)
    published = directory.assemble(settings, today, (entry for _, entry in chosen), placed, notes, stufen, gazetteer.exact, former, rows)
    return Checked(published, in_order([*loaded.findings, *located, *broken, *outdated, *unclear]), loaded, world, found)


def stored_points(root: Path) -> tuple[Lines, list[Diagnostic]]:
    """The lines of coaches/orte.csv, and what is wrong with the file or with a line."""
    from landkarte import points

    return stored(root, points.FILE, points.parse)


def stored(root: Path, file: str, parse: Callable[[str], tuple[T, list[Diagnostic]]]) -> tuple[T, list[Diagnostic]]:
    """The lines of a table beside the entries, and what is wrong with the file or with a line."""
    from landkarte import load

    text, unreadable = load.table(root / file, file)
    lines, broken = parse(text or "")
    return lines, [*unreadable, *broken]


def parts(root: Path, published: Directory, drawn: Callable[[list[Pin]], str]) -> list[Part]:
    """The site in parts, what takes long first. Any process can make any of them; every file is in one part only."""
    from landkarte import asking, assets, draw, export, feeds, render
    from landkarte.standard import vocabulary

    pages = render.Renderer(published, root / "templates")
    news = feeds.Feeds(published, pages.coverage)
    return [
        pages.common,
        pages.comparison,
        *(partial(made, land) for land in vocabulary("bundeslaender").werte for made in (pages.regions, news.of_land)),
        lambda: draw.files(published, drawn),
        lambda: export.files(published),
        lambda: data(pages, published),
        lambda: asking.files(published),
        lambda: assets.templates(root / "coaches" / "vorlagen"),
        lambda: [pages.consent(root / "coaches" / "vorlagen")],
        lambda: form(root, pages, published),
        lambda: assets.files(root / "templates" / "static", root / "node_modules"),
        *(partial(page, pages, listing) for listing in published.all),
    ]


def data(pages: Renderer, published: Directory) -> Iterator[File]:
    """The data sets, and the page that describes them and knows how large they are."""
    from landkarte import datasets

    sizes = {}
    for path, content in datasets.files(published, pages.coverage):
        sizes[path] = len(content)
        yield path, content
    yield pages.data(datasets.described(sizes))


def form(root: Path, pages: Renderer, published: Directory) -> Iterator[File]:
    """The page with the form, and what its fields are and how they are judged."""
    from landkarte import check, entryform

    day = published.today
    yield pages.form({name: called for name, (_, _, called) in entryform.KINDS.items()}, check.needs_more(day))
    yield from entryform.files(published, root / "coaches" / "vorlagen", check.conditions_data(day))


def pencil() -> Callable[[list[Pin]], str]:
    """What draws the map."""
    from landkarte import draw

    return draw.ready()


def page(pages: Renderer, listing: Listing) -> Iterator[File]:
    """The page of an entry, and one at each address that it had before."""
    yield pages.entry(listing)
    yield from pages.moved(listing)


def build(root: Path, options: Options, today: date) -> int:
    """The whole way: entries in, site/ exchanged as a whole."""
    from landkarte import workers

    with workers.Ahead(pencil) as drawing:
        from landkarte import settings, write

        chosen = settings.read(root / "pyproject.toml")
        checked = gather(root, chosen, today, options.examples)
        tell(checked.findings, options.format)
        if options.publish:
            refuse_to_publish(chosen, checked.directory)
        with write.replace_site(root / "site") as staging:

            def write_part(part: Part) -> None:
                for path, data in part():
                    staging.write(path, data)

            workers.mapped(write_part, parts(root, checked.directory, drawing.ask), "Website")
    tell_result(checked)
    return OK


def refuse_to_publish(settings: Settings, published: Directory) -> None:
    """Raise unless the operator is named in full, places are exactly known, and there is something to publish."""
    from landkarte.settings import SettingsError

    missing = [f"betreiber.{key}" for key in settings.betreiber.missing()] + ([] if settings.adresse else ["adresse"])
    if missing:
        raise SettingsError(f"Zum Veröffentlichen fehlen in pyproject.toml unter [tool.landkarte]: {', '.join(missing)}.")
    if published.exact is None:
        raise OperatorError(
            "Zum Veröffentlichen fehlen die exakten Geodaten. Rufen Sie einmal python build.py geodata auf, dann diesen Befehl noch einmal."
        )
    if not published.providers:
        raise SettingsError("Kein einziger Eintrag ist veröffentlichbar; die bisherige Website bleibt, wie sie ist.")


def check_entries(root: Path, options: Options, today: date) -> int:
    """Only read and check; exit code 1 when an entry, one of the files that were named, or the change has an error."""
    from landkarte import settings

    files = named_files(root, options)
    where = "in den genannten Dateien " if files else ""
    chosen = settings.read(root / "pyproject.toml")
    checked = gather(root, chosen, today, options.examples)
    if options.fix and repair_entries(root, options, {found.file for found in checked.findings if not files or found.file in files}):
        checked = gather(root, chosen, today, options.examples)
    if not options.examples:
        invented = {file for file, entry in checked.world.entries if entry.beispiel}
        checked = checked._replace(findings=[finding for finding in checked.findings if finding.file not in invented])
    if files:
        checked = checked._replace(findings=[finding for finding in checked.findings if finding.file in files])
    if options.since:
        where = "durch die Änderung "
        with compared(root, options.since, partial(gather, settings=chosen, today=today, examples=True)) as change:
            checked = checked._replace(findings=change.caused(checked.findings))
    tell(checked.findings, options.format)
    if options.format != "json":
        tell_result(checked, where)
    return FINDINGS if any(finding.level == "fehler" for finding in checked.findings) else OK


def repair_entries(root: Path, options: Options, files: Iterable[str]) -> bool:
    """Correct what is certain in the entries among ``files``; whether there was anything."""
    from landkarte import load, repair
    from landkarte.diagnostics import quoted, visible

    any_done = False
    for file in sorted(files):
        path = root / file
        folder = path.parent.name
        # a Prüfvermerk is written by attest; a table is no entry
        text, done = load.simple(path) if folder in ("anbieter", "jobcoaches") else (None, [])
        if text is None:
            continue
        text, corrected = repair.repaired(text, partial(load.certainly, folder=folder), load.plain)
        done += corrected
        if done:
            save_text(path, text)
            any_done = True
        for one in done:
            said = f"Berichtigt: {file}:{one.line} {quoted(one.old)} → {quoted(one.new)}"
            # a program that reads findings from standard output must not stumble over it
            print(visible(said), file=sys.stderr if options.format == "json" else sys.stdout)
    return any_done


class Compared(NamedTuple):
    """A change: the files that differ, by name, and what was found before."""

    changed: Mapping[str, Kind]
    root: Path
    """Where the entries of then lie for the time being."""
    before: Checked

    def caused(self, findings: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Of the findings that there are now: those in changed files, and those that were not there before."""
        known = set(self.before.findings)
        return [finding for finding in findings if finding.file in self.changed or finding not in known]


@contextmanager
def compared(root: Path, revision: str, gathered: Callable[..., Checked]) -> Iterator[Compared]:
    """What differs from where HEAD and ``revision`` went apart; inside, the entries of then can still be read."""
    from landkarte import history, load

    try:
        commit = history.base(root, revision)
    except history.UnknownRevision as error:
        raise UsageError(str(error)) from None
    changed = {change.file: change.kind for change in history.changes(root, commit)}
    with TemporaryDirectory() as folder:
        then = Path(folder)
        history.restore(root, commit, ["coaches", *(f"coaches/{name}" for name in load.FOLDERS)], then)
        yield Compared(changed, then, gathered(then, geodata=root / GEODATA))


def review_change(root: Path, options: Options, today: date) -> int:
    """What a change is about, for the maintainers; it judges nothing, so that the exit code is that of a run that succeeded."""
    from landkarte import review, settings

    gathered = partial(gather, settings=settings.read(root / "pyproject.toml"), today=today, examples=True)
    checked = gathered(root)
    with compared(root, options.base, gathered) as change:
        before, after = side(change.root, change.before, change.changed), side(root, checked, change.changed)
    found = review.review(change.changed, before, after, change.caused(checked.findings), options.author)
    pictures = bool(options.out)
    text = (review.as_json if options.format == "json" else review.as_markdown)(found, pictures)
    if not pictures:
        print(text)
        return OK
    files = {f"zusammenfassung.{'json' if options.format == 'json' else 'md'}": text}
    files |= {entry.map: entry.picture.decode() for entry in found.entries if entry.map}
    for name, content in files.items():
        save_beside(Path(options.out) / name, content)
        print(f"Geschrieben: {name}")
    return OK


def side(root: Path, checked: Checked, changed: Iterable[str]) -> Side:
    """One side of a change: what is written in the changed files, readable or not."""
    from landkarte import load, review

    paths = {file: root / file for file in changed if review.is_entry(file)}
    data = {file: load.data(path) for file, path in paths.items() if os.path.lexists(path)}
    kinds = {file: load.kind(paths[file].parent.name, values) for file, values in data.items() if values is not None}
    return review.Side(checked.directory, dict(checked.world.entries), data, kinds)


def save_beside(path: Path, text: str) -> None:
    """Write a file of a summary."""
    from landkarte import load

    try:
        load.save(path, text)
    except OSError as error:
        raise OperatorError(f"{path} lässt sich nicht schreiben ({error.strerror}).") from error


def decide_comment(root: Path, options: Options, today: date) -> int:
    """Which comment to write below a pull request, as JSON; a platform's own tool then does it."""
    from landkarte import comment

    decided = comment.decided(comment.summary(Path(options.text)), comment.comments(Path(options.comments)))
    print(json.dumps(decided, ensure_ascii=False))
    return OK


def named_files(root: Path, options: Options) -> frozenset[str]:
    """The files that check is about; UsageError for one that is not read, for nobody would notice a slip."""
    from landkarte import load
    from landkarte.diagnostics import visible

    found = {typed: load.asked_for(root / "coaches", typed) for typed in options.files}
    unknown = [typed for typed, file in found.items() if file is None]
    if unknown:
        raise UsageError(f"Unter den Dateien des Verzeichnisses in coaches/ gibt es nicht: {visible(', '.join(unknown))}")
    return frozenset(file for file in found.values() if file)


def attest_entry(root: Path, options: Options, today: date) -> int:
    """Write down what the maintainers saw; exit code 1 when that is refused."""
    from landkarte import attest, load, settings
    from landkarte.model import Person

    chosen = settings.read(root / "pyproject.toml")
    checked = gather(root, chosen, today, True)
    source = checked.loaded.coach(options.id)
    if source is None or not isinstance(source.entry, Person):
        return refuse([f"Einen lesbaren Eintrag {options.id} gibt es unter coaches/jobcoaches nicht."])
    errors = [finding for finding in checked.findings if finding.file == source.file and finding.level == "fehler"]
    if errors:
        tell(errors, options.format)
        return refuse(["Der Eintrag hat Fehler; ein Prüfvermerk wird erst danach geschrieben."])
    target = root / "coaches" / "pruefungen" / f"{options.id}.yaml"
    if os.path.lexists(target) and not options.replace:
        return refuse([f"{target.name} gibt es in coaches/pruefungen schon; zum Überschreiben: --ersetzen."])
    answers = attest.completed(source.entry, options.answers, ask)
    # for an invented entry the clock stands still
    day = checked.world.day_for(source.entry)
    seen_on = options.seen_on or day
    objections = attest.objections(source.entry, source.data(), answers, seen_on, day)
    if objections:
        return refuse(objections)
    text = load.dump(attest.vermerk(source.entry, source.data(), answers, seen_on))
    load.save(target, text)
    print(f"Geschrieben: coaches/pruefungen/{target.name}\n\n{text}")
    tell_stufe(gather(root, chosen, today, True).directory, options.id)
    return OK


def forget_entry(root: Path, options: Options, today: date) -> int:
    """Delete an entry for good; exit code 1 when that is refused. A run that was interrupted is done again."""
    from landkarte import check, forget, load, points, settings, withdrawn

    id_ = options.id
    files = load.of_id(root / "coaches", id_)
    folders = [path.parent.name for path in files]
    objection = forget.objection(id_, files)
    if objection:
        return refuse([objection])
    gone = usable(root, withdrawn.FILE, partial(withdrawn.parse, today=today))
    # broken lines are no obstacle: they keep their text, or go if they begin with the id
    lines = usable(root, points.FILE, lambda text: (points.parse(text)[0], []))
    left = forget.without(lines, id_)
    if not files and left == lines:
        since = next((line.row.tag for line in gone if line.row and line.row.id == id_), None)
        if since is None:
            return refuse([f"Einen Eintrag {id_} gibt es nicht und gab es nach {withdrawn.FILE} nicht; es ist nichts geändert."])
        say(f"Von {id_} ist nichts mehr da; zurückgezogen seit {since}.")
        return OK
    world = gather(root, settings.read(root / "pyproject.toml"), today, True).world
    entry = next((entry for _, entry in world.entries if entry.id == id_), None)
    # the line comes first: whatever happens next, the entry is not published again
    recorded = forget.recorded(gone, id_, folders, check.former_ids(entry, world) if entry else (), today)
    if recorded != gone:
        save_table(root, withdrawn.FILE, withdrawn.dump(recorded))
        say(f"Geschrieben: {withdrawn.FILE}")
    if left != lines:
        save_points(root, left)
        say(f"Zeilen gelöscht: {len(lines) - len(left)} in {points.FILE}")
    for path in files:
        delete(path)
        say(f"Gelöscht: {path.relative_to(root).as_posix()}")
    others = [(file, other) for file, other in world.entries if other.id != id_]
    for words in forget.mentions(others, left, id_):
        say(f"Von Hand: {words}")
    if entry is None and recorded != gone:
        say(f"Der Eintrag war nicht zu lesen. Hatte er frühere Kennungen, tragen Sie auch diese in {withdrawn.FILE} ein.")
    print(f"\n{forget.runbook(id_, load.FOLDERS)}", end="")
    return OK


def new_entry(root: Path, options: Options, today: date) -> int:
    """Ask for what an entry needs and write it; nothing is written before the rules are content with everything."""
    from landkarte import settings

    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    try:
        return interview_for(root, settings.read(root / "pyproject.toml"), today)
    except EOFError:
        say_lines("\nAbgebrochen; es ist nichts geschrieben.")
        return FAILED
    except KeyboardInterrupt:
        say_lines("\nAbgebrochen; es ist nichts geschrieben.")
        return 130


def interview_for(root: Path, settings: Settings, today: date) -> int:
    """The questions in their order, and again for as long as something is wrong."""
    import json
    import secrets
    from tempfile import TemporaryDirectory

    from landkarte import interview, load, schema

    kinds = {name.removesuffix(".schema.json"): json.loads(data) for name, data in schema.files()}
    choice = ""
    while choice not in interview.KINDS:
        say("Was für ein Eintrag? " + ", ".join(f"{key} = {kinds[name]['title']}" for key, name in interview.KINDS.items()))
        choice = input("> ").strip()
    kind, form = interview.KINDS[choice], kinds[interview.KINDS[choice]]
    folder = "anbieter" if kind == "anbieter" else "jobcoaches"
    world = gather(root, settings, today, True).world
    taken = world.ids | world.withdrawn.keys() | {old for _, entry in world.entries for old in entry.fruehere_ids}
    data = interview.settled(form)
    todo = interview.required(form, data)
    while True:
        for path in todo:
            proposal = today.isoformat() if path == ("stand",) else ""
            if path == ("id",):
                proposal = load.id_from(data["name"]) if folder == "anbieter" else interview.coach_id(secrets.choice)
            data = answer_to(interview.question(form, path), form, data, path, folder, proposal, taken)
        text = f"# yaml-language-server: $schema=../vorlagen/{kind}.schema.json\n" + load.dump(interview.finished(form, data))
        with TemporaryDirectory() as draft:
            path_of_draft = Path(draft) / "entwurf.yaml"
            load.save(path_of_draft, text)
            mailed = load.mailed(path_of_draft, "Ihr Eintrag")
            wrong: list[tuple[str, str, KeyPath]] = [
                (found.message, found.hint, ()) for found in mailed.findings if found.level == "fehler"
            ]
            if mailed.source:
                found_paths = gather(root, settings, today, True, mailed.source).paths
                wrong = [(one.message, one.hint, one.path) for one in found_paths if one.file == "Ihr Eintrag" and one.level == "fehler"]
        if not wrong:
            break
        todo = []
        for message, hint, path in wrong:
            say_lines(f"\nNoch nicht richtig: {message} {hint}")
            todo += [one for one in interview.open_at(form, data, path) if one not in todo]
        if not todo:
            return refuse(["Dazu gibt es hier keine Frage; kopieren Sie bitte die Vorlage. Es ist nichts geschrieben."])
    target = root / "coaches" / folder / f"{data['id']}.yaml"
    if os.path.lexists(target):
        return refuse([f"{target.name} gibt es inzwischen; es ist nichts geschrieben."])
    save_text(target, text)
    say_lines(f"\nGeschrieben: coaches/{folder}/{target.name}")
    say(f"Alles Weitere ist freiwillig: Was es noch gibt, zeigt und erklärt coaches/vorlagen/{kind}.yaml; ergänzen Sie es in der Datei.")
    say(f"Danach prüfen: python build.py check coaches/{folder}/{target.name}")
    return OK


def answer_to(
    question: str, form: dict[str, object], data: dict[str, object], path: KeyPath, folder: str, proposal: str, taken: Collection[str]
) -> dict[str, object]:
    """The data with an answer that is right by itself; a wrong one is asked again."""
    from landkarte import interview, load

    say_lines(question)
    while True:
        answer = input(f"[{proposal}] > " if proposal else "> ").strip() or proposal
        tried = interview.answered(form, data, path, answer)
        objection = "" if answer else "Bitte geben Sie etwas ein." if interview.is_required(form, path) else ""
        objection = objection or (load.objection(tried, folder, path) if answer else "")
        if path == ("id",) and answer in taken:
            objection = f"Die Kennung {answer} ist vergeben oder war es. Wählen Sie eine andere."
        if not objection:
            return tried
        say(f"  {objection}")


def say_lines(text: str) -> None:
    """Several lines at once."""
    for line in text.split("\n"):
        say(line)


def import_entry(root: Path, options: Options, today: date) -> int:
    """Take a file that was sent into coaches/, or say what is wrong with it; exit code 1 when it is not taken."""
    from landkarte import load, settings
    from landkarte.diagnostics import in_order

    [typed] = options.files
    mailed = load.mailed(Path(typed), typed)
    if mailed.place.startswith("pruefungen/"):
        return refuse(["Prüfvermerke werden nicht übernommen; die Redaktion schreibt sie mit python build.py attest."])
    if mailed.source is None:
        tell(in_order(mailed.findings), options.format)
        return refuse([f"{typed} hat Fehler und wird nicht übernommen."])
    target = root / "coaches" / mailed.place
    if os.path.lexists(target):
        if not options.replace:
            return refuse([f"coaches/{mailed.place} gibt es schon; zum Ersetzen: --ersetzen."])
        if target.is_symlink() or not target.is_file():
            return refuse([f"coaches/{mailed.place} ist keine gewöhnliche Datei und wird nicht ersetzt."])
    chosen = settings.read(root / "pyproject.toml")
    # what the entry does to others counts as well: somebody else's page must not vanish
    before = set(gather(root, chosen, today, True).findings)
    after = gather(root, chosen, today, True, mailed.source)
    found = [finding for finding in (*mailed.findings, *after.findings) if finding not in before]
    tell(in_order(found), options.format)
    if any(finding.level == "fehler" for finding in found):
        return refuse([f"{typed} wird nicht übernommen, solange oben Fehler stehen."])
    said = "Ersetzt" if os.path.lexists(target) else "Geschrieben"
    save_text(target, mailed.text)
    say(f"{said}: coaches/{mailed.place}" + (" (Zeilenenden und BOM berichtigt)" if mailed.respelled else ""))
    return OK


def save_text(path: Path, text: str) -> None:
    """Put the file of an entry in place as a whole, or say that it is as it was."""
    from landkarte import load

    try:
        load.save(path, text)
    except OSError as error:
        raise OperatorError(f"{path.name} lässt sich nicht schreiben ({error.strerror}); es ist nichts geändert.") from error


def delete(path: Path) -> None:
    """Delete a file, or a link and not what it leads to."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise OperatorError(
            f"{path.name} in {path.parent.name} lässt sich nicht löschen ({error.strerror}). Was davor gelöscht ist, bleibt gelöscht; "
            "rufen Sie danach denselben Befehl noch einmal auf."
        ) from error


def ask(key: str, question: str) -> str:
    """The answer of the person at the terminal; UsageError when nobody sits there."""
    if not sys.stdin.isatty():
        raise not_understood(f"es fehlt {option(key)}")
    try:
        return input(f"{question} ")
    except EOFError:
        raise not_understood(f"es fehlt {option(key)}") from None


def refuse(reasons: list[str]) -> int:
    """Say why nothing was written."""
    from landkarte.diagnostics import visible

    for reason in reasons:
        print(f"Abgelehnt: {visible(reason)}")
    return FINDINGS


def tell_stufe(published: Directory, id_: str) -> None:
    """Which Stufe follows, or what is still missing."""
    from landkarte.diagnostics import visible

    grade = published.grades.get(id_)
    if grade is None:
        print("Der Eintrag ist zurzeit nicht veröffentlicht; eine Stufe hat er deshalb nicht.")
        return
    print(f"Stufe: {grade.titel or 'keine'}" + (f" ({visible(grade.wording)})" if grade.wording else ""))
    for criterion in grade.missing:
        print(f"  fehlt noch: {criterion.asked.offen}" + (f" ({visible(criterion.detail)})" if criterion.detail else ""))


def list_work(root: Path, options: Options, today: date) -> int:
    """What the maintainers have to do."""
    from landkarte import settings, worklist

    checked = gather(root, settings.read(root / "pyproject.toml"), today, options.examples)
    world = checked.world
    entries = [(file, entry) for file, entry in world.entries if options.examples or not entry.beispiel]
    left_out = {file for file, _ in world.entries} - {file for file, _ in entries}
    findings = [finding for finding in checked.findings if finding.file not in left_out]
    found = worklist.tasks(entries, world.vermerke, world.changed, findings, world.day_for)
    spelling = {"text": worklist.as_text, "markdown": worklist.as_markdown, "json": worklist.as_json}[options.format]
    print(spelling(found))
    return OK


def look_up(root: Path, options: Options, today: date) -> int:
    """Fill coaches/orte.csv, every answer at once; exit code 3 when the server failed to answer."""
    from landkarte import lookup, points, settings

    chosen = settings.read(root / "pyproject.toml")
    server = lookup.connect(chosen.suche)
    checked = gather(root, chosen, today, True)
    entries = [entry for _, entry in checked.world.entries]
    lines, gone = points.tidied(usable_points(root), entries, checked.loaded.ids)
    if gone:
        save_points(root, lines)
    plan = lookup.plan(checked.directory.providers, {line.row.key: line.row for line in lines if line.row}, today)
    for text in (*(f"Zeile entfernt: {words}." for words in gone), *lookup.announced(plan, chosen.suche)):
        say(text)
    outcomes: Counter[str] = Counter()
    for number, answer in enumerate(lookup.answers(plan.questions, server, today, time.sleep), start=1):
        keep(root, answer)
        say(f"{number}/{len(plan.questions)} {lookup.as_text(answer)}")
        outcomes[answer.outcome] += 1
    if plan.questions:
        say(lookup.summed(outcomes, len(plan.questions)))
    return FAILED if outcomes["Fehler"] else OK


def say(text: str) -> None:
    """Print a line at once, for a whole run may take hours."""
    from landkarte.diagnostics import visible

    print(visible(text), flush=True)


def usable_points(root: Path) -> Lines:
    """The lines of coaches/orte.csv; OperatorError when writing them anew would lose what cannot be read."""
    from landkarte import points

    return usable(root, points.FILE, points.parse)


def usable(root: Path, file: str, parse: Callable[[str], tuple[T, list[Diagnostic]]]) -> T:
    """The lines of a table beside the entries; OperatorError when writing them anew would lose what cannot be read."""
    lines, broken = stored(root, file, parse)
    errors = [finding for finding in broken if finding.level == "fehler"]
    if errors:
        tell(errors, "text")
        raise OperatorError(f"{file} ist nicht ganz lesbar und wird deshalb nicht ergänzt. Bitte zuerst berichtigen.")
    return lines


def keep(root: Path, answer: Answer) -> None:
    """Save an answer. The file is read again, for a person may have worked on it meanwhile."""
    from landkarte import points

    if answer.rows:
        save_points(root, reduce(points.put, answer.rows, usable_points(root)))


def save_points(root: Path, lines: Lines) -> None:
    """Put coaches/orte.csv in place as a whole."""
    from landkarte import points

    save_table(root, points.FILE, points.dump(lines))


def save_table(root: Path, file: str, text: str) -> None:
    """Put a table beside the entries in place as a whole, or say that it is as it was."""
    from landkarte import load

    try:
        load.save(root / file, text)
    except OSError as error:
        raise OperatorError(f"{file} lässt sich nicht schreiben ({error.strerror}); die Datei ist, wie sie war.") from error


def write_schema(root: Path, options: Options, today: date) -> int:
    """Write the schema for editors beside the templates."""
    from landkarte import schema

    for name, data in schema.files():
        (root / "coaches" / "vorlagen" / name).write_bytes(data)
        print(f"Geschrieben: coaches/vorlagen/{name}")
    return OK


def serve(root: Path, options: Options, today: date) -> int:
    """Show the site on this machine and build it anew, in a process of its own, whenever something it is made of changes."""
    from landkarte import preview

    watched = [root / name for name in ("coaches", "templates", "landkarte", "build.py", "pyproject.toml")]
    try:
        with preview.Server(root / "site", options.port) as server:
            say(f"{server.url} zeigt site/. Beenden mit Strg+C.")
            for changed in preview.changes(watched):
                if changed:
                    say(f"Geändert: {', '.join(os.path.relpath(path, root) for path in changed[:3])}{' …' if len(changed) > 3 else ''}")
                rebuild(root, options)
    except KeyboardInterrupt:
        say("Beendet.")
    return OK


def rebuild(root: Path, options: Options) -> None:
    """Build with the code as it is now, and tell in a line what came of it; a build that fails leaves site/ as it was."""
    import subprocess

    from landkarte.commandline import repeated

    command = [sys.executable, str(root / "build.py"), *repeated(options)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode == OK:
        say(f"Gebaut: {done.stdout.splitlines()[-1]}")
        return
    for line in done.stderr.splitlines():
        say(line)
    say("Der Bau ist nicht gelungen; zu sehen ist weiter die bisherige Website.")


def get_geodata(root: Path, options: Options, today: date) -> int:
    """Fetch the exact official data that builds then find by themselves."""
    from landkarte import geodata, settings

    stored = geodata.update(settings.read(root / "pyproject.toml").geodaten, root / GEODATA, today)
    print(f"Gespeichert in {GEODATA}/: {stored}")
    return OK


def tell(findings: Sequence[Diagnostic], spelling: str) -> None:
    """Print every finding on a line of its own, or all as one list for programs."""
    from landkarte.diagnostics import as_github, as_json, as_text

    if spelling == "json":
        return print(as_json(findings))
    for finding in findings:
        print(as_github(finding) if spelling == "github" else as_text(finding))


def tell_result(checked: Checked, where: str = "") -> None:
    """One line at the end, ``where`` its findings are; it says when files were too wrong for all rules to be asked."""
    levels = Counter(finding.level for finding in checked.findings)
    counts = f"{where}{levels['fehler']} Fehler, {levels['warnung']} Warnungen, {levels['hinweis']} Hinweise"
    unread = {finding.file for finding in checked.loaded.findings} & {finding.file for finding in checked.findings}
    unread -= {source.file for source in checked.loaded.sources}
    files, are = ("Datei", "ist") if len(unread) == 1 else ("Dateien", "sind")
    more = f" Bei {len(unread)} {files} folgen weitere Prüfungen, sobald sie lesbar {are}." if unread else ""
    print(f"{len(checked.directory.providers)} Anbieter, {len(checked.directory.coaches)} Jobcoaches; {counts}.{more}")


def today_from(options: Options) -> date:
    """--today, else SOURCE_DATE_EPOCH, else the day it is."""
    if options.today:
        return options.today
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return date.today()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError("SOURCE_DATE_EPOCH muss eine Zahl von Sekunden seit 1970 sein.") from None


COMMANDS = {
    "build": build,
    "check": check_entries,
    "new": new_entry,
    "review": review_change,
    "comment": decide_comment,
    "attest": attest_entry,
    "forget": forget_entry,
    "import": import_entry,
    "worklist": list_work,
    "lookup": look_up,
    "geodata": get_geodata,
    "schema": write_schema,
    "serve": serve,
}


def main(arguments: list[str]) -> int:
    """Run one command and say in German what went wrong."""
    # Python has no stream where the one who called closed it (>&-); a build goes on without
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal without umlauts must not stop a build
            stream.reconfigure(errors="backslashreplace")
    try:
        options = parse(arguments, list(COMMANDS))
        if options.help:
            print(options.help, flush=True)
            return OK
        code = COMMANDS[options.command](ROOT, options, today_from(options))
        sys.stdout.flush()
        return code
    except UsageError as error:
        print(error, file=sys.stderr)
        return USAGE
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("landkarte"):
            raise  # our own mistake
        print(f"Es fehlt {error.name}. Bitte einmal make site aufrufen, dann .venv/bin/python build.py", file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print("Abgebrochen; site/ ist unverändert.", file=sys.stderr)
        return 130
    except OperatorError as error:
        print(error, file=sys.stderr)
        return FAILED
    except BrokenPipeError:
        # whoever read our output has seen enough; point the stream elsewhere so that closing it stays silent
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED


def leave(code: int) -> NoReturn:
    """End the process at once: taking ten thousand entries apart one by one would be a tenth of the time."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    # Entries live to the end; looking for garbage among them again and again would be another tenth.
    gc.disable()
    leave(main(sys.argv[1:]))
