"""The commands as people see them: the one table from which calls are read and help is printed."""

import textwrap
from collections.abc import Iterable
from typing import NamedTuple


class Option(NamedTuple):
    """What may be added to a command."""

    name: str
    value: str
    """What is written behind it, which also says how it is read (see commandline); empty for a switch."""
    told: str
    field: str = ""
    """Its name in Options, if it is another there; what has none there is an answer for attest."""
    needed: bool = False

    @property
    def key(self) -> str:
        """Its name in Options, or among the answers."""
        return self.field or self.name.removeprefix("--").replace("-", "_")

    @property
    def spelled(self) -> str:
        """As in a call."""
        return f"{self.name} {self.value}".rstrip()


FILES, FILE, TABLE, FOLDER, ID, IDS = "[DATEI …]", "DATEI", "TABELLE", "ORDNER", "KENNUNG", "ALT NEU"
PORT = 8000
_WIDTH = 80


class Command(NamedTuple):
    """What can be asked of build.py."""

    purpose: str
    own: tuple[Option, ...] = ()
    words: str = ""
    """What is named behind it: FILES, one FILE, one ID, two of them, or nothing."""
    more: str = ""
    examples: tuple[str, ...] = ()
    """Without ``python build.py``."""
    refused: str = ""
    """What exit code 1 means, for commands that know it."""
    failed: str = "nicht gelungen"
    """What exit code 3 means."""
    alone: bool = False
    """Whether all of it is a change of coaches/, for which nobody else may be at work there."""

    @property
    def options(self) -> tuple[Option, ...]:
        """Its own, and those of every command."""
        return (*self.own, TODAY, HELP)


TODAY = Option("--today", "JJJJ-MM-TT", "der Tag, für den der Befehl läuft (sonst SOURCE_DATE_EPOCH, sonst heute)")
HELP = Option("--help", "", "diese Hilfe")
EXAMPLES = Option("--ohne-beispiele", "", "lässt die erfundenen Beispiel-Einträge weg", "examples")
PUBLISH = Option("--publish", "", "bricht vor der ersten Veröffentlichung ab, solange Angaben zum Betreiber fehlen; danach warnt es")
BEFORE = Option("--vorher", "DATEI", "daten/stand.json der letzten Veröffentlichung; --publish bricht ab, wenn daraus viel fehlt", "before")


def _format(*formats: str) -> Option:
    told = f"Schreibweise (sonst {formats[0]})" + ("; github setzt Befunde als Anmerkung an die Zeile" if "github" in formats else "")
    return Option("--format", "|".join(formats), told)


COMMANDS = {
    "build": Command(
        "prüft alle Einträge und baut die Website (ohne Befehl dasselbe)",
        (EXAMPLES, PUBLISH, BEFORE, _format("text", "github")),
        more="Einträge mit einem Fehler fehlen auf der Website; sie wird als Ganzes ausgetauscht.",
        examples=("", "--ohne-beispiele --publish --vorher stand.json"),
        failed="nicht gelungen, site/ ist unverändert",
    ),
    "check": Command(
        "prüft die Einträge und baut nichts",
        (
            Option(
                "--changed-since", "STAND", "nennt nur die Befunde der Dateien, die sich seit STAND (Zweig, Marke oder Commit in git) "
                "geändert haben, und was die Änderung in anderen Dateien neu auslöst; nur ohne genannte Dateien", "since",
            ),
            Option(
                "--fix", "", "berichtigt vorher, was nur eine Bedeutung haben kann: Tippfehler in Feldern und Werten, ja, 62,50, "
                "01.10.2026, Anführungszeichen von Word; sonst bleibt jedes Zeichen, wie es ist",
            ),
            _format("text", "github", "json"),
            EXAMPLES,
        ),
        FILES,
        "Sind Dateien genannt, zählen und erscheinen nur deren Befunde.",
        (
            "check --today 2026-12-31",
            "check --changed-since origin/main",
            "check --format json coaches/anbieter/beispiel-bbw-gotha.yaml",
            "check --fix coaches/anbieter/meine-organisation.yaml",
        ),
        "ein Eintrag, eine genannte Datei oder die Änderung hat einen Fehler",
    ),
    "review": Command(
        "fasst für die Redaktion zusammen, was ein Vorschlag ändert",
        (
            Option("--base", "STAND", "vergleicht mit dem Commit, an dem der Vorschlag von STAND abzweigt", needed=True),
            Option("--author", "KONTO", "von wem der Vorschlag kommt; nennt dann Änderungen an fremden Einträgen"),
            Option("--out", "ORDNER", "schreibt die Zusammenfassung und je Eintrag eine Karte (SVG) dorthin statt auf den Bildschirm"),
            _format("markdown", "json"),
        ),
        more="Nennt, wessen Eintrag es ist, welche Angaben sich ändern, Befunde, Stufe und wie der Eintrag erscheint; beurteilt nichts.",
        examples=("review --base origin/main", "review --base origin/main --author beispiel-konto --out vorschau"),
    ),
    "comment": Command(
        "sagt, welcher Kommentar zu einem Vorschlag zu schreiben ist",
        (
            Option("--text", "DATEI", "die Zusammenfassung von review; ihr wird nicht getraut", needed=True),
            Option("--comments", "DATEI", "die vorhandenen Kommentare, wie die Plattform sie nennt (JSON)", needed=True),
            Option("--files", "DATEI", "die geänderten Dateien, wie die Plattform sie nennt (JSON)", "changed", needed=True),
        ),
        more="Schreibt die Entscheidung als JSON.",
        examples=("comment --text vorschau/zusammenfassung.md --comments kommentare.json --files dateien.json",),
    ),
    "attest": Command(
        "schreibt für die Redaktion einen Prüfvermerk zu einem Jobcoach",
        (
            Option("--geprueft-von", "FUNKTION", "wer den Nachweis angesehen hat; eine der Funktionen aus pyproject.toml"),
            Option("--geprueft-am", "JJJJ-MM-TT", "der Tag der Einsicht (sonst der Tag, für den der Befehl läuft)", "seen_on"),
            Option("--weiterbildung", "STATUS", "Nachweis einer Weiterbildung"),
            Option("--kurs", "KURS", "welche Weiterbildung, wo der Eintrag mehrere nennt"),
            Option("--beleg", "NACHWEIS", "welche Art von Nachweis vorlag, wo der Eintrag mehrere nennt"),
            Option("--pool", "STATUS", "Aufnahme in einen Pool"),
            Option("--welcher-pool", "POOL", "welcher Pool, wo der Eintrag mehrere nennt"),
            Option("--bei", "STELLE", "die Stelle, die den Pool führt und die Aufnahme bestätigt hat"),
            Option("--ersetzen", "", "überschreibt einen vorhandenen Prüfvermerk", "replace"),
        ),
        ID,
        "STATUS ist bestaetigt oder nicht_bestaetigt. Was nötig ist und fehlt, wird gefragt.",
        ("attest jc-7k3m9q", "attest jc-7k3m9q --geprueft-von Redaktion --weiterbildung bestaetigt"),
        "abgelehnt, es ist nichts geschrieben",
    ),
    "forget": Command(
        "löscht für die Redaktion einen Eintrag für immer, ohne zu fragen",
        words=ID,
        more="Nennt danach, was von Hand zu tun bleibt.",
        examples=("forget jc-7k3m9q",),
        refused="abgelehnt, es ist nichts geändert",
        failed="nicht gelungen; was davor gelöscht ist, bleibt gelöscht",
        alone=True,
    ),
    "rename": Command(
        "gibt für die Redaktion einem Eintrag eine andere Kennung",
        words=IDS,
        more="Ändert auch Verweise, Prüfvermerk und nachgeschlagene Orte. Die alte Adresse führt weiter zum Eintrag.",
        examples=("rename beispiel-alt beispiel-neu",),
        refused="abgelehnt, es ist nichts geändert",
        failed="nicht gelungen; derselbe Befehl noch einmal tut den Rest",
        alone=True,
    ),
    "import": Command(
        "übernimmt für die Redaktion Zugesandtes als Eintrag",
        (Option("--ersetzen", "", "überschreibt einen vorhandenen Eintrag", "replace"),),
        FILE,
        "Hat die Datei Fehler, nennt der Befehl sie und schreibt nichts; mehrere Einträge in einer Datei übernimmt er nur zusammen. "
        "Von einem Postfach (.mbox, .eml), einer .zip oder einem Ordner übernimmt er, was richtig ist, und schreibt Antworten.",
        ("import ~/Downloads/zugesandt.yaml", "import ~/Post/eintraege.mbox"),
        "abgelehnt, es ist nichts geschrieben",
        alone=True,
    ),
    "einladen": Command(
        "schreibt für die Redaktion einen Brief an jede Zeile einer Tabelle",
        (
            Option("--stand", "", "sagt nur, welche Einladungen offen sind, und leert Zeilen, deren Frist vorbei ist", "open"),
            Option("--quelle", "WORTE", "woher die Angaben sind; so steht es im Brief"),
            Option("--blatt", "NAME", "welches Blatt, wo die Tabelle mehrere hat"),
            Option("--spalten", "KOPF=FELD;…", "was in Spalten mit unbekanntem Kopf steht; ohne FELD werden sie nicht gebraucht"),
        ),
        TABLE,
        "Was fehlt, wird einmal gefragt. Tabelle (.xlsx, .csv) und Briefe liegen außerhalb dieses Ordners.",
        ("einladen ~/Listen/mitglieder.xlsx", "einladen ~/Listen/mitglieder.csv --stand"),
    ),
    "erinnern": Command(
        "schreibt für die Redaktion Briefe an alle, deren Angaben auslaufen",
        (Option("--trocken", "", "sagt nur, wer was bekäme, und schreibt nichts", "open"),),
        FOLDER,
        "Je Anbieter einer für alles, was in den nächsten 30 Tagen abläuft oder abgelaufen ist; nicht zweimal in 30 Tagen. Die Briefe "
        "liegen danach in ORDNER, außerhalb dieses Ordners, unter dem Tag; wann erinnert ist, steht in coaches/erinnert.csv.",
        ("erinnern ~/Briefe --trocken", "erinnern ~/Briefe"),
        alone=True,
    ),
    "worklist": Command(
        "zeigt der Redaktion, was ausläuft, überfällig oder neu anzusehen ist",
        (_format("text", "markdown", "json"), EXAMPLES),
        more="Nach Anbietern, mit Name und Kontakt; in markdown, das öffentlich sein kann, nur mit der Kennung.",
        examples=("worklist --format markdown",),
    ),
    "bericht": Command(
        "sagt, was sich im Verzeichnis seit einem Tag oder Commit ändert",
        (
            Option("--seit", "STAND", "ein Tag (JJJJ-MM-TT; gemeint ist sein Ende), Zweig, Marke oder Commit in git", "since", needed=True),
            EXAMPLES,
        ),
        more="Schreibt Markdown. Nennt nur, wer jetzt erscheint; wer gegangen ist, wird gezählt.",
        examples=("bericht --seit 2026-07-01", "bericht --seit HEAD~20 --ohne-beispiele"),
    ),
    "lookup": Command(
        "schlägt Adressen im Netz nach, für coaches/orte.csv",
        more="Fragt einen Nominatim-Server nach Punkten; braucht in pyproject.toml unter [tool.landkarte.suche] eine kennung.",
        examples=("lookup",),
        failed="nicht alles gelungen; was gefunden ist, bleibt",
    ),
    "geodata": Command(
        "holt Postleitzahlen und Grenzen aus dem Netz nach .geodata/",
        more="Von da an sind Orte genau statt nur ungefähr bekannt.",
        examples=("geodata",),
        failed="nicht gelungen, .geodata/ ist unverändert",
    ),
    "schema": Command(
        "schreibt neu, woran Editoren die Felder erkennen",
        more="Das sind die Dateien coaches/vorlagen/*.schema.json; nötig nach Änderungen am Modell.",
        examples=("schema",),
        alone=True,
    ),
    "serve": Command(
        "zeigt auf diesem Rechner die Website, wie sie gerade wäre",
        (Option("--port", "NUMMER", f"der Port auf 127.0.0.1 (sonst {PORT})"), EXAMPLES, PUBLISH),
        more="Was sich ändert, erscheint von selbst; site/ bleibt, wie es ist. Ende mit Strg+C.",
        examples=("serve --ohne-beispiele --port 8001",),
        failed="nicht gelungen, zum Beispiel ist der Port belegt",
    ),
}  # fmt: skip
"""By name, in the order of the overview."""


def overview() -> str:
    """What can be asked of build.py, each command in a line."""
    return _paragraphs(
        "Landkarte JobcoachingAP: aus den Einträgen in coaches/ entsteht die Website in site/.",
        "Aufruf:  python build.py [BEFEHL] [ANGABEN]\nHilfe zu einem Befehl, mit Angaben und Beispielen:  python build.py BEFEHL --help",
        _table("Befehle:", ((name, command.purpose) for name, command in COMMANDS.items())),
        _exit_codes("Fehler in Einträgen, oder abgelehnt", "nicht gelungen"),
    )


def command_help(name: str) -> str:
    """What belongs to the command ``name``, and nothing else."""
    command = COMMANDS[name]
    needed = [option.spelled for option in command.options if option.needed]
    call = " ".join(filter(None, ("python build.py", name, command.words, *needed, "[ANGABEN]")))
    return _paragraphs(
        f"Aufruf:  {call}",
        textwrap.fill(f"{name} {command.purpose}. {command.more}", _WIDTH),
        _table("Angaben:", ((option.spelled, option.told) for option in command.options)),
        "\n".join(["Beispiele:", *(f"  python build.py {example}".rstrip() for example in command.examples)]),
        _exit_codes(command.refused, command.failed),
    )


def _paragraphs(*texts: str) -> str:
    return "\n\n".join(texts)


def _table(heading: str, rows: Iterable[tuple[str, str]]) -> str:
    """Two columns, the second of which may take several lines."""
    pairs = list(rows)
    indent = " " * (max(len(left) for left, _ in pairs) + 4)
    lines = [textwrap.fill(right, _WIDTH, initial_indent=f"  {left}".ljust(len(indent)), subsequent_indent=indent) for left, right in pairs]
    return "\n".join([heading, *lines])


def _exit_codes(refused: str, failed: str) -> str:
    meanings = {"0": "in Ordnung", "1": refused, "2": "Aufruf nicht verstanden", "3": failed, "130": "abgebrochen"}
    return _table("Rückgabewerte:", ((code, meaning) for code, meaning in meanings.items() if meaning))
