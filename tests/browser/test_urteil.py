"""What the form says of a value, the command line says, too, and at the same time: nothing is refused later that a browser can tell."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from landkarte import judging
from landkarte.entries import reading
from landkarte.entries.model import Eintrag
from landkarte.judging import RULES, World, for_browsers
from landkarte.judging.conditions import Condition
from landkarte.places import placing
from landkarte.places.gazetteer import Gazetteer
from landkarte.standard import vocabulary
from tests.browser.conftest import computed
from tests.browser.test_formularworte import FORM, Way
from tests.conftest import DAY, ROOT

JUDGED = {code for code, rule in RULES.items() if isinstance(rule, Condition)} | for_browsers.CODES
TYPED = """async ([art, gut, faelle, heute, bedingungen]) => {
  await landkarte.lade(["daten/kreise.js", "daten/urteil.js", document.querySelector("[data-urteil]").dataset.urteil]);
  await landkarte.ladeYaml();
  const { eintragsdatei, formular } = landkarte;
  const wurzel = landkarte.felder(formular.arten[art].felder, eintragsdatei.passend(art, gut, formular).daten, formular);
  const kurz = ({ code, schwere, meldung, hinweis }) => [code, schwere, meldung, hinweis];
  return faelle.map(function ([weg, wert]) {
    const feld = weg.reduce((hier, stueck) => hier.kind(stueck), wurzel).ziel;
    const vorher = feld.value;
    feld.value = wert;
    const daten = wurzel.lies();
    feld.value = vorher;
    const regeln = [...landkarte.bedingungen(bedingungen, art, daten, heute), ...landkarte.urteil(art, daten, heute)];
    const werte = landkarte.pruefeWerte(art, daten, formular);
    return [eintragsdatei.text(art, daten, formular), werte.map(kurz), regeln.map(kurz), regeln.flatMap(({ satz }) => satz || [])];
  });
}"""
"""What somebody types into the fields, as the file that becomes of it, and what the form says of values and by rules."""

TELEPHONES = [
    *("0521/12345-67 (Fr. Müller)", "0521 1234567", "+49 (0)521 1234567", "+49 521 1234567", "0049 521 1234567", "49 521 1234567"),
    *("0521/1234567", "0521 / 12345-67", "(0521) 1234567", "+49 (521) 12 34 567", "05 21 12 34 56", "0521-123456-7"),
    *("0521 1234567 / 0170 1234567", "0170 1234567", "0151/23456789", "0800 1234567", "0180 1234567", "0900 1234567", "115"),
    *("1234567", "05231 974-10 – 12", "030 23125000", "030/2312-5000", "04952 1234", "+43 1 5880512", "+41 44 668 18 00"),
    *("Tel. 0521 12345", "0521 12345 oder 0521 12346", "0521\u00a012345", "0521 12345 App. 3", "+49 0521 12345", "09999 12345"),
    *("0", "+49", "----", "0521 1234567890123456", "03641 123456", "0201 123-0", "0201 123/0"),
]  # fmt: skip
MAILS = [
    *("info(at)wege.de", "info@wege.de", "Info@Wege.DE", "info @wege.de", "info@wege", "info@wege.example", "info@büro.de"),
    *("müller@wege.de", "info@wege..de", ".info@wege.de", "info.@wege.de", "in..fo@wege.de", "info@-wege.de", "info@wege-.de"),
    *("info@@wege.de", "info@wege.de.", "@wege.de", "info[at]wege.de", "info@wege,de", "info@wege.de, b@wege.de", "<info@wege.de>"),
    *("info@127.0.0.1", "info@localhost", "a+b@wege.de", "mailto:info@wege.de", "x" * 65 + "@wege.de", "info@" + "x" * 64 + ".de"),
    *("info@w\u0435ge.de", "o'neil@wege.de", "info@wege.d", "info"),
]  # fmt: skip
ADDRESSES = [
    *("www.wege.de", "wege.de", "https://wege.de", "http://wege.de", "HTTPS://Wege.DE", "https://wege", "https:/wege.de"),
    *("https//wege.de", "ftp://wege.de", "https://wege.de/über uns", "https://wege.de/über-uns", "https://café.de"),
    *("https://w\u0435ge.de", "https://a:b@wege.de", "https://127.0.0.1/", "https://[::1]/", "https://wege.de:8080/x?y=z#w"),
    *("javascript:alert(1)", "wege", "www.wege", "https://wege.de/<b>", "https://-wege.de", "https://wege-.de"),
    *("https://wege.de\\x", "https://", "Wege.de/jobcoaching", "http://wege.de:80/"),
]  # fmt: skip
SAID = [
    *("Wir sind zertifiziert.", "Unser Team ist geprüft und anerkannt.", "Wir sind nicht zertifiziert.", "Z e r t i f i z i e r t"),
    *("ZERTIFIZIERT!", "Unsere Arbeit hat ein Gütesiegel.", "Geprüft durch die Redaktion.", "Unser Nachweis wurde eingesehen."),
    *("Stufe A", "Stufe A 1 im Parkhaus", "Der Antrag wird geprüft.", "Staatlich anerkannte Ausbildung."),
    *("Menschen mit anerkannter Schwerbehinderung.", "Zerti-\nfiziert", "z3rtifiziert", "Zertifi\u0446iert", "Wir sind geprueft."),
    *("★ Jobcoaching", "Medaille 🏅 hier", "✔ erledigt", "🌳 Baum", "☎ Telefon", "→ weiter", "100 % ® ©", "Ruf 0521 1234567 an"),
    *("Tel.: 12345", "null fünf zwei eins drei vier", "info(at)wege.de", "info ät wege punkt de", "info@wege.de"),
    *("Montag 9.00 – 12.00 Uhr", "33602 und 04109 und 01067", "Az. 12 BK 345/20", "geb. 1.2.1990", "Kundennummer 123A456789"),
    *("§ 185 SGB IX", "<b>fett</b>", "a < b > c", "<script>alert(1)</script>", "![Bild](https://wege.de/a.png)"),
    *("[Seite](https://wege.de)", "[Seite](http://wege.de)", "[Post](mailto:info@wege.de)", "[Post](mailto:info)"),
    *("[x](javascript:alert(1))", "[x](//wege.de)", "[x]: https://wege.de/a", "siehe [Seite]", "Aktenzeichen: 1234-5678"),
    *("Im Jahr 2019/2020 waren es 12345 Euro.", "Ⓐ ⓘⓝⓕⓞ", "\u0421\u043e\u0441\u0430 hilft", "ﬁne zertiﬁziert", "Überprüfung"),
    "Wir lassen unser Angebot prüfen.",
]  # fmt: skip
LONG = "Wir begleiten Menschen an ihrem Arbeitsplatz und sprechen mit dem Betrieb. "
PLACES: dict[Way, list[str]] = {
    ("standorte", 0, "plz"): ["33602 Bielefeld", "1067", "D-33602", "3360", "33602", "00999", "99999", "05999", "32999"],
    ("standorte", 0, "lat"): ["", "60", "51,9", "48", "0", "x"],
    ("standorte", 0, "ags"): ["Kreis Lippe", "05766020", "05999", "13052", "15151001", "16056", "0576"],
    ("standorte", 0, "strasse"): ["Postfach 12 34", "PF 100", "postlagernd", "P.O. Box 3", "Postfach", "Musterweg 1", "Postweg 2"],
    ("standorte", 0, "bezeichnung"): ["Haus ZWEI", "Hauptstelle", "Haus Zwéi"],
    ("standorte", 0, "barrierefreiheit", "informierbar_url"): [
        *("https://informierbar.de/x", "www.informierbar.de", "https://INFORMIERBAR.de/"),
        *("https://informierbar.de.wege.de", "example.org", "https://informierbar.de@wege.de", "http://informierbar.de", "informierbar", "https://wege.de?informierbar.de"),
    ],
    ("einzugsgebiet", "kreise", 0): ["Kreis Lippe", "05999", "13052", "16056", "Lippe", "03252", "05"],
}  # fmt: skip
NUMBERS = ["62,50", "62.50", "1.234,50", "ca. 50 km", "50 km", "62 Euro", "-1", "viele", "1e3", "1_000", "100001", "0"]
DAYS = ["28.11.2026", "1. 10. 2026", "2026-10-01", "2026-02-30", "31.4.2026", "gestern", "1.10.2030", "2026-1-1"]


def mutated(kind: str) -> Iterator[tuple[Way, str]]:
    """Paths of an entry, and what somebody types there."""
    if kind == "jobcoach":
        yield from ((("weiterbildungen", 0, "titel"), one) for one in SAID)
        yield from ((("jobcoaching_seit",), one) for one in ("1999", "1949", "seit 2010", "2010 ", "12", "2027", "1985"))
        yield from ((("berufserfahrung", "jahre"), one) for one in ("8", "7", "60", "18", "20"))
        yield from ((("grundqualifikation", 0, "abschluss"), one) for one in ("2027", "2020", ""))
        yield from ((("weiterbildungen", 0, "ue"), one) for one in ("159", "", "160"))
        yield from ((("weiterbildungen", 0, "kurs"), one) for one in vocabulary("kurse").werte)
        yield from ((("weiterbildungen", 0, "status"), one) for one in vocabulary("weiterbildungsstatus").werte)
        yield from ((("pools", 0, "aufgenommen"), one) for one in DAYS)
        yield from ((("nachweise", 0, "bezug"), one) for one in ("lwl", "Zeugnis.PDF"))
    elif kind == "freiberuflich":
        yield from ((("beschreibung",), LONG + one) for one in SAID)
        yield from ((("beschreibung",), one) for one in ("kurz", "x" * 1501, "x" * 1500, LONG * 30))
        yield from ((("einwilligung", "vom"), one) for one in DAYS)
    else:
        yield from ((("kontakt", "telefon"), one) for one in TELEPHONES)
        yield from ((("kontakt", "email"), one) for one in MAILS)
        yield from ((("website",), one) for one in ADDRESSES)
        yield from ((("name",), one) for one in SAID)
        yield from ((way, one) for way, typed in PLACES.items() for one in typed)
        yield from ((("angebote", 0, "konditionen", "stundensatz_eur", "von"), one) for one in NUMBERS)
        yield from ((("angebote", 0, "leistungstraeger", 0, "traeger"), one) for one in vocabulary("leistungstraeger").werte)


KEY = re.compile(r"\b[a-z]+_[a-z0-9_]+\b|[{}]|\b[A-Z]{1,2}-[0-9]{2}\b|\btrue\b|\.yaml")
"""What no person shall read who sees no file: keys, braces, codes of rules."""


def told(found: Iterable[Any]) -> list[tuple[str, ...]]:
    return sorted((one.code, one.level, one.message, one.hint) for one in found)


def test_whatever_is_typed_is_judged_as_by_the_command_line(page: Page, web: str, tmp_path: Path) -> None:
    page.goto(web + FORM)
    here: dict[str, Any] = {}
    check: dict[str, Any] = {}
    entries: dict[str, Eintrag] = {}
    with_their_words = judging.conditions_data(DAY)  # the form speaks by the sentence of a rule and does without them

    def said(kind: str, good: dict[str, Any], cases: list[tuple[Way, str]]) -> Any:
        return computed(page, TYPED, [kind, good, cases, str(DAY), with_their_words])

    for kind, folder in (("anbieter", "anbieter"), ("freiberuflich", "jobcoaches"), ("jobcoach", "jobcoaches")):
        source = reading.Source(kind, ROOT / "coaches" / "vorlagen" / f"{kind}.yaml", None)  # type: ignore[arg-type]
        good = {**source.data(), "id": "jc-7k3m9q" if kind != "anbieter" else "fall"}
        if kind == "anbieter":
            site = good["standorte"][0]
            site |= {
                "lat": "51.936",
                "lon": "8.878",
                "barrierefreiheit": {**site["barrierefreiheit"], "informierbar_url": "https://informierbar.de/"},
            }
            good["standorte"].append({**site, "id": "zwei", "bezeichnung": "Haus zwei"})
            good["einzugsgebiet"]["bundeslaender"] = ["NW"]
            good["angebote"][0]["leistungstraeger"][0] |= {"rechtsgrundlagen": [*vocabulary("rechtsgrundlagen").werte][:20], "jahr": "2015"}
        elif kind == "jobcoach":
            good["pools"] = [{"pool": "niedersachsen", "gruppe": "1", "regelung": "jonima_bis_2025", "aufgenommen": "2024-05-01"}]
        path = tmp_path / folder / f"{good['id']}.yaml"
        path.parent.mkdir(exist_ok=True)
        cases = list(mutated(kind))
        for case, (text, values, rules, sentences) in zip(cases, said(kind, good, cases), strict=True):
            path.write_text(text, encoding="utf-8")
            read, findings = reading.read(path, path.name)
            name = f"{kind}: {case}"
            assert [one for one in sentences if KEY.search(one.replace(case[1], ""))] == []
            here[name], check[name] = [sorted(map(tuple, values)), []], [told(findings), []]
            if read and isinstance(read.entry, Eintrag):  # else reading ends there, the form goes on
                entries[name] = read.entry
                here[name][1] = sorted(map(tuple, rules))
    of_places = [one for name, entry in entries.items() for one in placing.findings(name, entry, Gazetteer())]
    judged = [*judging.findings(World(tuple(entries.items()), frozenset(), DAY, DAY)), *of_places]
    judged = [one for one in judged if one.code in JUDGED]
    for name in entries:
        check[name][1] = told(one for one in judged if one.file == name)
    differing = {name: [set(map(tuple, both[0] + both[1])) for both in (here[name], check[name])] for name in here}
    assert {name: [one - other, other - one] for name, (one, other) in differing.items() if one != other} == {}
    assert here == check
    assert len(here) > 300
    assert {one.code for one in judged} >= for_browsers.CODES


FIELDS = """(felder) => {
  const { formular, element } = landkarte;
  document.body.append(element("form", { id: "probe" }));
  const probe = document.querySelector("#probe");
  landkarte.reinige(probe);
  const knoten = felder.map((feld) => formular.arten.anbieter.felder.find((einer) => einer.feld === feld));
  const wurzel = landkarte.felder(knoten, {}, formular);
  probe.append(...wurzel.elemente);
  window.gelesen = () => wurzel.lies();
}"""
WORD = "Wir bieten\vHilfe am Arbeits\u00adplatz:\n•\tin\u00a0Büros\n\uf0b7\tin Küchen"
CLEAN = "Wir bieten\nHilfe am Arbeitsplatz:\n\n- in Büros\n- in Küchen"


def test_what_is_pasted_is_cleaned_when_the_field_is_left_and_said_in_a_line(page: Page, web: str) -> None:
    page.goto(web + FORM)
    page.evaluate(FIELDS, ["name", "beschreibung", "stand"])
    text = page.locator("#probe textarea")
    text.fill(WORD)
    text.blur()
    assert page.evaluate("gelesen().beschreibung") == text.input_value() == CLEAN
    done = "unsichtbare Zeichen entfernt, geschützte Leerzeichen durch einfache ersetzt, Umbrüche von Word übernommen"
    expect(page.locator("#probe .gereinigt")).to_have_text(f"Bereinigt: {done}, Aufzählung als Liste geschrieben.")
    text.fill("Wir helfen.")
    text.blur()
    expect(page.locator("#probe .gereinigt")).to_have_count(0)


NUMBERS_READ = [
    *(("umkreis_km", "ca. 50 km", "50"), ("umkreis_km", "50", "50"), ("umkreis_km", "50 Meter", "50 Meter"), ("von", "62,50 €", "62.50")),
    *(("jahre", "12 Jahre", "12"), ("dauer_monate", "2 Jahre", "2 Jahre"), ("ue", "160 UE", "160"), ("ue", "1.000", "1.000")),
]


def test_a_number_with_its_own_unit_is_understood_and_no_other(page: Page, web: str) -> None:
    page.goto(web + FORM)
    lies = "(werte) => werte.map(([feld, text]) => landkarte.geschrieben({ feld, art: 'zahl' }, text, landkarte.formular))"
    assert page.evaluate(lies, NUMBERS_READ) == [read for _, _, read in NUMBERS_READ]
    assert page.evaluate("landkarte.geschrieben({ feld: 'ort', art: 'text' }, '33602 Bielefeld', landkarte.formular)") == "Bielefeld"
