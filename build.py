"""Landkarte JobcoachingAP: the table of contents. Every step in its order, the commands, the exit code.

load → check → places → directory → render, draw, export, feeds, datasets, assets → write. Steps do not know each other; only
this file knows the order, and it alone looks at the clock. Every other command stands in landkarte/desk and gets, as
``gather``, the way from entries to what may be published. Heavy imports stand in the functions that need them, so that
``--help`` answers at once.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext, redirect_stdout, suppress
from datetime import date, datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn
from zoneinfo import ZoneInfo

from landkarte.desk.call import Call, Checked
from landkarte.desk.commandline import FAILED, OK, USAGE, Options, UsageError, parse
from landkarte.desk.commands import COMMANDS
from landkarte.desk.serve import File, Part, Site, answer, serve
from landkarte.desk.storage import alone, stored
from landkarte.desk.terminal import result, tell, warn
from landkarte.ground.errors import OperatorError
from landkarte.ground.exchange import refused

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from landkarte.desk.letters import Written
    from landkarte.directory import Directory, Listing
    from landkarte.entries.reading import Source
    from landkarte.ground.kept import Kept
    from landkarte.ground.settings import Settings
    from landkarte.site.pages import Renderer
    from landkarte.site.pages.texts import Text

ROOT = Path(__file__).resolve().parent


def gather(
    root: Path, settings: Settings, today: date, examples: bool, arrived: Sequence[Source] = (), geodata: Path | None = None,
    kept: Kept | None = None,
) -> Checked:  # fmt: skip
    """Read, check and place all entries below ``root``/coaches. An entry with an error is left out, all others stay.

    Those that ``arrived`` are judged as if they were there; ``geodata`` is where exact data lie, if not below ``root``. What was
    ``kept`` of an earlier run in this process is not made again.
    """
    from landkarte import directory, judging
    from landkarte.entries import reading, released, reminded, withdrawn
    from landkarte.ground.diagnostics import in_order
    from landkarte.ground.kept import ANEW
    from landkarte.judging import following, grading, together
    from landkarte.places import exact, meaning, placing, points
    from landkarte.places.gazetteer import Gazetteer
    from landkarte.standard import rules

    kept = kept or ANEW
    [gazetteer] = kept.each(lambda one: Gazetteer(exact.read(one[0])), [(geodata or root / exact.FOLDER,)], "Geodaten")
    loaded = reading.load(root / "coaches", kept=kept)
    loaded = loaded if examples else loaded.without_examples(root)
    for one in arrived:
        loaded = loaded.joined(one)
    gone, unclear = stored(root, withdrawn.FILE, partial(withdrawn.parse, today=today))
    told, unread = stored(root, reminded.FILE, partial(reminded.parse, today=today))
    followed = following.meant(loaded.entries(), loaded.ids)
    world = judging.World(
        tuple((file, following.renewed(entry, followed.get(file, {}))) for file, entry in loaded.entries()),
        loaded.ids,
        today,
        settings.beispiel_stichtag,
        loaded.vermerke(),
        reaches=partial(placing.reaches, gazetteer=gazetteer),
        changed=loaded.changed(kept),
        withdrawn={line.row.id: line.row.tag for line in gone if line.row},
        reminded=reminded.days_of(told),
    )
    found = together.judged(world, kept)
    found += [finding for file, references in followed.items() for finding in following.findings(file, references)]
    found += chain.from_iterable(kept.each(lambda one: placing.findings(*one, gazetteer), world.entries, "Angaben zum Ort"))
    refused = {finding.file for finding in found if finding.level == "fehler" and not rules()[finding.code].eintrag_erscheint}
    meant = kept.each(lambda one: (one[0], meaning.renewed(one[1])), world.entries, "Gemeint")
    good = [(file, entry) for file, entry in meant if file not in refused]
    found += judging.unpublished_links(world, frozenset(entry.id for _, entry in good))
    located = reading.located(loaded.sources, found, kept)
    lines, broken = stored(root, points.FILE, points.parse)
    known, outdated = points.known(lines, (entry for _, entry in meant), loaded.ids)
    [known] = kept.each(lambda one: one[1], [("", known)], "Punkte")  # the same object as long as it says the same

    chosen = kept.each(lambda one: (one[0], released.of(one[1])), good, "Freigegeben")
    placed = kept.each(lambda one: placing.places(one[1], one[2], gazetteer), [(*one, known) for one in chosen], "Orte")
    notes = directory.notes(located)
    stufen = grading.grades((entry for _, entry in chosen), world.vermerke, world.changed, world.day_for)
    items = [
        (file, entry, places, notes.get(file, ()), stufen.get(entry.id), judging.former_ids(entry, world))
        for (file, entry), places in zip(chosen, placed, strict=True)
    ]
    listings = kept.each(lambda one: directory.listed(*one[1:]), items, "Einträge")
    published = directory.assemble(settings, today, listings, gazetteer.exact, (line.row for line in gone if line.row))
    return Checked(published, in_order([*loaded.findings, *located, *broken, *outdated, *unclear, *unread]), loaded, world)


def parts(root: Path, published: Directory) -> list[Part]:
    """The site in parts, what takes long first, at the end one for each of ``published.all``.

    Any process can make any of them; every file is in one part only.
    """
    from landkarte.directory import memory
    from landkarte.site import assets, entry_form, feeds
    from landkarte.site.datasets import regions, schemas
    from landkarte.site.pages import Renderer
    from landkarte.standard import vocabulary

    pages = Renderer(published, root / "templates")
    news = feeds.Feeds(published, pages.coverage)

    def region(land: str) -> Iterator[File]:
        yield from pages.regions(land)
        yield from regions.of_land(published, pages.coverage, land)

    return [
        lambda: data(root, pages, published),
        pages.common,
        *(partial(made, land) for land in vocabulary("bundeslaender").werte for made in (region, news.of_land)),
        lambda: schemas.files(published),
        lambda: [pages.consent(root / "coaches" / "vorlagen")],
        lambda: entry_form.entries(published),
        lambda: memory.files(published),
        lambda: [news.of_germany()],
        lambda: assets.files(root / "templates" / "static", root / "node_modules"),
        *(partial(page, pages, listing) for listing in published.all),
    ]


def data(root: Path, pages: Renderer, published: Directory) -> Iterator[File]:
    """The data sets, and the page that knows how large they are; what scripts load, and the pages that know in which folder it is."""
    from landkarte import judging
    from landkarte.judging import for_browsers
    from landkarte.site import assets, datasets, entry_form, folium_map, search_places, search_rows
    from landkarte.site.pages import comparison

    vorlagen, day = root / "coaches" / "vorlagen", published.today
    yield from assets.templates(vorlagen)  # with the schemas of which the form is made
    made, sizes = datasets.files(published, pages.coverage), dict[str, int]()

    def counted(path: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            sizes[path] = sizes.get(path, 0) + len(piece)
            yield piece

    loaded = chain[File](
        islice(made, 1), comparison.files(published), search_rows.files(published), search_places.files(published),
        folium_map.files(published, root / "templates" / "__pycache__"),
        entry_form.files(published, vorlagen, judging.conditions_data(day), for_browsers.data(day)),
    )  # fmt: skip
    with assets.in_folder(loaded) as (stand, files):
        yield from files
    for path, pieces in made:
        yield path, counted(path, pieces)
    yield pages.data(datasets.described(sizes))
    yield from pages.searching(stand)
    yield pages.form(stand, {name: called for name, (_, _, called) in entry_form.KINDS.items()}, judging.needs_more(day))


def page(pages: Renderer, listing: Listing) -> Iterator[tuple[str, bytes]]:
    """The page of an entry, and one at each address that it had before."""
    yield pages.entry(listing)
    yield from pages.moved(listing)


def build(call: Call) -> int:
    """The whole way: entries in, site/ exchanged as a whole."""
    from landkarte.ground import workers
    from landkarte.site import write
    from landkarte.site.pages import texts

    line, published, written = publishable(call)
    with write.replace_site(call.root / "site") as staging:

        def write_part(part: Part) -> None:
            for path, data in part():
                staging.write(path, data)

        workers.mapped(write_part, parts(call.root, published), "Website")
        for words in texts.doubts(chain.from_iterable(written.values()), staging.read, call.today):
            warn(words, call.options.format)
        # before the exchange: whose output cannot be written, keeps the old site
        print(line, flush=True)
    return OK


def publishable(call: Call) -> tuple[str, Directory, Mapping[str, Iterable[Text]]]:
    """The line for the end, what is published, and the texts; everything else is told. What was read is not kept."""
    from dataclasses import replace

    from landkarte.desk import publishing
    from landkarte.site import face
    from landkarte.site.pages import consent, texts

    before = publishing.last_time(call)
    checked = publishing.gathered(call)
    tell(checked.findings, call.options.format)
    written, unusable = texts.read(call.root / "templates" / "texte")
    unusable += face.read(call.settings.gesicht, call.root / "templates" / "static")[1]
    missing = publishing.examine(call, checked, before, consent.is_ready(call.root / "coaches" / "vorlagen"), unusable)
    return result(checked), replace(checked.directory, before=before, missing=missing), written


def in_memory(call: Call) -> tuple[Site, str]:
    """The site as ``build`` would write it, and the line that it would end with."""
    from landkarte.directory import former_urls

    if today_from(call.options) != call.today:
        leave(OK)  # whoever asked begins anew, with the rules and the Kreise of the new day
    with redirect_stdout(io.StringIO()):
        line, published, _ = publishable(call)
    addresses = [(listing.url, *chain.from_iterable(map(former_urls, listing.former))) for listing in published.all]
    return Site(parts(call.root, published), addresses), line


def show(pipe: Connection) -> None:
    """The process of ``serve`` that has the site in its memory."""
    from landkarte.ground.kept import Kept
    from landkarte.places import tables

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this process hears it and ends it
    options = parse(sys.argv[1:])
    call = Call(ROOT, options, today_from(options), partial(gather, kept=Kept()))
    with tables.on(call.today), suppress(KeyboardInterrupt):
        stop_as_interrupted()  # or those with whom it shares its work would go on alone
        answer(pipe, partial(in_memory, call))
    leave(OK)


def today_from(options: Options) -> date:
    """--today, else the day in Germany at SOURCE_DATE_EPOCH, else the one it is there now; in the browser ``gemeinsam/deutsch.js``."""
    if options.today:
        return options.today
    epoch, germany = os.environ.get("SOURCE_DATE_EPOCH"), ZoneInfo("Europe/Berlin")
    if epoch is None:
        return datetime.now(germany).date()
    try:
        return datetime.fromtimestamp(int(epoch), germany).date()
    except (ValueError, OverflowError, OSError):
        raise UsageError("SOURCE_DATE_EPOCH muss eine Zahl von Sekunden seit 1970 sein.") from None


def written(call: Call) -> Written:
    """How words become letters: in plain text, and as pages in the look of the site."""
    from landkarte.site.pages import letters

    return letters(call.root / "templates", call.root / "coaches" / "vorlagen", call.settings)


def does(command: str) -> Callable[[Call], int]:
    """What a command does. Imported is what it needs and no more: help answers at once, and ``comment`` needs no library."""
    match command:
        case "check":
            from landkarte.desk.check import check_entries as work
        case "review":
            from landkarte.desk.reviewing import review_change as work
        case "comment":
            from landkarte.desk.comment import decide_comment as work
        case "attest":
            from landkarte.desk.attest import attest_entry as work
        case "forget":
            from landkarte.desk.forget import forget_entry as work
        case "rename":
            from landkarte.desk.rename import rename_entry as work
        case "worklist":
            from landkarte.desk.worklist import list_work as work
        case "bericht":
            from landkarte.desk.report import tell_changes as work
        case "lookup":
            from landkarte.desk.upkeep import look_up as work
        case "geodata":
            from landkarte.desk.fetching import get_geodata as work
        case "schema":
            from landkarte.desk.upkeep import write_schema as work
        case "import":
            from landkarte.desk.import_ import import_entry as work
        case "einladen":
            from landkarte.desk.inviting import invite as work
        case "erinnern":
            from landkarte.desk.reminding import remind as work
        case "serve":
            return partial(serve, show=show)
        case "build":
            work = build
    return work


def run(root: Path, options: Options, today: date) -> int:
    """Run one command in the project at ``root``, with the Kreise that there are ``today``; its exit code."""
    from landkarte.places import tables

    if today < date(2017, 1, 1):  # before, some places are in no Kreis that the tables know
        raise UsageError(f"Am {today} gab es dieses Verzeichnis noch nicht. Stimmt die Uhr dieses Rechners, oder der Tag bei --today?")
    with tables.on(today), alone(root) if COMMANDS[options.command].alone else nullcontext():
        return does(options.command)(Call(root, options, today, gather, written))


def main(arguments: list[str]) -> int:
    """Run one command and say in German what went wrong."""
    # Python has no stream where the one who called closed it (>&-); a build goes on without
    sys.stdout = sys.stdout or io.StringIO()
    sys.stderr = sys.stderr or io.StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal without umlauts must not stop a build; Windows would write to files and programs in a code page of its own
            stream.reconfigure(encoding="utf-8" if sys.platform == "win32" else None, errors="backslashreplace")
    try:
        options = parse(arguments)
        if options.help:
            print(options.help, flush=True)
            return OK
        code = run(ROOT, options, today_from(options))
        sys.stdout.flush()
        return code
    except UsageError as error:
        return give_up(str(error), USAGE)
    except ImportError as error:
        if (error.name or "").startswith("landkarte"):
            raise  # our own mistake
        if isinstance(error, ModuleNotFoundError):
            return give_up(f"Es fehlt {error.name}. Bitte einmal make site aufrufen, dann .venv/bin/python build.py")
        return give_up(f"{error.name} lässt sich nicht laden. {refused(OSError(errno.ENOMEM, ''))}")  # nothing else was ever seen
    except KeyboardInterrupt:
        return give_up("Abgebrochen; site/ ist unverändert.", 130)
    except OperatorError as error:
        return give_up(str(error))
    except (MemoryError, SystemError):  # the second is how libraries in C say that they got none
        return give_up(refused(OSError(errno.ENOMEM, "")))
    except BrokenPipeError:
        return FAILED  # whoever read our output has seen enough
    except OSError as error:
        return give_up(refused(error))


def give_up(why: str, code: int = FAILED) -> int:
    """Say why, as far as that can be written anywhere; the exit code."""
    with suppress(OSError):
        print(why, file=sys.stderr)
    return code


def leave(code: int) -> NoReturn:
    """End the process at once: taking ten thousand entries apart one by one would be a tenth of the time."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # what it could not take has been told
            stream.flush()
    os._exit(code)


def stop_as_interrupted() -> None:
    """Whoever ends the process by a signal (a platform, a closed terminal) ends it as Strg+C does, and no draft stays behind."""
    for number in {signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)}:  # Windows does not know the second one
        if signal.getsignal(number) == signal.SIG_DFL:  # under nohup it is ignored
            signal.signal(number, signal.default_int_handler)


if __name__ == "__main__":
    stop_as_interrupted()
    # Entries live to the end; looking for garbage among them again and again would be another tenth.
    gc.disable()
    leave(main(sys.argv[1:]))
