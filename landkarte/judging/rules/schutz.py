"""Rules that protect the people in the directory."""

import re
from collections.abc import Iterator

from landkarte.entries.model import Anbieter, Eintrag, Freiberufler, Leistungserbringer, Name, Person
from landkarte.entries.model.eintraege import may_show, references
from landkarte.entries.released import OF_ADDRESS, OF_CONTACT, SCOPES
from landkarte.entries.texts import every_text, sentences
from landkarte.ground.diagnostics import quoted
from landkarte.judging import conditions as c
from landkarte.judging.contact_data import FINDERS, names
from landkarte.judging.reading_conditions import Data
from landkarte.judging.world import Found, Rule, World
from landkarte.standard import Regel

_ONLY_DIGITS = bytes(byte if chr(byte) in "0123456789" else ord(" ") for byte in range(256))


def _consent(at: str, whose: str) -> c.Condition:
    ahead, hint = "Die Einwilligung vom {vom} liegt in der Zukunft.", "Tragen Sie den Tag der Unterschrift ein."
    return c.every(
        c.required(at, f"Die Einwilligung {whose} fehlt."), c.within(at, c.found("vom", ahead, c.more("vom", c.TODAY), hint=hint))
    )


def _unsaid(path: str, why: str, *tests: Data) -> c.Condition:
    return c.found(path, f"{path.rpartition('.')[2]} steht in der Datei, aber {why}.", c.given(path), *tests)


def _released(path: str, what: str) -> c.Condition:
    unreleased = c.unless(c.includes(c.of_entry("einwilligung.umfang"), (what,)))
    return _unsaid(path, f"die Einwilligung umfasst {what} nicht", unreleased)


_HIDDEN, _NOT_PUBLIC = c.false("adresse_veroeffentlichen"), "die Adresse soll nicht öffentlich sein"
_ASKED = {path: scope for path, scope in SCOPES.items() if path != "kontakt.funktion"}  # the one that must be there


def _asked(whose: type, path: str, scope: str) -> c.Condition:
    section, _, rest = path.partition(".")
    asked = c.each(section, c.when(c.unless(_HIDDEN), then=_released(rest, scope))) if section == "standorte" else _released(path, scope)
    return c.when(c.of_kind(whose), c.given("einwilligung"), then=asked)  # without any consent rule X-01 has said all there is to say


_NAMELESS = (c.given("kontakt.einwilligung"), c.unless(c.includes("kontakt.einwilligung.umfang", (OF_CONTACT["person"],))))
_HOME = "Die Straße wird veröffentlicht. Ist das eine Privatwohnung?"


def no_case_data(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """No numbers or days in free text that stand for a person or a case."""
    texts_of_entry = list(every_text(entry))
    everything = "\n".join(text for _, text in texts_of_entry)
    # looking for words and counting digits is fast, and hardly any entry gets further
    numbers = everything.encode(errors="ignore").translate(_ONLY_DIGITS).split()
    longest = len(max(numbers, key=len, default=b""))
    for pattern in regel.werte["muster"]:
        if longest < pattern["ziffern_in_folge"] or not any(map(everything.__contains__, pattern["woerter"])):
            continue
        for path, text in texts_of_entry:
            if re.search(pattern["muster"], text):
                # the message does not repeat what must not be public
                yield Found(path, f"{path[-1]}: Etwas darin sieht aus wie {pattern['was']}.")


def figures_with_source(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """A percentage of success comes with a link to where it is from."""
    for path, text in sentences(entry):
        if not any(map(text.__contains__, ("%", "Prozent", "H."))):
            continue
        for paragraph in text.split("\n\n"):
            figure = _success(paragraph, regel)
            if figure and not any(link in paragraph for link in regel.werte["links"]):
                yield Found(path, f"{path[-1]}: {quoted(figure)} steht ohne Quelle.")
                break


def _success(paragraph: str, regel: Regel) -> str | None:
    """The first percentage of a sentence about success; not one of working hours or costs."""
    figure, extent, success = (re.compile(regel.werte[key]) for key in ("zahl", "umfang", "erfolg"))
    for sentence in re.split(r"(?<=[\w%)])[.!?]\s(?=[A-ZÄÖÜ])", paragraph):
        for one in figure.finditer(sentence):
            if not extent.match(sentence, one.end()) and success.search(sentence):
                return one[0]
    return None


def no_other_service(entry: Leistungserbringer, world: World, regel: Regel) -> Iterator[Found]:
    """JobcoachingAP is not described as coaching for applications."""
    related = {number for number, offer in enumerate(entry.angebote) if offer.leistungsart != "jobcoaching_ap"}
    for path, text in sentences(entry):
        if related and (path[0] != "angebote" or path[1] in related):
            continue
        word = next(filter(text.__contains__, regel.werte["woerter"]), None)
        if word and not _denied(text, word, regel.werte["verneinung"]):
            yield Found(path, f"{path[-1]}: {quoted(word)} bezeichnet ein anderes Angebot.")


def _denied(text: str, word: str, negations: list[str]) -> bool:
    """Whether every sentence with ``word`` says that this is not what is done."""
    sentences = [sentence.casefold() for sentence in re.split(r"[.!?]\s|\n\s*\n", text) if word in sentence]
    return all(any(negation in sentence for negation in negations) for sentence in sentences)


def no_contact_in_prose(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """No telephone number, e-mail address or unreleased name in a text; what is released has a field of its own."""
    for path, text in every_text(entry):
        for key, (what, stands_in) in FINDERS.items():
            if stands_in(text):
                # the message does not repeat what must not be public
                released = may_show(entry, key)
                yield Found(
                    path,
                    f"{path[-1]}: Etwas darin sieht aus wie {what}" + ("." if released else f"; die Einwilligung umfasst {key} nicht."),
                    f"Schreiben Sie sie nur unter kontakt in das Feld {key}." if released else "",
                    "hinweis" if released else None,
                )
        if "name" not in path and "person" not in path and any(names(text, person) for person in _unreleased(entry, world)):
            yield Found(path, f"{path[-1]}: Darin steht der Name einer Person, die ihn nicht zur Veröffentlichung freigegeben hat.")


def _unreleased(entry: Eintrag, world: World) -> Iterator[Name]:
    """The names that this directory knows and may not publish: of the entry, of its contact and of the coaches that it names."""
    coaches = (world.called(id_, Person) for _, id_ in references(entry)) if isinstance(entry, Anbieter) else ()
    for person in (entry, *coaches):
        if isinstance(person, Person) and person.name and not may_show(person, "name"):
            yield person.name
    contact = entry.kontakt if isinstance(entry, Leistungserbringer) else None
    if contact and contact.person and "name" not in (contact.einwilligung.umfang if contact.einwilligung else ()):
        yield contact.person


def recognisable_example(entry: Eintrag, world: World, regel: Regel) -> Iterator[Found]:
    """An invented entry says so in its name, so that nobody can call a real one invented."""
    if not entry.beispiel:
        return
    name = entry.name if isinstance(entry, Anbieter) else str(getattr(entry, "name", None) or "")
    if name and not any(word in name for word in regel.werte["woerter"]):
        yield Found(("name",), f"Der Eintrag ist ein Beispiel, heißt aber {quoted(name)}.")


RULES: dict[str, Rule] = {
    # for the entry and for a named contact person
    "X-01": c.every(
        _consent("einwilligung", "zur Veröffentlichung"),
        c.when(c.of_kind(Leistungserbringer), c.given("kontakt.person"), then=_consent("kontakt.einwilligung", "der Kontaktperson")),
    ),
    # who works alone is asked whether the street is a home
    "X-03": c.each_provider(
        c.when(
            c.one_of("traegerart", "traegerarten"),
            then=c.each("standorte", c.found("strasse", _HOME, c.given("strasse"), c.unless(_HIDDEN))),
        )
    ),
    "X-04": no_case_data,
    "X-05": c.each_provider(figures_with_source),
    "X-06": c.each_provider(no_other_service),
    # what a person did not release does not stand in the public file, nor an address that must not be public
    "X-07": c.every(
        *(_asked(Person if path in Person.__dataclass_fields__ else Freiberufler, path, scope) for path, scope in _ASKED.items()),
        c.when(
            c.of_kind(Leistungserbringer),
            then=c.every(
                _unsaid("kontakt.person", "die Einwilligung der Kontaktperson umfasst name nicht", *_NAMELESS),
                c.each("standorte", c.when(_HIDDEN, then=c.every(*(_unsaid(key, _NOT_PUBLIC) for key in OF_ADDRESS)))),
            ),
        ),
    ),
    "X-08": recognisable_example,
    "X-11": no_contact_in_prose,
}
