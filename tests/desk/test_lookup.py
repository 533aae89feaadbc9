"""build.py lookup against a server on this machine that answers like Nominatim, or fails in every way a server can."""

import errno
import http.server
import json
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import build
from landkarte.desk.commandline import FAILED, OK, Options
from landkarte.desk.fetching import lookup
from landkarte.entries import reading
from landkarte.ground import settings
from landkarte.ground.errors import OperatorError
from landkarte.ground.settings import Suche
from landkarte.places.points import COLUMNS, FILE
from tests.conftest import DAY, ROOT

KENNUNG = "Landkarte Beispielstadt, redaktion@example.org"
HEADER = ",".join(COLUMNS)
PAUSE = 15.0
TEMPLATE = (ROOT / "tests/examples/R-11/gut/anbieter/haus.yaml").read_text(encoding="utf-8")


# --- The server ---


class Handler(http.server.BaseHTTPRequestHandler):
    """Leaves the answer to the script of its server."""

    def do_GET(self) -> None:
        """One search."""
        assert isinstance(self.server, Fake)
        query = {key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()}
        self.server.asked.append(query)
        self.server.agents.append(self.headers["User-Agent"])
        self.server.script.get(query["street"], found())(self)

    def send(self, body: bytes, status: int = 200, length: int | None = None) -> None:
        """An answer whose length may be a lie."""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


Answer = Callable[[Handler], None]


class Fake(http.server.ThreadingHTTPServer):
    """Answers by street, and notes every request and who asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script: dict[str, Answer] = {}
        self.asked: list[dict[str, str]] = []
        self.agents: list[str] = []
        self.closing = threading.Event()

    @property
    def host(self) -> str:
        """Address and port."""
        return f"127.0.0.1:{self.server_port}"

    @property
    def streets(self) -> list[str]:
        """The streets that were asked, in their order."""
        return [query["street"] for query in self.asked]


def place(**changes: Any) -> dict[str, Any]:
    """A house in Detmold as Nominatim describes it."""
    address = {"house_number": "1", "road": "Musterweg", "town": "Detmold", "postcode": "32756", "country_code": "de"}
    base = {"lat": "51.9360001", "lon": "8.8780", "place_rank": 30, "addresstype": "place", "display_name": "1, Musterweg, Detmold"}
    return base | {"address": address} | changes


def found(**changes: Any) -> Answer:
    """One place."""
    return says(json.dumps([place(**changes)]))


def says(body: bytes | str, status: int = 200, length: int | None = None) -> Answer:
    """Any answer at all."""
    raw = body.encode() if isinstance(body, str) else body
    return lambda handler: handler.send(raw, status, length)


def waits(handler: Handler) -> None:
    """No answer as long as the test lasts."""
    assert isinstance(handler.server, Fake)
    handler.server.closing.wait()


NOTHING = says("[]")
BROKEN = says("", 500)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with Fake() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.closing.set()
        running.shutdown()
        thread.join()


# --- The directory ---


@dataclass
class Project:
    """A directory whose entries a test writes, and the pauses that its runs made."""

    root: Path
    pauses: list[float] = field(default_factory=list)

    def entry(self, id_: str, *sites: str, **changes: str) -> None:
        """An organisation with these Standorte (flow mappings of YAML); ``changes`` replace words of its file."""
        before, _, rest = TEMPLATE.partition("standorte:\n")
        standorte = "".join(f"  - {{{site}}}\n" for site in sites)
        text = f"{before}standorte:\n{standorte}{rest[rest.index('einzugsgebiet') :]}".replace("haus", id_)
        for old, new in changes.items():
            text = text.replace(old, new)
        (self.root / f"coaches/anbieter/{id_}.yaml").write_text(text, encoding="utf-8")

    def streets(self, *streets: str) -> None:
        """One entry with a Standort for every street."""
        self.entry("haus", *(site(f"s{number}", street) for number, street in enumerate(streets, start=1)))

    def run(self, today: date = DAY) -> int:
        """The command."""
        return build.run(self.root, Options("lookup"), today)

    @property
    def table(self) -> Path:
        """coaches/orte.csv"""
        return self.root / FILE

    def write(self, *rows: str) -> None:
        """The table with these rows."""
        self.table.write_text("\n".join([HEADER, *rows, ""]), encoding="utf-8")

    def rows(self) -> list[str]:
        """What stands in the table below its header."""
        return self.table.read_text(encoding="utf-8").splitlines()[1:]


def site(id_: str, street: str, more: str = "") -> str:
    return f'id: {id_}, strasse: {street}, plz: "32756", ort: Detmold{more}'


def row(id_: str, standort: str, street: str, rest: str = "51.9,8.9,hausnummer,Q,2026-10-01,nachgeschlagen") -> str:
    return f"{id_},{standort},{street},32756,Detmold,{rest}"


@pytest.fixture
def project(tmp_path: Path, server: Fake, monkeypatch: pytest.MonkeyPatch) -> Project:
    (tmp_path / "coaches/anbieter").mkdir(parents=True)
    made = Project(tmp_path)
    made.write()
    configure(tmp_path, server=f'"{server.host}"', protokoll='"http"', kennung=f'"{KENNUNG}"')
    monkeypatch.setattr(time, "sleep", made.pauses.append)
    return made


def configure(root: Path, **values: str) -> None:
    """Settings as an operator would write them."""
    path = root / "pyproject.toml"
    lines = (path if path.exists() else ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    start = lines.index("[tool.landkarte.suche]")
    for key, value in values.items():
        number = next(number for number in range(start, len(lines)) if lines[number].startswith(f"{key} = "))
        lines[number] = f"{key} = {value}"
    path.write_text("\n".join(lines), encoding="utf-8")


# --- What is asked, and how ---


def test_every_address_is_asked_once_in_peace_and_under_our_name(
    project: Project, server: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    project.entry("haus", site("a", "Musterweg 1"), site("b", "Am Süßbach 4"), site("c", "Musterweg 1"))
    assert project.run() == OK
    assert server.agents == [KENNUNG] * 2
    assert server.asked[0] | {"format": "json", "limit": "1", "countrycodes": "de", "accept-language": "de"} == server.asked[0]
    assert [(query["street"], query["city"], query["postalcode"]) for query in server.asked] == [
        ("Musterweg 1", "Detmold", "32756"),
        ("Am Süßbach 4", "Detmold", "32756"),
    ]
    assert project.pauses == [1, PAUSE]
    source = f'"© OpenStreetMap-Mitwirkende, ODbL ({server.host})",2026-11-01,nachgeschlagen'
    assert project.rows() == [
        f"haus,a,Musterweg 1,32756,Detmold,51.936000,8.878000,hausnummer,{source}",
        f"haus,b,Am Süßbach 4,32756,Detmold,51.936000,8.878000,strasse,{source}",
        f"haus,c,Musterweg 1,32756,Detmold,51.936000,8.878000,hausnummer,{source}",
    ]
    assert capsys.readouterr().out.splitlines() == [
        f"Zu senden an {server.host}: 2, mit 15 Sekunden Abstand; das dauert wenige Augenblicke.",
        "1/2 Musterweg 1, 32756 Detmold: gefunden (hausnummer, 51.936 / 8.878)",
        "2/2 Am Süßbach 4, 32756 Detmold: gefunden (strasse, 51.936 / 8.878)",
        "Gesendet: 2 (2 gefunden, 0 nicht gefunden, 0 abgelehnt, 0 Fehler).",
    ]


def test_the_points_that_were_found_are_on_the_map(project: Project, server: Fake) -> None:
    project.streets("Musterweg 1")
    project.run()
    checked = build.gather(project.root, settings.read(project.root / "pyproject.toml"), DAY, True)
    [listing] = checked.directory.providers
    assert [(place.lat, place.lon, place.precision) for place in listing.places] == [(51.936, 8.878, "nachgeschlagen")]
    assert [finding for finding in checked.findings if finding.file == FILE] == []


def test_what_nobody_may_or_need_send_is_not_sent(project: Project, server: Fake, capsys: pytest.CaptureFixture[str]) -> None:
    project.entry("haus", site("a", "Musterweg 1", ", lat: 51.9, lon: 8.9"), site("b", "Musterweg 2"), site("c", "Musterweg 3"))
    project.entry("still", 'id: ort, plz: "32756", ort: Detmold, adresse_veroeffentlichen: false', 'id: ohne, plz: "32756", ort: Detmold')
    project.entry("formel", site("a", "'=HYPERLINK(1)'"), 'id: b, strasse: Weg 1, plz: "32756", ort: "@Detmold"')
    project.entry("erfunden", site("ort", "Beispielgasse 1"), **{"schema: 1": "schema: 1\nbeispiel: true"})
    project.entry("fehlerhaft", site("ort", "Fehlerweg 1"), **{"32756": "00056"})
    project.entry("fach", site("ort", "Postfach 10 01 23"))
    project.write(row("haus", "b", "Musterweg 2"), row("haus", "c", "Musterweg 3", "51.9,8.9,hausnummer,Q,2026-10-01,hand"))
    assert project.run() == OK
    assert (server.asked, project.pauses) == ([], [])
    assert sorted(capsys.readouterr().out.splitlines()) == [
        "Nicht gesendet, Adresse nicht öffentlich: 1 (still/ort)",
        "Nicht gesendet, Postfach statt Straße: 1 (fach/ort)",
        "Nicht gesendet, Straße oder Ort beginnt mit einem Sonderzeichen: 2 (formel/a, formel/b)",
        "Nicht gesendet, eigene Koordinaten im Eintrag: 1 (haus/a)",
        "Nicht gesendet, erfundenes Beispiel: 1 (erfunden/ort)",
        "Nicht gesendet, keine Straße genannt: 1 (still/ohne)",
        "Nicht gesendet, schon nachgeschlagen: 1 (haus/b)",
        "Nicht gesendet, von Hand gesetzt: 1 (haus/c)",
        "Nichts nachzuschlagen.",
    ]


def test_only_what_a_map_can_know_is_sent(project: Project, server: Fake) -> None:
    project.entry(
        "haus",
        site("a", '"Musterweg 1, Hinterhaus, 3. OG"'),
        site("b", '"c/o Muster, Musterweg 1"'),
        'id: c, strasse: Musterweg 1, plz: "32756", ort: 32756 Detmold',
        site("d", '"Musterweg 2, Gebäude 7"'),
    )
    project.write(row("haus", "d", '"Musterweg 2, Eingang B"'))
    assert project.run() == OK
    assert [(query["street"], query["city"], query["postalcode"]) for query in server.asked] == [("Musterweg 1", "Detmold", "32756")]
    checked = build.gather(project.root, settings.read(project.root / "pyproject.toml"), DAY, True)
    assert {place.precision for place in checked.directory.providers[0].places} == {"nachgeschlagen"}
    assert [finding for finding in checked.findings if finding.file == FILE] == []


@pytest.mark.parametrize("case", ["person", "site"])
def test_an_address_that_may_not_be_public_is_neither_sent_nor_kept(
    case: str, project: Project, server: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "tests/examples/R-11/schlecht", project.root / "coaches", dirs_exist_ok=True)
    id_ = {"person": "offen", "site": "haus,still"}[case]
    assert f"{id_}," in project.table.read_text(encoding="utf-8")
    assert project.run() == OK
    assert server.asked == []
    assert not [line for line in project.rows() if line.startswith(id_)]
    assert f"Zeile entfernt: Die Adresse des Standorts „{'buero' if case == 'person' else 'still'}“" in capsys.readouterr().out


def test_lines_that_belong_to_nobody_go_and_others_stay(project: Project, server: Fake, capsys: pytest.CaptureFixture[str]) -> None:
    project.streets("Musterweg 1")
    (project.root / "coaches/anbieter/kaputt.yaml").write_text("art: [", encoding="utf-8")
    kept = [row("haus", "s1", "Musterweg 1"), row("kaputt", "ort", "Weg 1")]
    project.write(kept[0], row("haus", "weg", "Alter Weg 1"), kept[1], row("weg", "ort", "Weg 1"))
    project.run()
    assert project.rows() == kept
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("Zeile entfernt")] == [
        "Zeile entfernt: Einen Standort „weg“ hat „haus“ nicht mehr.",
        "Zeile entfernt: Einen Eintrag „weg“ gibt es nicht mehr.",
    ]


def test_a_changed_address_is_asked_anew_but_what_a_person_set_stays(
    project: Project, server: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    project.streets("Neuer Weg 1", "Neuer Weg 2")
    by_hand = row("haus", "s2", "Alter Weg 2", "51.9,8.9,hausnummer,Q,2026-10-01,hand")
    project.write(row("haus", "s1", "Alter Weg 1"), by_hand)
    assert project.run() == OK
    assert server.streets == ["Neuer Weg 1"]
    first, second = project.rows()
    assert first.startswith("haus,s1,Neuer Weg 1,")
    assert second == by_hand
    assert "von Hand gesetzt für eine frühere Adresse: bitte die Zeile ansehen: 1 (haus/s2)" in capsys.readouterr().out


def test_what_a_person_writes_while_the_run_goes_on_is_not_lost(project: Project, server: Fake) -> None:
    project.streets("Musterweg 1", "Musterweg 2")
    by_hand = row("haus", "s2", "Musterweg 2", "51.9,8.9,hausnummer,Q,2026-10-01,hand")

    def meanwhile(handler: Handler) -> None:
        project.table.write_text(project.table.read_text(encoding="utf-8") + f"# angerufen\n{by_hand}\n", encoding="utf-8")
        found()(handler)

    server.script["Musterweg 2"] = meanwhile
    project.run()
    first, *rest = project.rows()
    assert first.startswith("haus,s1,")
    assert rest == ["# angerufen", by_hand]


# --- How exact an answer is ---


@pytest.mark.parametrize(
    ("street", "number", "rank", "kind", "genauigkeit"),
    [
        ("Musterweg 1", "1", 30, "place", "hausnummer"),
        ("Musterweg 7 a", "7A", 30, "place", "hausnummer"),
        ("Musterweg 7-9", "7-9", 30, "building", "hausnummer"),
        ("Musterweg 9", "7;9", 30, "building", "hausnummer"),
        ("Musterweg 17", "7", 30, "place", "strasse"),
        ("Musterweg 1", "3", 30, "place", "strasse"),
        ("Musterweg", "3", 30, "place", "strasse"),
        ("Musterweg 1", "", 26, "road", "strasse"),
        ("Musterweg 1", "", 30, "shop", "strasse"),
        ("Musterweg 1", "", 25, "quarter", "ort"),
        ("Musterweg 1", "", 21, "postcode", "ort"),
        ("Musterweg 1", "", 16, "town", "ort"),
        ("Musterweg 1", "", 12, "city", "ort"),
        ("Musterweg 1", "", 5, "postcode", "ort"),
        ("Musterweg 1", "", 12, "county", "nicht_gefunden"),
        ("Musterweg 1", "", 4, "country", "nicht_gefunden"),
    ],
)
def test_how_exact_an_answer_is(street: str, number: str, rank: int, kind: str, genauigkeit: str, project: Project, server: Fake) -> None:
    server.script[street] = found(place_rank=rank, addresstype=kind, address={"house_number": number} if number else {})
    project.streets(street)
    project.run()
    [line] = project.rows()
    assert line.split(",")[7] == genauigkeit


FAR = found(lat="48.137", lon="11.575", display_name="1, Musterweg, München, Bayern")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (FAR, "„1, Musterweg, München, Bayern“ liegt 465 km vom Gebiet der Postleitzahl 32756 (Detmold) entfernt"),
        (found(lat="46.9", lon="7.4", display_name="Bern"), "„Bern“ liegt nicht in Deutschland"),
        (found(address={"country_code": "nl"}, display_name="Enschede"), "„Enschede“ liegt nicht in Deutschland"),
        (found(lat="8.878", lon="51.936"), "liegt nicht in Deutschland"),
        (found(address={}, place_rank=8, addresstype="state", display_name="Bayern"), "„Bayern“ ist kein Ort, sondern ein größeres Gebiet"),
        (found(display_name="\x1b[31mrot\n::error::" + "x" * 500, lat="1"), "„\\u001b[31mrot\\u000a::error::x"),
    ],
)
def test_an_answer_elsewhere_is_refused_with_both_names(
    answer: Answer, words: str, project: Project, server: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    server.script["Musterweg 1"] = answer
    project.streets("Musterweg 1")
    assert project.run() == OK
    [_, told, summary] = capsys.readouterr().out.splitlines()
    assert told.startswith("1/1 Musterweg 1, 32756 Detmold: abgelehnt (")
    assert words in told
    assert len(told) < 300
    assert "1 abgelehnt" in summary
    assert project.rows()[0].startswith("haus,s1,Musterweg 1,32756,Detmold,,,nicht_gefunden,")


def test_not_found_is_told_kept_and_asked_again_a_month_later(project: Project, server: Fake, capsys: pytest.CaptureFixture[str]) -> None:
    server.script["Musterweg 1"] = NOTHING
    project.streets("Musterweg 1")
    assert [project.run(DAY + timedelta(days)) for days in (0, 0, 30)] == [OK] * 3
    assert len(server.asked) == 1
    told = capsys.readouterr().out
    assert "1/1 Musterweg 1, 32756 Detmold: nicht gefunden\n" in told
    assert "Nicht gesendet, in den letzten 30 Tagen nicht gefunden: 1 (haus/s1)" in told
    del server.script["Musterweg 1"]
    project.run(DAY + timedelta(31))
    assert [line.split(",")[7] for line in project.rows()] == ["hausnummer"]


# --- Failures ---

UNREADABLE = {
    "html": says("<html>Wartung</html>"),
    "empty": says(""),
    "cut off": says('[{"lat": "51.9"'),
    "not utf-8": says(b'["\xff"]'),
    "a number": says("7"),
    "a text": says('"x"'),
    "a list of numbers": says("[7]"),
    "no degrees": says('[{"display_name": "x"}]'),
    "degrees in words": found(lat="Norden"),
    "degrees that are no number": found(lat="nan"),
    "degrees off the globe": found(lat="1000"),
    "no address": found(address=None),
    "no rank": found(place_rank=None),
    "nested without end": says("[" * 100_000),
}
FAILING: dict[str, tuple[Answer, str]] = {
    **{name: (answer, "die Antwort ist nicht lesbar") for name, answer in UNREADABLE.items()},
    "500": (BROKEN, "der Server antwortet mit HTTP 500"),
    "502": (says("<html>", 502), "der Server antwortet mit HTTP 502"),
    "404": (says("", 404), "der Server antwortet mit HTTP 404"),
    "400": (says('{"error": {"code": 400, "message": "x"}}', 400), "der Server antwortet mit HTTP 400"),
    "an error as answer": (says('{"error": "Datenbank fehlt"}'), "der Server gibt keine Auskunft (Datenbank fehlt)"),
    "shorter than promised": (says("[]", length=99), "der Server gibt keine Auskunft (Unable to read the response)"),
}


@pytest.mark.parametrize("case", FAILING)
def test_every_failure_is_told_with_its_address_and_the_next_one_is_asked(
    case: str, project: Project, server: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    answer, words = FAILING[case]
    server.script["Weg 1"] = answer
    project.streets("Weg 1", "Weg 2")
    assert project.run() == FAILED
    assert f"1/2 Weg 1, 32756 Detmold: Fehler ({words})\n" in capsys.readouterr().out
    assert server.streets == ["Weg 1", "Weg 2"]
    assert [line.split(",")[2] for line in project.rows()] == ["Weg 2"]


def test_a_server_that_does_not_answer_is_not_waited_for_forever(
    project: Project, server: Fake, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lookup, "TIMEOUT_SECONDS", 0.05)
    server.script["Weg 1"] = waits
    project.streets("Weg 1")
    assert project.run() == FAILED
    assert "Weg 1, 32756 Detmold: Fehler (keine Antwort innerhalb von 0.05 Sekunden)" in capsys.readouterr().out


def test_a_server_that_is_not_there_is_told(project: Project, server: Fake, capsys: pytest.CaptureFixture[str]) -> None:
    with Fake() as gone:
        configure(project.root, server=f'"{gone.host}"')
    project.streets("Weg 1")
    assert project.run() == FAILED
    assert "Weg 1, 32756 Detmold: Fehler (der Server gibt keine Auskunft (" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (401, "der Server weist uns ab (HTTP 401); prüfen Sie kennung und abstand_sekunden"),
        (403, "der Server weist uns ab (HTTP 403); prüfen Sie kennung und abstand_sekunden"),
        (429, "der Server lehnt ab, weil zu viel gefragt wurde (HTTP 429); später noch einmal"),
    ],
)
def test_a_server_that_does_not_want_us_is_left_alone_at_once(
    status: int, words: str, project: Project, server: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    server.script["Weg 2"] = says("", status)
    project.streets("Weg 1", "Weg 2", "Weg 3", "Weg 4")
    assert project.run() == FAILED
    assert server.streets == ["Weg 1", "Weg 2"]
    told = capsys.readouterr().out
    assert f"2/4 Weg 2, 32756 Detmold: Fehler ({words})\n" in told
    assert "Nicht mehr gesendet: 2; ein neuer Aufruf macht dort weiter." in told


def test_after_three_failures_in_a_row_the_run_ends_and_the_next_one_goes_on(project: Project, server: Fake) -> None:
    streets = [f"Weg {number}" for number in range(1, 7)]
    project.streets(*streets)
    server.script = dict.fromkeys(("Weg 2", "Weg 3", "Weg 4"), BROKEN)
    assert project.run() == FAILED
    assert server.streets == streets[:4]
    assert [line.split(",")[2] for line in project.rows()] == ["Weg 1"]
    server.script, server.asked[:] = {}, []
    assert project.run() == OK
    assert server.streets == streets[1:]
    assert [line.split(",")[2] for line in project.rows()] == streets


def test_failures_that_are_not_in_a_row_do_not_end_the_run(project: Project, server: Fake) -> None:
    streets = [f"Weg {number}" for number in range(1, 7)]
    project.streets(*streets)
    server.script = dict.fromkeys(("Weg 1", "Weg 2", "Weg 4", "Weg 5"), BROKEN) | {"Weg 3": NOTHING}
    assert project.run() == FAILED
    assert server.streets == streets


def test_a_run_that_is_interrupted_has_kept_every_answer(project: Project, server: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    project.streets("Weg 1", "Weg 2", "Weg 3")

    def interrupted(seconds: float) -> None:
        if len(server.asked) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", interrupted)
    with pytest.raises(KeyboardInterrupt):
        project.run()
    assert [line.split(",")[2] for line in project.rows()] == ["Weg 1", "Weg 2"]
    monkeypatch.setattr(time, "sleep", project.pauses.append)
    assert project.run() == OK
    assert server.streets == ["Weg 1", "Weg 2", "Weg 3"]


# --- What others do meanwhile ---


def test_who_is_forgotten_while_the_server_answers_is_not_written_back(
    project: Project, server: Fake, capsys: pytest.CaptureFixture[str]
) -> None:
    project.entry("haus", site("a", "Musterweg 1"))
    project.entry("heim", site("a", "Musterweg 1"), site("b", "Musterweg 2"))

    def withdrawn(handler: Handler) -> None:
        for id_ in ("haus", "wohnung"):
            assert build.run(project.root, Options("forget", id=id_), DAY) == OK
        capsys.readouterr()
        found()(handler)

    project.entry("wohnung", site("a", "Waldweg 5"))
    server.script["Musterweg 1"] = withdrawn
    assert project.run() == OK
    assert server.streets == ["Musterweg 1", "Musterweg 2"]
    assert [line.split(",")[:3] for line in project.rows()] == [["heim", "a", "Musterweg 1"], ["heim", "b", "Musterweg 2"]]
    told = capsys.readouterr().out
    assert "Nicht gesendet, inzwischen geändert oder gelöscht: wohnung/a" in told
    assert "Gesendet: 2 (2 gefunden, 0 nicht gefunden, 0 abgelehnt, 0 Fehler).\n" in told


def test_an_answer_about_nobody_is_thrown_away(project: Project, server: Fake, capsys: pytest.CaptureFixture[str]) -> None:
    project.streets("Musterweg 1")

    def hidden(handler: Handler) -> None:
        project.entry("haus", site("s1", "Musterweg 1", ", adresse_veroeffentlichen: false"))
        found()(handler)

    server.script["Musterweg 1"] = hidden
    assert project.run() == OK
    assert project.rows() == []
    assert "1/1 Antwort verworfen: inzwischen geändert oder gelöscht\n" in capsys.readouterr().out


# --- What keeps the command from working ---


def test_a_table_that_cannot_be_read_is_not_overwritten(project: Project, server: Fake, capsys: pytest.CaptureFixture[str]) -> None:
    project.streets("Weg 1")
    project.write("haus;s1;Weg 1")
    before = project.table.read_bytes()
    with pytest.raises(OperatorError, match=r"coaches/orte\.csv ist nicht ganz lesbar und wird deshalb nicht ergänzt"):
        project.run()
    assert (project.table.read_bytes(), server.asked) == (before, [])
    assert "coaches/orte.csv:2:1 Fehler R-09" in capsys.readouterr().out


def test_a_full_disk_is_told_and_the_table_stays(project: Project, server: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    project.streets("Weg 1", "Weg 2")

    def full(path: Path, text: str, new: bool) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(reading, "save", full)
    with pytest.raises(OperatorError, match=r"coaches/orte\.csv lässt sich nicht schreiben .*; die Datei ist, wie sie war"):
        project.run()
    assert (len(server.asked), project.rows()) == (1, [])


def test_without_a_table_one_is_begun(project: Project, server: Fake) -> None:
    project.streets("Weg 1")
    project.table.unlink()
    assert project.run() == OK
    assert project.table.read_text(encoding="utf-8").splitlines()[0] == HEADER


def test_nobody_is_asked_under_no_name(project: Project, server: Fake) -> None:
    project.streets("Weg 1")
    configure(project.root, kennung='""')
    with pytest.raises(OperatorError, match=r"fehlt in pyproject\.toml unter \[tool\.landkarte\.suche\] die kennung") as caught:
        project.run()
    assert "\n" not in str(caught.value)
    assert (server.asked, project.rows()) == ([], [])


def test_the_public_server_is_not_asked_under_a_name_from_a_manual() -> None:
    with pytest.raises(OperatorError, match=r"Die kennung „my-application“ in pyproject\.toml .* ist nur ein Muster"):
        lookup.connect(Suche(kennung="my-application"))


def test_the_public_server_is_asked_no_more_than_four_times_a_minute_unless_somebody_says_so() -> None:
    shipped = settings.read(ROOT / "pyproject.toml").suche
    assert (shipped, shipped.kennung, shipped.protokoll, 60 / shipped.abstand_sekunden) == (Suche(), "", "https", 4)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("abstand_sekunden", "0.5"), ("abstand_sekunden", "0"), ("abstand_sekunden", "-1"), ("abstand_sekunden", "nan"),
        ("abstand_sekunden", "inf"), ("protokoll", '"ftp"'), ("server", '"http://example.org"'), ("server", '""'),
        ("server", '"user@example.org"'), ("kennung", '"zwei\\nZeilen"'), ("kennung", '"Umläute"'),
    ],
)  # fmt: skip
def test_settings_that_would_do_harm_are_refused(key: str, value: str, project: Project) -> None:
    configure(project.root, **{key: value})
    with pytest.raises(OperatorError, match=rf"Bitte prüfen Sie suche\.{key}"):
        project.run()


def test_the_project_as_it_is_shipped_asks_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["lookup"]) == FAILED
    assert "fehlt in pyproject.toml" in capsys.readouterr().err
