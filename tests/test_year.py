"""A year of a directory and what follows: one walk with the commands as maintainers type them, each publication remembering the last."""

import json
import re
from datetime import date
from functools import partial
from pathlib import Path

import pytest

import build
from landkarte.desk.commandline import OK
from landkarte.desk.serve import Part
from landkarte.directory import Directory, memory
from landkarte.site.feeds import Feeds
from landkarte.site.pages import Renderer
from tests.conftest import ROOT
from tests.desk.test_inviting import of_an_association
from tests.repositories import edit

FIRST, RENAMED, SECOND, MERGED = "lippe-coaching", "werre-coaching", "senne-coaching", "weser-coaching"
COACH, FREELANCER = "jc-4w7k2m", "jc-9h3n5v"
SEEN, DUE = "Weiterbildungsnachweis eingesehen", "<strong>Die Angaben sind durchgesehen.</strong>"
REFORM = date(2026, 1, 1)
"""Hanau leaves the Main-Kinzig-Kreis."""
NAMES = ("Annegret", "Wiesenthaler", "Korbinian", "Sandmöller", "Hannelore", "Quellmann", "Lippe Coaching")
ATOM = re.compile(r"<updated>(\S+)T00:00:00Z</updated>\n<link rel=\"alternate\" type=\"text/html\" href=\"[^\"]*/([^/\"]+)\.html\"/>")


def few(root: Path, published: Directory) -> list[Part]:
    """Of the site what this walk looks at, made as the whole is; some hundred pages more would take a second each night."""
    pages = Renderer(published, root / "templates")
    news = Feeds(published, pages.coverage)
    entries = [partial(build.page, pages, listing) for listing in published.all]
    kreise = [partial(pages.regions, "HE")] if published.today <= REFORM else []
    return [lambda: memory.files(published), partial(news.of_land, "HE"), partial(news.of_land, "NW"), *kreise, *entries]


def template(name: str, id_: str, day: str, *changes: tuple[str, str]) -> str:
    """What somebody made of a template on a day: an entry that is not invented."""
    text = (ROOT / f"coaches/vorlagen/{name}.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^ *#.*\n|^beispiel: true\n", "", text).replace(" 2026-0", " 2025-0").replace("2026-10-01", day)
    for old, new in ((f"\nid: {name}\n", f"\nid: {id_}\n"), *changes):
        assert old in text, old
        text = text.replace(old, new)
    return text


class Year:
    """The project, the day, and what the commands of that day said."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.today, self._capsys = root, "", capsys

    def run(self, *arguments: str) -> str:
        """What a command says that does what it was asked for."""
        self._capsys.readouterr()
        code = build.main([*arguments, "--today", self.today])
        out, err = self._capsys.readouterr()
        assert (code, err) == (OK, ""), (arguments, out, err)
        return out

    def take(self, text: str, *options: str) -> str:
        """Import a file that was sent."""
        path = self.root / "zugesandt.yaml"
        path.write_text(text, encoding="utf-8")
        return self.run("import", str(path), *options)

    def publish(self) -> str:
        """As every night: with what the site itself says was published last."""
        last = self.root / "site/daten/stand.json"
        before = self.root / "stand.json"
        if last.exists():
            before.write_bytes(last.read_bytes())
        said = self.run("--publish", *(["--vorher", str(before)] if last.exists() else []))
        assert "fehlen, und nichts erklärt es" not in said
        return said

    def file(self, folder: str, id_: str) -> Path:
        return self.root / f"coaches/{folder}/{id_}.yaml"

    def page(self, address: str) -> str:
        return (self.root / "site" / address).read_text(encoding="utf-8")

    @property
    def memory(self) -> dict[str, str]:
        """Of everybody who is published since when it is so."""
        rows = json.loads(self.page("daten/stand.json"))["eintraege"]
        return {id_: row["seit"] for id_, row in rows.items()}

    def news(self, land: str) -> dict[str, str]:
        """The days of the items of a feed, by the entry that they lead to."""
        return {id_: day for day, id_ in ATOM.findall(self.page(f"land/{land}.xml"))}


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Year:
    return Year(of_an_association(tmp_path / "projekt", monkeypatch, ["keiner"]), capsys)


def a_freelancer_comes(year: Year) -> None:
    year.today = "2025-12-10"
    person = ("vorname: Erika", "vorname: Korbinian"), ("nachname: Beispiel", "nachname: Sandmöller"), ("jahr: 2026", "jahr: 2025")
    town = ("04109", "63450"), ("Leipzig", "Hanau"), ('ags: "14713"', 'ags: "06435014"'), ("14713", "06435"), ("amt: sn", "amt: he")
    year.take(template("freiberuflich", FREELANCER, "2025-12-01", *person, *town))
    year.publish()
    assert "Korbinian Sandmöller" in year.page(f"jobcoach/{FREELANCER}.html")
    assert DUE not in year.page(f"jobcoach/{FREELANCER}.html")
    assert f"{FREELANCER}.html" in year.page("kreis/06435.html")
    assert year.news("he") == year.memory == {FREELANCER: "2025-12-01"}


def a_kreis_is_reformed(year: Year) -> None:
    """Readers find the entry in the new Kreis at once; the old key is told, and corrected on demand."""
    year.today = str(REFORM)
    saw = year.memory
    year.publish()
    assert f"{FREELANCER}.html" in year.page("kreis/06415.html")
    assert year.memory == saw, "the place is the same"
    assert "R-07: Den Schlüssel 06435014 (Hanau) gibt es seit dem 1. Januar 2026 nicht mehr" in year.run("check")
    assert '„"06435014"“ → „"06415"“' in year.run("check", "--fix")
    assert "R-07" not in year.run("check")


def an_organisation_comes(year: Year) -> None:
    year.today = "2026-01-12"
    contact = """kontakt:
  person: {vorname: Hannelore, nachname: Quellmann}
  einwilligung: {vom: 2026-01-10, textfassung: 2026-10, umfang: [name, telefon, email], liegt_bei: Geschäftsstelle}
"""
    ours = ("Beispiel Coaching gGmbH", "Lippe Coaching gGmbH"), ("[jobcoach]", f"[{COACH}]"), ("kontakt:\n", contact)
    assert "C-01" in year.take(template("anbieter", FIRST, "2026-01-10", *ours)), "the coach is not there yet"
    hers = (
        ("vorname: Erika", "vorname: Annegret"),
        ("nachname: Beispiel", "nachname: Wiesenthaler"),
        ("anbieter: anbieter", f"anbieter: {FIRST}"),
    )
    assert "C-01" not in year.take(template("jobcoach", COACH, "2026-01-10", *hers))
    year.publish()
    assert works_for(year, FIRST, "Selbstauskunft nach dem Standard")
    assert "Hannelore Quellmann" in year.page(f"anbieter/{FIRST}.html")
    assert year.news("nw") == {FIRST: "2026-01-12"}
    assert year.memory == {FREELANCER: "2025-12-01", FIRST: "2026-01-12", COACH: "2026-01-12"}


def works_for(year: Year, provider: str, stufe: str) -> bool:
    """Whether the pages of the coach and of a provider lead to each other, and hers says what she has reached."""
    hers = year.page(f"jobcoach/{COACH}.html")
    return f"{COACH}.html" in year.page(f"anbieter/{provider}.html") and f"anbieter/{provider}.html" in hers and f"<h3>{stufe}</h3>" in hers


def a_proof_is_seen(year: Year) -> None:
    year.today = "2026-02-02"
    year.run("attest", COACH, "--geprueft-von", "Redaktion", "--weiterbildung", "bestaetigt")
    year.publish()
    assert works_for(year, FIRST, SEEN)
    assert (year.memory[COACH], year.news("nw")) == ("2026-02-02", {FIRST: "2026-02-02"}), "a Stufe is news of the provider"


def an_entry_changes(year: Year) -> None:
    year.today = "2026-03-02"
    old = year.file("anbieter", FIRST).read_text(encoding="utf-8")
    said = year.take(old.replace("\nstand: 2026-01-10", "\nstand: 2026-03-01").replace("umkreis_km: 50", "umkreis_km: 30"), "--ersetzen")
    assert re.search("Geändert: .*50.*30", said)
    year.publish()
    assert year.news("nw") == {FIRST: "2026-03-02"}
    saw = year.memory
    year.today = "2026-03-03"
    year.publish()
    assert (year.news("nw"), year.memory) == ({FIRST: "2026-03-02"}, saw), "the next night has nothing new to tell"


def a_provider_is_renamed(year: Year) -> None:
    year.today = "2026-05-04"
    year.run("rename", FIRST, RENAMED)
    year.publish()
    assert leads(year, FIRST, RENAMED)
    assert works_for(year, RENAMED, SEEN)
    assert year.memory.keys() == {FREELANCER, COACH, RENAMED}


def leads(year: Year, old: str, new: str) -> bool:
    """Whether the address of a provider sends readers on to another."""
    return f'content="0; url=../anbieter/{new}.html"' in year.page(f"anbieter/{old}.html")


def two_become_one(year: Year) -> None:
    """The same organisation comes a second time, which maintainers are told; both become a third."""
    year.today = "2026-07-06"
    year.take(template("anbieter", SECOND, "2026-07-01", ("Beispiel Coaching gGmbH", "Lippe Coaching"), ("jobcoaches: [jobcoach]\n", "")))
    assert "C-03" in year.run("check")
    year.publish()
    assert year.news("nw").keys() == {RENAMED, SECOND}

    year.today = "2026-07-13"
    year.file("anbieter", SECOND).unlink()
    year.file("anbieter", RENAMED).rename(year.file("anbieter", MERGED))
    edit(year.file("anbieter", MERGED), f"id: {RENAMED}\nfruehere_ids: [", f"id: {MERGED}\nfruehere_ids: [{RENAMED}, {SECOND}, ")
    year.publish()
    assert [old for old in (FIRST, RENAMED, SECOND) if not leads(year, old, MERGED)] == []
    assert works_for(year, MERGED, SEEN)
    assert year.memory.keys() == {FREELANCER, COACH, MERGED}
    assert f"C-01: Diese Kennung ist eine frühere; der Eintrag heißt jetzt „{MERGED}“" in year.run("check")
    year.run("rename", RENAMED, MERGED)
    assert re.findall("C-0[1-9]", year.run("check")) == []


def nobody_looks_through(year: Year) -> None:
    """After a year it is told, to readers, too; after two years and two letters the entry is gone, and no brake holds that."""
    year.today = "2027-01-11"
    assert f"{FREELANCER}.yaml" in year.run("worklist")
    year.publish()
    assert DUE in year.page(f"jobcoach/{FREELANCER}.html")
    assert works_for(year, MERGED, SEEN)
    letters = str(year.root.parent / "Briefe")
    assert "Erinnert: 2;" in year.run("erinnern", letters)
    assert "Erinnert: 0\n" in year.run("erinnern", letters)
    year.today = "2027-12-02"
    year.publish()
    assert "steht nur noch hier, bis zweimal daran erinnert ist" in year.page(f"jobcoach/{FREELANCER}.html")
    assert "Erinnert: 2;" in year.run("erinnern", letters)
    year.today = "2028-01-01"
    year.publish()
    assert year.memory.keys() == {MERGED, COACH}
    assert FREELANCER not in year.news("he")
    assert not (year.root / f"site/jobcoach/{FREELANCER}.html").exists()


def the_last_one_goes(year: Year) -> None:
    """Who is withdrawn is gone at once, the expired, too; what is left says that nobody is there."""
    year.today = "2028-01-03"
    assert f"Von Hand: coaches/anbieter/{MERGED}.yaml" in year.run("forget", COACH)
    year.run("forget", FREELANCER)
    assert f"anbieter/{FIRST}.html, jobcoach/{FIRST}.html" in year.run("forget", MERGED), "for search engines"
    assert "0 Anbieter, 0 Jobcoaches" in year.publish()
    assert "hat zurzeit keine Einträge" in year.page("index.html")
    assert year.memory == year.news("nw") == year.news("he") == {}
    gone = [*(f"anbieter/{id_}.html" for id_ in (FIRST, RENAMED, SECOND, MERGED)), *(f"jobcoach/{id_}.html" for id_ in (COACH, FREELANCER))]
    assert [page for page in gone if "gibt es nicht mehr" not in year.page(page)] == []
    files = [path for folder in ("site", "coaches") for path in (year.root / folder).rglob("*") if path.is_file()]
    assert [(path, name) for path in files for name in NAMES if name.encode() in path.read_bytes()] == []


def test_a_year(year: Year, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as nightly:
        nightly.setattr(build, "parts", few)
        a_freelancer_comes(year)
        a_kreis_is_reformed(year)
        an_organisation_comes(year)
        a_proof_is_seen(year)
        an_entry_changes(year)
        a_provider_is_renamed(year)
        two_become_one(year)
        nobody_looks_through(year)
    the_last_one_goes(year)
