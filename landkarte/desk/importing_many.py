"""import, many at once: what is right becomes entries, each sender gets a ready answer, and a person decides what is left.

Of nobody who is not in the directory anything is printed: a line names the message or the file, and words of an entry are left out.
"""

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from landkarte.desk import post
from landkarte.desk.call import Call
from landkarte.desk.commandline import FINDINGS, OK
from landkarte.desk.import_ import Taken, caused, prepared, put_in_place
from landkarte.desk.letters import message, must_be_signed, must_lie_outside, save_letter
from landkarte.desk.terminal import refuse, say, tell_decisions
from landkarte.entries import reading
from landkarte.entries.fields import title
from landkarte.entries.model import Jobcoach
from landkarte.entries.reading import Mailed, merging
from landkarte.ground.errors import OperatorError
from landkarte.ground.exchange import reason


def import_many(call: Call, path: Path) -> int:
    """Take everything that is right; exit code 1 when something is left for a person."""
    must_lie_outside(call.root, path)
    run = _Import(call)
    try:
        pieces = [*post.pieces(path)]
    except OSError as error:
        raise OperatorError(f"{path.name} lässt sich nicht lesen: {reason(error)[0]}.") from error
    except Exception as error:  # what is damaged, has a password or is packed in an unknown way raises all kinds
        raise OperatorError(f"{path.name} lässt sich nicht entpacken. Packen Sie es neu, als .zip ohne Passwort.") from error
    if not pieces:
        return refuse(f"In {path.name} ist nichts, was sich übernehmen lässt: keine Nachricht, keine Datei eines Eintrags (.yaml).")
    if any(piece.sender[1] for piece in pieces):
        must_be_signed(call.settings)
    for piece in pieces:
        run.add(piece)
    run.judge()
    taken = run.all()
    folder = path.with_name(f"{path.stem}-antworten")
    names = list[str]()
    for said in dict.fromkeys([*run.groups, *run.wrong]):
        ours = [one.mailed.place for one in run.groups.get(said, ()) if one.old is None]
        pages = [place.replace("jobcoaches/", "jobcoach/").replace(".yaml", ".html") for place in ours]
        words = {"person": run.senders[said][0], "neu": pages, "fehler": run.wrong.get(said, []), "betreff": "Ihr Eintrag", "link": ""}
        text, _ = call.letters("antwort", {**words, "anschrift": []})
        if run.senders[said][1] and (sent := message(call.settings, run.senders[said], f"Ihr Eintrag: {call.settings.titel}", text)):
            names.append(re.sub("[^a-z0-9]+", "-", said.casefold())[:60])
            save_letter(folder, names[-1] + f"_{len(names)}" * (names.count(names[-1]) > 1), sent)
    put_in_place(taken)  # after the letters: a run that was interrupted is done again, and answers all
    for one in taken:
        say(f"{'Geschrieben' if one.old is None else 'Ersetzt'}: coaches/{one.mailed.place}")
    say(f"Übernommen: {len(taken)}, unverändert: {run.same}; Antworten in {folder.name}")
    run.assumed["Anbieter nennt jetzt auch Jobcoaches, die ihn nennen"] += len(run.completed)
    tell_decisions(run.decisions, run.assumed)
    return FINDINGS if run.decisions else OK


class _Import:
    """What is to be written, by what was sent, and what is not."""

    def __init__(self, call: Call) -> None:
        self.call, self.same = call, 0
        self.senders: dict[str, tuple[str, str]] = {}
        self.groups: dict[str, list[Taken]] = {}
        self.completed: list[Taken] = []
        self.wrong: defaultdict[str, list[str]] = defaultdict(list)
        self.decisions: list[str] = []
        self.assumed: Counter[str] = Counter()
        self.entries = {entry.id: entry for _, entry in call.read(lenient=True)[1].entries}

    def add(self, piece: post.Piece) -> None:
        """Take a piece in, or say what a person has to do with it."""
        if piece.trouble:
            whose = (f" Sie kommt von der Adresse, die bei {id_} steht." for id_ in self.entries if self.is_contact(piece._replace(id=id_)))
            return self.decisions.append(f"{piece.said}: Ungelesen, denn sie {piece.trouble}{next(whose, '')}")
        self.senders[piece.said] = piece.sender
        claimed = {one.target for said, group in self.groups.items() if self.senders[said][1] != piece.sender[1] for one in group}
        group, newer = list[Taken](), set[Path]()
        for mailed in self.mailed(piece):
            one = prepared(self.call.root, mailed, True)
            if isinstance(one, str):
                # what is wrong with somebody else's entry no stranger is told
                one = one or f"Ändert {piece.id}, und so hat der Eintrag Fehler." * (piece.id != "" and not self.is_contact(piece))
                for finding in (each for each in mailed.findings if each.level == "fehler" and not one):
                    self.object(piece.said, f"{finding.message} {finding.hint}".strip())
                return None if not one else self.decisions.append(f"{piece.said}: {one}")
            free = one.old is None and one.target not in claimed
            new, may = one.old != one.text, free or self.call.options.replace or self.is_contact(piece)
            if new and not may:
                what = f"Ändert coaches/{one.mailed.place}. Sehen Sie die Nachricht an, und übernehmen Sie sie einzeln mit --ersetzen."
                self.decisions.append(f"{piece.said}: {what}")
                continue
            newer |= {one.target} if may else set()
            group += [one] * new
            self.same += not new
        for said, others in self.groups.items():  # whoever wrote twice, means the later one
            self.assumed["frühere Fassung übergangen"] += sum(one.target in newer for one in others)
            self.groups[said] = [one for one in others if one.target not in newer]
        self.groups |= {piece.said: [*self.groups.get(piece.said, ()), *group]} if group else {}
        return None

    def mailed(self, piece: post.Piece) -> Iterator[Mailed]:
        """The entries of a piece; of one that brings lines, the entry with these."""
        data = piece.data
        if not data:
            found = [path for path in reading.of_id(self.call.root / "coaches", piece.id) if path.name == f"{piece.id}.yaml"]
            values = reading.data(found[0]) if found and found[0].parent.name != "pruefungen" else None
            if not piece.values or values is None:
                doubt = "" if self.is_contact(piece) else "; der Absender steht nicht im Eintrag, fragen Sie dort nach"
                command = f"Zurückziehen: python build.py forget {piece.id}{doubt}" if values else "Den genannten Eintrag gibt es nicht."
                return self.decisions.append(f"{piece.said}: {command}")
            # what else she wrote stays, and what is said of free places since
            values = next((reading.plain(one.text) for one in self.all() if one.target == found[0]), values)
            day = str(min(piece.day, self.call.today))
            for key, value in piece.values:
                room = values.get("kapazitaet")
                known = (str(room.get("stand")), room.get("status") == value) if isinstance(room, dict) else ("", False)
                if key == "stand":
                    values[key] = day if value == "heute" else value
                elif known < (day, True):
                    values[key] = {"status": value, "stand": day}
            data = reading.dump(values).encode()
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "eintrag.yaml"
            file.write_bytes(data)
            yield from reading.mailed(file, piece.said)

    def is_contact(self, piece: post.Piece) -> bool:
        """Whether lines come from the address that the entry itself, or that of her employer, names."""
        entry = self.entries.get(piece.id)
        about = (entry, self.entries.get(getattr(entry, "anbieter", "")))
        named = {contact.email.casefold() for one in about if (contact := getattr(one, "kontakt", None)) and contact.email}
        return piece.sender[1].casefold() in named

    def object(self, said: str, sentence: str) -> None:
        """What the sender has to put right, with fields called as the form calls them."""
        sentence = re.sub("^[a-z_0-9]+(?=[,:] )", lambda key: title(key[0]), sentence)
        if not self.wrong[said]:
            self.decisions.append(f"{said}: Fehler, die Antwort nennt sie. {re.sub('(?s)„.*“', '„…“', sentence)}")
        self.wrong[said].append(sentence)

    def judge(self) -> None:
        """Take out whatever is wrong as part of the directory, until all that is left is right."""
        while self.groups:
            self.completed = [*self.completions()]
            errors = [finding for finding in caused(self.call, self.all()) if finding.level == "fehler"]
            for finding in errors:
                if finding.file in self.groups:
                    self.object(finding.file, f"{finding.message} {finding.hint}".strip())
            before = len(self.groups)
            # nor may somebody else's entry vanish because of one who claims its id
            robbed = {Path(finding.file).stem for finding in errors}
            for said, group in self.groups.items():
                if said not in self.wrong and any(
                    robbed & {one.becomes.entry.id, *getattr(one.becomes.entry, "fruehere_ids", ())} for one in group
                ):
                    self.object(said, "Die Kennung gehört zu einem anderen Eintrag.")
            self.groups = {said: group for said, group in self.groups.items() if said not in self.wrong and group}
            if not errors:
                return
            if len(self.groups) == before:
                self.decisions += [f"{said}: Nicht übernommen, denn ein anderer Eintrag bekäme einen Fehler." for said in self.groups]
                self.groups = {}
        self.completed = []

    def completions(self) -> Iterator[Taken]:
        """The organisations that do not name a coach yet who is about to come and names them."""
        every = {one.target: one for group in self.groups.values() for one in group}
        coaches: defaultdict[str, list[str]] = defaultdict(list)
        for one in every.values():
            if isinstance(one.becomes.entry, Jobcoach):
                coaches[one.becomes.entry.anbieter].append(one.becomes.entry.id)
        for employer, ids in sorted(coaches.items()):
            target = self.call.root / f"coaches/anbieter/{employer}.yaml"
            mine = every.get(target)
            text = mine.text if mine else (reading.simple(target)[0] if target.is_file() else None)
            values = (reading.plain(text) if text else None) or {}
            named = {*values.get("jobcoaches", ())}
            if text and values and not {*ids} <= named:
                new = merging.merged(text, reading.dump(values | {"jobcoaches": sorted({*ids} | named)}))
                found = reading.arrived(new, target, mine.becomes.file if mine else f"coaches/anbieter/{employer}.yaml")
                if found.source:
                    yield mine._replace(text=new, becomes=found.source) if mine else Taken(found, target, text, new, found.source)

    def all(self) -> list[Taken]:
        """What is to be written."""
        every = [*(one for group in self.groups.values() for one in group), *self.completed]
        return [*{one.target: one for one in every}.values()]
