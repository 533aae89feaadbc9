"""Jinja and Markdown: a directory becomes pages. Templates see only what the modules here hand them."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from traceback import extract_tb
from typing import Any, NoReturn

import jinja2.runtime
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template, TemplateError, TemplateNotFound
from jinja2.bccache import Bucket
from markupsafe import Markup

from landkarte.directory import Directory, Link, Listing, facets, former_urls, memory, prices, summary
from landkarte.directory.coverage import Coverage
from landkarte.entries import telephone
from landkarte.entries.model import Anbieter
from landkarte.entries.released import web
from landkarte.ground.diagnostics import visible
from landkarte.ground.errors import OperatorError
from landkarte.ground.settings import Settings
from landkarte.ground.text import day
from landkarte.places.names import in_land
from landkarte.places.tables import kreise_of_land
from landkarte.site import assets, face
from landkarte.site.pages import comparison, coverage, funding, linked_data, rulebook, texts
from landkarte.site.pages.atlas import svg_file
from landkarte.site.pages.consent import sheet
from landkarte.site.pages.entry import context, sections
from landkarte.site.pages.markup import Texts, escaped, raised_ap, summary_list, unbroken
from landkarte.site.pages.overviews import Land, alphabet, laender, linked
from landkarte.site.pages.regions import Regions, former_kreise, kreis_url, page_url
from landkarte.site.pages.reporting import reports
from landkarte.site.pages.spelling import euro, label, labels, mail, short_address
from landkarte.site.pages.standing import SYMBOLS
from landkarte.standard import Regel, course_rules, neighbours, rules, rules_since, stellen, stufen, vocabularies, wer_zahlt

_PLAIN_PAGES = ("impressum", "datenschutz", "barrierefreiheit", "quellen")
_STANDARD_PAGES = ("standard", "stufen", "kosten", "abgrenzung", "wer-zahlt")
_MOVED = ("Dieser Eintrag hat eine neue Adresse", "Er steht jetzt hier")
_NEW = 50  # so many entries are shown as new
_LISTS = ("", *(f"{name}/index.html" for name in ("land", "amt", "kreis", "a-z", "daten")), "abdeckung.html", "bundesweit.html", "neu.html")


class Renderer:
    """Every page of the site.

    All templates see: settings, titel_ap, directory, today, regelwerk (the day since which the rules are what they are), beispiele
    (whether invented entries are published), stellen (whom to ask, for ``teile/fragen.html``), geoquellen (the sources of the exact
    geographic data, none where there is no such data), eigenes (the folder of our scripts and styles), bilder, fusszeile and
    eigene_seiten of the operator, neu (the newest entries with their days); the functions summary(listing), fragen(land, amt),
    liste(rows, kind), label(vocabulary, key), labels(vocabulary, keys), linked(text), web, mail, tel (a number as shown and link) and
    kurz (an address in few words); the filters datum, ap (the AP of JobcoachingAP raised), fest (citations of laws stay on one line)
    and art_und_ort (what an entry is, and where). Each page has root ("" or "../", the way to the start page), url (its own address,
    relative to the site) and page (for aria-current).
    """

    def __init__(self, directory: Directory, templates: Path) -> None:
        self._directory = directory
        self._texts = Texts()
        self._site = directory.settings.adresse or "../"
        settings, (self._written, _) = directory.settings, texts.read(templates / "texte")
        own = [text for gruppe in self._written.values() for text in gruppe if text.fuer in texts.OWN]
        self.coverage = Coverage(directory)
        self._regions = Regions(directory, self.coverage)
        self._environment = _environment(templates)
        self._environment.globals.update(
            settings=settings, directory=directory, summary=lambda listing: summary.of(listing, directory), today=directory.today,
            regelwerk=rules_since(directory.today), beispiele=directory.has_examples, stellen=stellen(),
            geoquellen=directory.exact.quellen if directory.exact else (), titel_ap=raised_ap(settings.titel),
            fragen=cache(self._whom_to_ask), eigenes=f"static/{assets.own(templates / 'static')[0]}/", eigene_seiten=own,
            bilder=face.read(settings.gesicht, templates / "static")[0], fusszeile=self._texts(settings.gesicht.fusszeile),
            neu=memory.newest(directory, _NEW),
        )  # fmt: skip
        self._provider_page = self._template("anbieter.html")
        self._coach_page = self._template("jobcoach.html")
        self._moved_page = self._template("umgezogen.html")
        # What thousands of pages have in common is made once.
        self._entry_frame = self._frame("../", "", "")
        self._region_frame = self._frame("../", "land", "")
        self._contents = cache(lambda found: Markup(self._template("teile/inhalt.html").render(abschnitte=found)))

    def entry(self, listing: Listing) -> tuple[str, bytes]:
        """The page of one provider or coach: its address relative to the site, and its bytes."""
        entry = listing.entry
        template = self._provider_page if isinstance(entry, Anbieter) else self._coach_page
        variables = context(listing, self._texts, self._directory.day_for(entry))
        inhalt = self._contents(sections(variables))
        meldungen = reports(listing, self._directory.settings)
        daten = linked_data.of_entry(listing, variables, self._site)
        return listing.url, template.render(variables, inhalt=inhalt, meldungen=meldungen, daten=daten, **self._entry_frame).encode()

    def moved(self, listing: Listing) -> Iterator[tuple[str, bytes]]:
        """A page at every former address of an entry, which sends readers on; the address it states as its own is the new one."""
        for old in listing.former:
            for address in former_urls(old):
                yield self._moved(address, listing.name, _MOVED, [(listing.name, listing.url)])

    def common(self) -> Iterator[tuple[str, bytes]]:
        """All pages that are made nowhere else, and the files for search engines."""
        yield from self._region_indexes()
        yield from self._coverage_files()
        yield from self._alphabet_pages()
        yield from self._standard_pages()
        yield from self._written_pages()
        for name in _PLAIN_PAGES:
            yield self._page(f"{name}.html", f"{name}.html", page=name, vokabulare=vocabularies())
        yield self._page("mitmachen.html", "mitmachen.html", page="mitmachen", monate=rules()["A-05"].werte["monate"])
        for one in self._directory.withdrawn:
            yield self._page(one.url, "zurueckgezogen.html", tag=one.tag)
        yield self._page("neu.html", "neu.html", page="neu")
        yield self._page("einbetten.html", "einbetten.html", page="daten")
        # Nobody knows from which depth this page is shown, so only an absolute address helps.
        yield self._page("404.html", "404.html", root=self._directory.settings.adresse)
        yield from self._robot_files()

    def searching(self, stand: str) -> Iterator[tuple[str, bytes]]:
        """The pages whose scripts load data from the folders named ``stand``: the start page and the Merkliste."""
        facetten, aemter = facets.counted(self._directory), self._regions.aemter.values()
        yield self._page("index.html", "index.html", page="start", stand=stand, facetten=facetten, aemter=aemter)
        yield self._page("merkliste.html", "merkliste.html", page="merkliste", stand=stand, je_datei=comparison.PER_FILE)

    def regions(self, land: str) -> Iterator[tuple[str, bytes]]:
        """The pages of a Land, its Ämter and its Kreise."""
        own, aemter = self._laender[land], [amt for amt in self._regions.aemter.values() if amt.land == land]
        kreise = self._regions.kreise_of(kreise_of_land(land))
        around = {"land": own, "laender": self._laender.values(), "dort": in_land(land), "aemter": aemter, "kreise": kreise}
        for seite in self._regions.pages(own.territory):
            lists = self._regions.lists(own.territory, own.url, seite)
            yield self._region_page(page_url(own.url, seite), "land.html", **lists, **around)
        for amt in aemter:
            for seite in self._regions.pages(self.coverage.territories.amt(amt.key)):
                yield self._region_page(page_url(amt.url, seite), "amt.html", **self._regions.amt(amt.key, seite))
        for ags in kreise_of_land(land):
            yield self._region_page(kreis_url(ags), "kreis.html", **self._regions.kreis(ags))

    def data(self, described: Mapping[str, object]) -> tuple[str, bytes]:
        """The page about the data sets."""
        return self._page("daten/index.html", "daten.html", "daten", None, **described)

    def form(self, stand: str, kinds: Mapping[str, str], later: Sequence[Regel]) -> tuple[str, bytes]:
        """The page with the form, as ``searching``: ``kinds`` of entries by name, and the rules that are asked only ``later``."""
        return self._page("eintragen.html", "eintragen.html", "mitmachen", None, stand=stand, arten=kinds, spaeter=later)

    def consent(self, vorlagen: Path) -> tuple[str, bytes]:
        """The page with the text of consent that lies in the folder of the templates for entries."""
        blatt = sheet(vorlagen, self._directory.settings.betreiber)
        return self._page("einwilligung.html", "einwilligung.html", "mitmachen", None, blatt=blatt)

    def _whom_to_ask(self, land: str, amt: str) -> Markup:
        """The section of the pages of all Kreise of an Amt."""
        macros: Any = self._template("teile/fragen.html").module
        return Markup(macros.abschnitt(land, [self._regions.aemter[amt]], "../"))

    @cached_property
    def _laender(self) -> dict[str, Land]:
        return {land.kuerzel: land for land in laender(self.coverage)}

    def _region_page(self, url: str, template: str, **variables: object) -> tuple[str, bytes]:
        """One of the hundreds of pages that differ in their content only."""
        return url, self._template(template).render(variables, url=url, **self._region_frame).encode()

    def _region_indexes(self) -> Iterator[tuple[str, bytes]]:
        regions = self._regions
        number = len(regions.kreise)
        yield self._page("land/index.html", "laender.html", page="land", laender=self._laender.values(), kreise_anzahl=number)
        zahlen = {key: regions.counts_of_amt(key) for key in regions.aemter}
        yield self._page("amt/index.html", "aemter.html", page="land", aemter=regions.aemter.values(), zahlen=zahlen)
        yield self._page("kreis/index.html", "kreise.html", page="land", laender=regions.by_land(), kreise_anzahl=number)
        for ags, name, now in former_kreise():
            told = (f"Den Kreisschlüssel {ags} gibt es nicht mehr", f"{name} steht jetzt hier")
            yield self._moved(kreis_url(ags), name, told, now)
        yield self._page("bundesweit.html", "bundesweit.html", "land", None, **regions.nationwide())

    def _moved(self, old: str, name: str, told: tuple[str, str], now: Sequence[Link]) -> tuple[str, bytes]:
        """A page at an ``old`` address; it sends readers on where there is one new address and not several."""
        was, jetzt = told
        url = now[0][1] if len(now) == 1 else old
        return old, self._moved_page.render(name=name, url=url, was=was, jetzt=jetzt, ziele=now, **self._entry_frame).encode()

    def _coverage_files(self) -> Iterator[tuple[str, bytes]]:
        found = coverage.context(self._directory, self.coverage, self._regions)
        yield self._page("abdeckung.html", "abdeckung.html", "abdeckung", None, **found)
        yield "karte/abdeckung.svg", svg_file(coverage.regional_numbers(self.coverage), self._directory.exact, coverage.TITLE)

    def _alphabet_pages(self) -> Iterator[tuple[str, bytes]]:
        letters = alphabet(self._directory)
        yield self._page("a-z/index.html", "a-z.html", page="a-z", letters=letters, current=None)
        for current in letters:
            yield self._page(f"a-z/{current}.html", "a-z.html", page="a-z", letters=letters, current=current)

    def _standard_pages(self) -> Iterator[tuple[str, bytes]]:
        def made(name: str, **variables: object) -> tuple[str, bytes]:
            return self._page(name, name, "standard", None, **variables)

        today, gruppen = self._directory.today, rulebook.groups()
        summe = rulebook.total(gruppen)
        yield made("standard.html", gruppen=gruppen, summe=summe, folgen=rulebook.LEVELS, arten=rulebook.KINDS)
        for gruppe in gruppen:
            for teil in gruppe.regeln:
                yield self._page(teil.url, "regel.html", "standard", None, teil=teil, gruppe=gruppe, arten=rulebook.KINDS)
        yield made("stufen.html", standard=stufen(), symbole=SYMBOLS, kursregeln=course_rules(), regelwerk=rules())
        zahlende, abgelaufen = funding.payers(today), funding.expired(today)
        preise = {"spannen": list(prices.spans(self._directory.providers)), "euro": euro}
        aemter = self._regions.aemter.values()
        yield made("kosten.html", zahlende=zahlende, abgelaufen=abgelaufen, aemter=aemter, texte=funding.texts(), **preise)
        yield made("abgrenzung.html", nachbarn=neighbours())
        beginn = wer_zahlt.steps(wer_zahlt.table()["frage"], {})
        yield self._page("wer-zahlt.html", "wer-zahlt.html", "wer-zahlt", None, beginn=beginn, tabelle=wer_zahlt)

    def _written_pages(self) -> Iterator[tuple[str, bytes]]:
        yield self._page("rat/index.html", "rat.html", page="rat", gruppen=self._written.items())
        for gruppe in self._written.values():
            for text in gruppe:
                folder = text.url.partition("/")[0]
                yield self._page(text.url, "leicht.html" if folder == "leicht" else "text.html", page=folder, text=text, gruppe=gruppe)

    def _robot_files(self) -> Iterator[tuple[str, bytes]]:
        yield self._page("robots.txt", "robots.txt")
        if self._directory.settings.adresse:
            yield self._page("sitemap.xml", "sitemap.xml", seiten=self._addresses(), listings=self._directory.all)

    def _addresses(self) -> dict[str, date]:
        """Every page that is no entry, and since when it is so: a text says it, rules have a first day, lists change with entries.

        What rests on the settings may be another every day.
        """
        directory = self._directory
        entries = [one.entry.stand for one in directory.all] + [one.tag for one in directory.withdrawn]
        before = directory.before or {}
        entries += [one.seit for one in before.values()]
        entries += [directory.today] if before and before.keys() != {one.entry.id for one in directory.all} else []
        there = self.coverage.territories
        areas = [(land.url, land.territory) for land in self._laender.values()]
        areas += [(amt.url, there.amt(amt.key)) for amt in self._regions.aemter.values()]
        lists = [page_url(url, seite) for url, area in areas for seite in self._regions.pages(area)]
        lists += [kreis.url for kreis in self._regions.kreise.values()]
        rule_pages = [teil.url for gruppe in rulebook.groups() for teil in gruppe.regeln]
        written = {text.url: text.stand for gruppe in self._written.values() for text in gruppe}
        return {
            **dict.fromkeys((*_LISTS, *lists), max(entries, default=directory.today)),
            **dict.fromkeys((*(f"{name}.html" for name in _STANDARD_PAGES), *rule_pages), rules_since(directory.today)),
            **dict.fromkeys((f"{name}.html" for name in ("mitmachen", "einwilligung", *_PLAIN_PAGES)), directory.today),
            "rat/index.html": max(written.values(), default=directory.today),
            **written,
        }

    def _page(self, url: str, template: str, page: str = "", root: str | None = None, **variables: object) -> tuple[str, bytes]:
        frame = self._frame("../" * url.count("/") if root is None else root, page, url)
        return url, self._template(template).render(variables, url=url, **frame).encode()

    def _frame(self, root: str, page: str, url: str) -> dict[str, str]:
        """What is around the content; for entries it is the same every time, as the navigation marks none of them."""
        frame = {"root": root, "page": page}
        kopf, fuss = (Markup(self._template(name).render(frame, url=url)) for name in ("teile/kopf.html", "teile/fuss.html"))
        return {**frame, "kopf": kopf, "fuss": fuss}

    def _template(self, name: str) -> Template:
        try:
            return self._environment.get_template(name)
        except (TemplateNotFound, UnicodeDecodeError) as error:
            raise _broken(f"templates/{name}", error) from error


class _Environment(Environment):
    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Tell where in a template something is wrong; what a function of ours raises that it calls is our own mistake."""
        try:
            super().handle_exception(source)
        except Exception as error:
            *_, last = frames = extract_tb(error.__traceback__)
            inside = [frame for frame in frames if not frame.filename.endswith((".py", ">"))]
            if not inside or not (isinstance(error, TemplateError | UnicodeDecodeError) or last is inside[-1]):
                raise
            raise _broken(f"templates/{Path(inside[-1].filename).name}, Zeile {inside[-1].lineno},", error) from error

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One plain dict for all templates; the layered one of the library is most of the cost of a small page."""
        return self.globals


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, kept beside their sources as Python keeps its own. Where that cannot be, each build compiles them."""

    def __init__(self, templates: Path) -> None:
        folder = templates / "__pycache__"
        with suppress(OSError):
            folder.mkdir(exist_ok=True)
        super().__init__(str(folder))

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """One file per template, by whichever path the folder was reached."""
        return super().get_cache_key(name)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Nothing where the file is damaged, whatever reading it raises: the source is at hand."""
        try:
            super().load_bytecode(bucket)
        except Exception:
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _broken(place: str, error: object) -> OperatorError:
    return OperatorError(f"Aus der Vorlage {place} wird keine Seite ({visible(str(error))}). Die bisherige Website ist unverändert.")


def letters(templates: Path, consents: Path, settings: Settings) -> Callable[[str, Mapping[str, object]], tuple[str, str]]:
    """What makes of the name of a letter and its words its text, and a page that needs no other file: the letter, and behind it the
    newest of the ``consents``.
    """
    environment = _environment(templates)
    page = environment.get_template("briefe/blatt.html")
    sheets = {"seite": ("static/css/landkarte.css", "static/css/mitmachen.css"), "druck": ("static/css/druck.css", "briefe/blatt.css")}
    styles = {name: b64encode(b"".join((templates / file).read_bytes() for file in files)).decode() for name, files in sheets.items()}
    environment.globals.update(settings=settings, blatt=sheet(consents, settings.betreiber))
    environment.globals["stile"] = {name: f"data:text/css;base64,{style}" for name, style in styles.items()}

    def written(name: str, words: Mapping[str, object]) -> tuple[str, str]:
        texts = [environment.get_template(f"briefe/{one}.txt").render(words) for one in (name, "gruss")]
        paragraphs = [one.strip() for text in texts for one in text.split("\n\n") if one.strip()]
        return "\n\n".join(paragraphs) + "\n", page.render(words, absaetze=paragraphs)

    return written


def _environment(templates: Path) -> Environment:
    environment = _Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=_Compiled(templates),
    )
    environment.globals.update(liste=summary_list, label=label, labels=labels, linked=linked, web=web, mail=mail, tel=telephone.read)
    environment.globals.update(kurz=short_address)
    vars(jinja2.runtime)["escape"] = escaped  # whence compiled templates import it
    environment.filters.update(datum=day, ap=raised_ap, fest=unbroken, art_und_ort=summary.kind_and_place)
    return environment
