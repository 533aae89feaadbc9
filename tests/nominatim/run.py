"""make test-lookup: the real command asks a real Nominatim, which knows two invented towns (orte.osm).

    python tests/nominatim/run.py NOMINATIM

A PostgreSQL cluster, the database and the server live in a temporary folder and on this machine only, and are gone at the
end, however it ends. NOMINATIM is the program of that name; PostgreSQL with PostGIS and osm2pgsql belong to the system.
"""

import csv
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SERVER_STARTS_WITHIN = 60
DAY = "2026-11-01"

ENTRY = """\
art: anbieter
schema: 1
id: {id}
lizenz: cc0_1_0
einwilligung: {{vom: 2026-10-01, textfassung: 2026-10, umfang: [funktion, email], liegt_bei: Geschäftsstelle}}
stand: 2026-10-01
name: Beispiel {id}
traegerart: ifd
beschreibung: Wir begleiten Menschen und Betriebe im Arbeitsalltag.
standorte:
{standorte}
einzugsgebiet: {{umkreis_km: 50}}
kontakt: {{funktion: Koordination, email: {id}@example.org, kontaktwege: [email, post]}}
angebote:
  - {{id: begleitung, leistungsart: berufsbegleitung_ifd}}
qualitaet: {{qm_system: eigenes, gewaltschutzkonzept: true, fallbesprechung: {{intervision: monatlich}}}}
"""
HIDDEN, INVENTED = "Geheimhausen", "Beispielgasse"

# Standort, street, postcode, town → class, degrees; in the order of the ids, which is the order of the questions.
EXPECTED = {
    ("a-nummer", "Königsstraße 7a", "32798", "Musterhöhe"): ("hausnummer", "51.910300", "8.910000"),
    ("b-umlaute", "Koenigsstrasse 3", "32798", "Musterhoehe"): ("hausnummer", "51.910300", "8.907000"),
    ("c-abkuerzung", "Hauptstr. 10", "32798", "Musterhöhe"): ("hausnummer", "51.905300", "8.901000"),
    ("d-zweiter-ort", "Hauptstraße 10", "83099", "Möllenau"): ("hausnummer", "47.900300", "12.096000"),
    ("e-strasse", "Am Süßbach 4", "32798", "Musterhöhe"): ("strasse", "51.915000", "8.904000"),
    ("f-keine-nummer", "Königsstraße 99", "32798", "Musterhöhe"): ("strasse", "51.910000", "8.909000"),
    ("g-unbekannt", "Unbekannter Weg 3", "32798", "Musterhöhe"): ("nicht_gefunden", "", ""),
    ("h-zu-weit", "Weiße Gasse 3", "32799", "Möllenau"): ("nicht_gefunden", "", ""),
}


def run(*command: str | Path, cwd: Path | None = None, **environment: str) -> str:
    """The output of a command; what it said when it fails."""
    done = subprocess.run(command, cwd=cwd, env=os.environ | environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout + done.stderr


@contextmanager
def folder() -> Iterator[Path]:
    """A temporary folder; PostgreSQL, which refuses to run as root, must be able to pass through it."""
    path = Path(tempfile.mkdtemp(prefix="landkarte-nominatim-"))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path)


@contextmanager
def cluster(path: Path) -> Iterator[Path]:
    """A PostgreSQL cluster reached by a socket in the yielded folder only."""
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda found: int(found.parent.name))[-1]
    as_postgres: list[str] = []
    path.mkdir(mode=0o700)
    if os.geteuid() == 0:
        shutil.chown(path, "postgres")
        as_postgres = ["runuser", "-u", "postgres", "--"]
    data = path / "data"
    options = f"-k '{path}' -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
    run(*as_postgres, binaries / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
    control = [*as_postgres, str(binaries / "pg_ctl"), "-D", str(data), "-w"]
    subprocess.run([*control, "-l", path / "log", "-o", options, "start"], stdout=subprocess.DEVNULL, check=True)
    try:
        run(binaries / "createuser", "-h", path, "-U", "postgres", "www-data")
        yield path
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], stdout=subprocess.DEVNULL, check=True)


@contextmanager
def nominatim(program: Path, work: Path, sockets: Path) -> Iterator[tuple[str, Path]]:
    """A server with the two towns: its host with port, and the file in which it notes every request."""
    work.mkdir()
    environment = {"NOMINATIM_DATABASE_DSN": f"pgsql:host={sockets};dbname=nominatim;user=postgres", "NOMINATIM_LOG_FILE": ""}
    started = time.monotonic()
    run(program, "import", "--offline", "--osm-file", HERE / "orte.osm", "--threads", "2", cwd=work, **environment)
    print(f"Import: {time.monotonic() - started:.1f} s, {run(program, '--version').strip()}", flush=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        host = f"127.0.0.1:{free.getsockname()[1]}"
    log = work / "anfragen.log"
    with log.open("w", encoding="utf-8") as output:
        server = subprocess.Popen(
            [program, "serve", "--server", host], cwd=work, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        _wait_for(f"http://{host}/status", server, log)
        yield host, log
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    last = time.monotonic() + SERVER_STARTS_WITHIN
    while True:
        try:
            with urllib.request.urlopen(address) as answer:
                assert answer.read() == b"OK"
                return
        except urllib.error.URLError:
            if server.poll() is not None or time.monotonic() > last:
                raise SystemExit(f"Der Server kommt nicht hoch:\n{log.read_text(encoding='utf-8')}") from None
            time.sleep(0.1)


def project(path: Path, host: str) -> Path:
    """A copy of the project whose entries lie in the two towns, and that asks ``host``."""
    providers = path / "coaches" / "anbieter"
    providers.mkdir(parents=True)
    shutil.copy(ROOT / "build.py", path)
    (path / "landkarte").symlink_to(ROOT / "landkarte")
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for old, new in {
        'server = "nominatim.openstreetmap.org"': f'server = "{host}"',
        'protokoll = "https"': 'protokoll = "http"',
        'kennung = ""': 'kennung = "Landkarte JobcoachingAP, Test auf diesem Rechner"',
        "abstand_sekunden = 15": "abstand_sekunden = 1",
    }.items():
        assert old in settings
        settings = settings.replace(old, new)
    (path / "pyproject.toml").write_text(settings, encoding="utf-8")
    shutil.copy(ROOT / "coaches" / "orte.csv", path / "coaches")
    sites = "\n".join(f'  - {{id: {id_}, strasse: {street}, plz: "{plz}", ort: {town}}}' for id_, street, plz, town in EXPECTED)
    write(providers, "wirklich", sites)
    write(providers, "verborgen", f'  - {{id: ort, plz: "32798", ort: {HIDDEN}, adresse_veroeffentlichen: false}}')
    write(providers, "erfunden", f'  - {{id: ort, strasse: {INVENTED} 1, plz: "32798", ort: Musterhöhe}}', "beispiel: true\n")
    return path


def write(providers: Path, id_: str, standorte: str, more: str = "") -> None:
    (providers / f"{id_}.yaml").write_text(ENTRY.format(id=id_, standorte=standorte) + more, encoding="utf-8")


def lookup(path: Path) -> list[str]:
    """The lines that the command prints."""
    output = run(sys.executable, "build.py", "lookup", "--today", DAY, cwd=path)
    print(output, flush=True)
    return output.splitlines()


def rows(path: Path) -> dict[str, dict[str, str]]:
    """The rows of orte.csv by Standort."""
    with (path / "coaches" / "orte.csv").open(encoding="utf-8", newline="") as file:
        return {row["standort"]: row for row in csv.DictReader(line for line in file if not line.startswith("#"))}


def killed_after_two_answers(path: Path) -> None:
    """Begin a run and kill it hard."""
    command = [sys.executable, "build.py", "lookup", "--today", DAY]
    with subprocess.Popen(command, cwd=path, stdout=subprocess.PIPE, text=True, encoding="utf-8") as begun:
        assert begun.stdout
        for line in begun.stdout:
            print(line, end="", flush=True)
            if line.startswith("2/"):
                begun.kill()
    print("(hart beendet)\n", flush=True)
    assert begun.returncode == -signal.SIGKILL


def check(path: Path, host: str, log: Path) -> None:
    """The whole story of a directory: filled with an interruption, complete, corrected by hand, moved."""
    killed_after_two_answers(path)
    assert list(rows(path)) == [key[0] for key in EXPECTED][:2]

    said = lookup(path)
    found = rows(path)
    for (id_, *address), expected in EXPECTED.items():
        row = found[id_]
        assert [row["strasse"], row["plz"], row["ort"]] == address, row
        assert (row["genauigkeit"], row["lat"], row["lon"]) == expected, row
        assert (row["quelle"], row["tag"], row["von"]) == (f"© OpenStreetMap-Mitwirkende, ODbL ({host})", DAY, "nachgeschlagen"), row
    assert len(found) == len(EXPECTED)
    assert [line for line in said if "g-unbekannt" in line or "Unbekannter Weg 3, 32798 Musterhöhe: nicht gefunden" in line]
    [refused] = [line for line in said if ": abgelehnt" in line]
    assert "Weiße Gasse 3, 32799 Möllenau" in refused
    assert "Landkreis Rosenheim" in refused
    assert "km vom Gebiet der Postleitzahl 32799 (Möllenau) entfernt" in refused

    assert lookup(path)[-1] == "Nichts nachzuschlagen."
    requests = [line for line in log.read_text(encoding="utf-8").splitlines() if "/search?" in line]
    assert len(requests) == len(EXPECTED), requests
    assert not [line for line in requests if HIDDEN in line or INVENTED in line]

    table = path / "coaches" / "orte.csv"
    text = table.read_text(encoding="utf-8")
    by_hand = found["e-strasse"] | {"lat": "51.9151", "genauigkeit": "hausnummer", "quelle": "Ortskenntnis", "von": "hand"}
    corrected = ",".join(by_hand.values())
    text = "".join(f"{corrected}\n" if ",e-strasse," in line else line for line in text.splitlines(keepends=True))
    table.write_text(text, encoding="utf-8")
    entry = path / "coaches" / "anbieter" / "wirklich.yaml"
    entry.write_text(entry.read_text(encoding="utf-8").replace("Königsstraße 7a", "Königsstraße 5"), encoding="utf-8")
    warned = run(sys.executable, "build.py", "check", "--today", DAY, cwd=path)
    print(warned, flush=True)
    assert "Hinweis R-10: Die Adresse des Standorts „a-nummer“ von „wirklich“ ist jetzt eine andere" in warned
    assert lookup(path)[-1].startswith("Gesendet: 1 (1 gefunden")
    assert corrected in table.read_text(encoding="utf-8").splitlines()
    assert (rows(path)["a-nummer"]["strasse"], rows(path)["a-nummer"]["lon"]) == ("Königsstraße 5", "8.908500")
    assert " R-" not in run(sys.executable, "build.py", "check", "--today", DAY, cwd=path)
    print(table.read_text(encoding="utf-8"))


def main(program: Path) -> None:
    """Everything up, checked, and everything down."""
    os.environ["no_proxy"] = "127.0.0.1"
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Abgebrochen."))
    with ExitStack() as everything:
        work = everything.enter_context(folder())
        sockets = everything.enter_context(cluster(work / "pg"))
        host, log = everything.enter_context(nominatim(program, work / "nominatim", sockets))
        check(project(work / "projekt", host), host, log)
        print(log.read_text(encoding="utf-8"))
    print("In Ordnung: build.py lookup versteht sich mit einem wirklichen Nominatim.")


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
