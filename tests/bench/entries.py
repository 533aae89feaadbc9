"""Invented entries in any number, to measure with: valid, distinct, and always the same for the same number.

``small`` is one provider of about 2.4 kB, the least that the standard asks. ``full`` uses every field, about 4.3 kB on
average: of four entries one is a provider, two are its coaches and one is a freelancer, so ask for a multiple of four.
An entry does not depend on how many there are.
"""

import json
import random
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from landkarte.places.tables import Ortschaft, kreise, orte
from landkarte.standard import vocabulary

Kind = Literal["small", "full"]
Data = dict[str, Any]

TODAY = date(2026, 11, 2)
"""The day on which the entries are valid and not stale."""

BLOCK = 4

# Telephone numbers that the Bundesnetzagentur keeps free for films and books, as prefixes of three digits.
_MEDIA_NUMBERS = (
    "+49 30 23125 ", "+49 40 66969 ", "+49 69 90009 ", "+49 89 99998 ", "+49 221 4710 ",
    "030 23125-", "040 66969-", "069 90009-", "089 99998-", "0221 4710-",
)  # fmt: skip

_WORDS = (
    "Ahorn", "Birke", "Clematis", "Distel", "Eiche", "Flieder", "Ginster", "Holunder", "Iris", "Jasmin", "Kiefer", "Linde", "Mohn",
    "Nelke", "Ölbaum", "Pappel", "Quitte", "Rose", "Salbei", "Tanne", "Ulme", "Veilchen", "Weide", "Ysop", "Zeder",
)  # fmt: skip
_FORMS = ("gGmbH", "GmbH", "e. V.", "eG", "UG (haftungsbeschränkt)", "Stiftung")
_STREETS = ("Musterstraße", "Beispielweg", "Am Mustergraben", "Große Beispielgasse", "Musterplatz")
_SENTENCES = (
    "Wir üben Arbeitsschritte dort, wo sie gebraucht werden, und bleiben, bis sie sicher sitzen.",
    "Zuerst sehen wir uns den Arbeitsplatz an und sprechen mit *allen Beteiligten*.",
    "Vorgesetzte und Kollegium lernen, wie Anleitung gelingt, ohne dass jemand daneben steht.",
    "Ziele schreiben wir gemeinsam auf; nach jedem Monat prüfen wir, was erreicht ist.",
    "Was überfordert, zerlegen wir in kleine Schritte, die sich einzeln üben lassen.",
    "Auch Schichtarbeit, Außendienst und wechselnde Einsatzorte begleiten wir.",
    "Am Ende steht eine Übergabe, damit der Betrieb ohne uns weiterkommt.",
    "Hilfsmittel und Zuschüsse klären wir auf Wunsch mit den zuständigen Stellen.",
)
_POINTS = (
    "Analyse des Arbeitsplatzes",
    "Gespräche im Team",
    "Training einzelner Handgriffe",
    "Pläne und Checklisten für den Alltag",
    "Rückblick nach drei Monaten",
)
_EASY = ("Wir kommen zu Ihnen in den Betrieb.", "Wir üben die Arbeit mit Ihnen.", "Sie lernen in Ihrem Tempo.", "Der Chef lernt auch dazu.")

# What needs no quotation marks; a single y or n does, because some programs read it as yes or no.
_PLAIN = re.compile(r"[A-Za-zÄÖÜäöüß+][A-Za-zÄÖÜäöüß0-9+@./_ ()-]+|https://[a-z0-9./-]+")


def write(folder: Path, kind: Kind, count: int) -> None:
    """Write the first ``count`` entries of ``kind`` below ``folder``, which takes the place of coaches/."""
    for name in ("anbieter", "jobcoaches"):
        (folder / name).mkdir(parents=True)
    for file, data in entries(kind, count):
        (folder / file).write_text(yaml(data), encoding="utf-8")


def entries(kind: Kind, count: int) -> Iterator[tuple[str, Data]]:
    """File name below coaches/ and content of the first ``count`` entries."""
    for number in range(count):
        r = random.Random(f"{kind} {number}")
        data = _small(number, r) if kind == "small" else _full(number, r)
        yield f"{'anbieter' if data['art'] == 'anbieter' else 'jobcoaches'}/{data['id']}.yaml", data


def yaml(data: Data, indent: str = "") -> str:
    """Block style as people write it; short lists of words in brackets."""
    return "".join(_pair(key, value, indent) for key, value in data.items())


def _pair(key: str, value: Any, indent: str) -> str:
    if isinstance(value, dict):
        return f"{indent}{key}:\n{yaml(value, indent + '  ')}"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        items = (yaml(item, indent + "    ") for item in value)
        return f"{indent}{key}:\n" + "".join(f"{indent}  - {item.removeprefix(indent + '    ')}" for item in items)
    if isinstance(value, list):
        return f"{indent}{key}: [{', '.join(map(_scalar, value))}]\n"
    if isinstance(value, str) and "\n" in value:
        lines = (f"{indent}  {line}".rstrip() for line in value.strip().split("\n"))
        return f"{indent}{key}: |\n" + "\n".join(lines) + "\n"
    return f"{indent}{key}: {_scalar(value)}\n"


def _scalar(value: Any) -> str:
    if isinstance(value, str) and not _PLAIN.fullmatch(value):
        return json.dumps(value, ensure_ascii=False)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _small(number: int, r: random.Random) -> Data:
    ort = r.choice(orte())
    return {
        **_head("anbieter", f"muster-{number:05}", r),
        "name": _company(number, ort),
        "traegerart": r.choice(("bildungstraeger", "fachpraxis", "bbw", "verband")),
        "rechtsform": r.choice(_FORMS),
        "beschreibung": _text(r, number, 2),
        "standorte": [_site(ort, r)],
        "einzugsgebiet": {"kreise": sorted({ort.kreis, *_some_kreise(r, 2)})},
        "kontakt": _contact(number),
        "angebote": [
            {
                "id": "jobcoaching",
                "leistungsart": "jobcoaching_ap",
                "handlungsfelder": ["sicherung"],
                "anlaesse": _some(r, "anlaesse", 2, 2),
                "personenkreis": _some(r, "personenkreis", 2, 3),
                "personalschluessel": "1:1",
                "dauer_monate": {"von": 4, "bis": r.randint(6, 12)},
                "einsatzorte": ["allgemeiner_arbeitsmarkt"],
                "kombination": "einzelstehend",
                "prozess": {
                    **dict.fromkeys(("betriebsextern", "am_arbeitsplatz", "mitarbeit", "freiwillig", "ohne_ifd_moeglich"), True),
                    "beteiligte": ["person", "fuehrungskraefte", "kolleginnen"],
                    "phasen": _keys("phasen"),
                    "frequenz_pro_woche": {"von": 1, "bis": 3},
                    "stunden_pro_termin": {"von": 1, "bis": 4},
                    "stundenkontingent": "vorab_festgelegt",
                    "zielvereinbarung": "dreiseitig",
                    "dokumentation": _keys("dokumentation"),
                },
                "leistungstraeger": [{"traeger": "rentenversicherung", "status": "anfrage_moeglich"}],
            }
        ],
        "behinderungsarten": _some(r, "behinderungsarten", 2, 3, without=("lernschwierigkeiten", "geistig")),
        "kommunikation": ["lautsprache", "schriftlich"],
        "qualitaet": {
            "standardfassung": "fassung_2019",
            "selbstverpflichtung": {"datum": _day(r, 300), "unterzeichnet_von": "Leitung"},
            "qm_system": "eigenes",
            "gewaltschutzkonzept": True,
            "fallbesprechung": {"intervision": "monatlich"},
        },
        "jobcoaches_anzahl": r.randint(1, 9),
        "website": f"https://muster-{number:05}.example.org/",
        "einwilligung": _consent(r),
    }


def _full(number: int, r: random.Random) -> Data:
    role = number % BLOCK
    if role == 0:
        return _organisation(number, r)
    if role == BLOCK - 1:
        return _freelancer(number, r)
    return _person(number, r) | {"anbieter": f"muster-{number - role:05}", "beschaeftigungsform": "angestellt"}


def _organisation(number: int, r: random.Random) -> Data:
    own = {
        "name": _company(number, r.choice(orte())),
        "jobcoaches": [f"jc-{number + place:05}" for place in range(1, BLOCK - 1)],
        "jobcoaches_anzahl": r.randint(2, 9),
    }
    return _head("anbieter", f"muster-{number:05}", r) | own | _experience(number, r) | _provider(number, r, sites=r.randint(1, 3))


def _freelancer(number: int, r: random.Random) -> Data:
    data = _person(number, r) | {"anbieter": "selbst", "beschaeftigungsform": "freiberuflich"} | _provider(number, r, sites=1)
    return data | {"traegerart": "freiberuflich"}


def _head(art: str, id_: str, r: random.Random) -> Data:
    return {"art": art, "schema": 1, "id": id_, "lizenz": r.choice(_keys("lizenzen")), "stand": _day(r, 300)}


def _experience(number: int, r: random.Random) -> Data:
    """What every entry may say, long form."""
    return {
        # few are ever renamed, and each old address is a page of its own
        "fruehere_ids": [f"frueher-{number:05}"] if number // BLOCK % 25 == 0 else [],
        "dgs_niveau": "b2",
        "beispiel": False,
        "konto": f"muster-konto-{number}",
        "behinderungsarten": _some(r, "behinderungsarten", 3, 6),
        "branchen": _some(r, "branchen", 2, 4),
        "kommunikation": _some(r, "kommunikation", 3, 5),
        "sprachen": _languages(r, 2),
        "kapazitaet": {
            "status": r.choice(_keys("kapazitaetsstatus")),
            "stand": _day(r, 60),
            "ab": TODAY + timedelta(days=r.randint(10, 100)),
            "plaetze": r.randint(1, 6),
            "stunden_pro_woche": r.randint(2, 30),
        },
        "nachweise": [_proof(r) | {"bezug": f"Muster-Nachweis {part}", "dokument_im_repo": False} for part in (1, 2)],
        "website": f"https://muster-{number:05}.example.org/",
        "einwilligung": _consent(r),
    }


def _person(number: int, r: random.Random) -> Data:
    return {
        **_head("jobcoach", f"jc-{number:05}", r),
        "name": {"titel": r.choice(("Dr.", "Prof. Dr.")), "vorname": r.choice(_WORDS), "nachname": f"Muster-{number:05}"},
        "geschlecht": r.choice(_keys("geschlechter")),
        "grundqualifikation": [
            {"bezeichnung": "Muster-Abschluss", "gruppe": r.choice(_keys("qualifikationsgruppen")), "abschluss": r.randint(1985, 2015)}
        ],
        "zusatzqualifikation": _some(r, "zusatzqualifikationen", 1, 2),
        "berufserfahrung": {"jahre": r.randint(10, 11), "davon_zielgruppe": r.randint(2, 9)},
        "jobcoaching_seit": r.randint(2016, 2025),
        "faelle_abgeschlossen": r.randint(1, 80),
        "weiterbildungen": [
            {
                "kurs": kurs,
                "titel": f"Muster-Weiterbildung {kurs}",
                "ue": r.randint(100, 200),
                "beginn": date(2018, 3, r.randint(1, 28)),
                "abschluss": date(2019, 9, r.randint(1, 28)),
                "status": "abgeschlossen",
            }
            for kurs in _some(r, "kurse", 1, 2)
        ],
        "fortbildung_letzte": _day(r, 400),
        "fallbesprechung": {"intervision": "monatlich", "supervision": "quartalsweise"},
        "kompetenzen": _some(r, "kompetenzen", 3, 6),
        "mobilitaet": {"umkreis_km": r.randint(20, 80), "oepnv": True, "pkw": r.random() < 0.7},
        "kennenlerngespraech": True,
        "pools": [
            {
                "pool": "niedersachsen",
                "gruppe": r.randint(1, 3),
                "aufgenommen": TODAY - timedelta(days=r.randint(400, 900)),
                "regelung": "jonima_bis_2025",
            }
        ],
        **_experience(number, r),
    }


def _provider(number: int, r: random.Random, sites: int) -> Data:
    """What whoever can be commissioned may say, long form."""
    return {
        "traegerart": r.choice(("bildungstraeger", "ifd", "bbw", "inklusionsbetrieb")),
        "rechtsform": r.choice(_FORMS),
        "beschreibung": _text(r, number, 4),
        "beschreibung_leichte_sprache": "\n".join(_EASY),
        "standorte": [_site_in_full(r.choice(orte()), place, r) for place in range(sites)],
        "einzugsgebiet": _area(number, r),
        "kontakt": _contact(number)
        | {
            "person": {"titel": "Dr.", "vorname": r.choice(_WORDS), "nachname": "Muster"},
            "einwilligung": _consent(r),
            "erreichbarkeit": "Montag bis Donnerstag, 9 bis 15 Uhr",
            "antwort_werktage": 3,
        },
        "angebote": [_coaching(r), _related(r)],
        "qualitaet": {
            "standardfassung": "fassung_2019",
            "selbstverpflichtung": {"datum": _day(r, 500), "unterzeichnet_von": "Geschäftsführung"},
            "qm_system": r.choice([key for key in _keys("qm_systeme") if key != "keines"]),
            "gewaltschutzkonzept": r.random() < 0.5,
            "fallbesprechung": {"intervision": "woechentlich", "supervision": "halbjaehrlich"},
            "netzwerke": _some(r, "netzwerke", 1, 2),
        },
        "team_professionen": _some(r, "qualifikationsgruppen", 1, 3),
    }


def _area(number: int, r: random.Random) -> Data:
    lost = {"kreise": ["03252"], "bundeslaender": ["SL"]}
    if number % 20 == 0:
        return {"bundesweit": True, "ausnahmen": lost}
    some = {"kreise": _some_kreise(r, 3), "bundeslaender": _some(r, "bundeslaender", 1, 1), "ausnahmen": lost}
    return {"umkreis_km": r.randint(20, 120), **some}


def _site(ort: Ortschaft, r: random.Random) -> Data:
    return {
        "id": "mitte",
        "strasse": f"{r.choice(_STREETS)} {r.randint(1, 180)}",
        "plz": ort.plz[0],
        "ort": ort.name,
        "ags": ort.kreis,
        "lat": round(ort.lat + r.uniform(-0.04, 0.04), 5),
        "lon": round(ort.lon + r.uniform(-0.04, 0.04), 5),
    }


def _site_in_full(ort: Ortschaft, place: int, r: random.Random) -> Data:
    site = _site(ort, r) | {"id": f"standort-{place + 1}", "bezeichnung": f"Standort {place + 1}", "adresse_veroeffentlichen": True}
    if place == 1:
        site = {key: value for key, value in site.items() if key not in ("strasse", "lat", "lon")} | {"adresse_veroeffentlichen": False}
        site["einzugsgebiet"] = {"umkreis_km": r.randint(10, 60)}
    if place == 2:
        return site
    facts = {key: _some(r, key, 2, 4) for key in ("zugaenglichkeit", "auffindbarkeit", "nutzbarkeit")}
    noted = {"hinweis": "Die Klingel ist auf 90 cm Höhe.", "erhoben_am": _day(r, 300), "erhoben_von": "Eigene Begehung"}
    page = {} if place == 1 else {"informierbar_url": "https://informierbar.de/muster"}
    return site | {"barrierefreiheit": facts | noted | page}


def _contact(number: int) -> Data:
    prefix = _MEDIA_NUMBERS[number // 1000 % len(_MEDIA_NUMBERS)]
    return {
        "funktion": "Koordination Jobcoaching",
        "telefon": f"{prefix}{number % 1000:03}",
        "email": f"kontakt@muster-{number:05}.example.org",
        "kontaktwege": ["telefon", "email"],
    }


def _coaching(r: random.Random) -> Data:
    return {
        "id": "jobcoaching",
        "titel": "JobcoachingAP im Betrieb",
        "leistungsart": "jobcoaching_ap",
        "beschreibung": " ".join(r.sample(_SENTENCES, 2)),
        "handlungsfelder": _some(r, "handlungsfelder", 1, 2),
        "anlaesse": _some(r, "anlaesse", 3, 5),
        "personenkreis": _some(r, "personenkreis", 2, 4),
        "einsatzorte": _some(r, "einsatzorte", 2, 3),
        "kombination": r.choice(_keys("kombination")),
        "aufstockung": r.random() < 0.5,
        "zusatzleistungen": _some(r, "zusatzleistungen", 1, 3),
        "personalschluessel": "1:1",
        "dauer_monate": {"von": r.randint(2, 5), "bis": r.randint(6, 12)},
        "nachbetreuung_monate": r.randint(1, 6),
        "prozess": _process(r),
        "leistungstraeger": [
            {
                "traeger": "integrationsamt",
                "amt": r.choice(_keys("aemter")),
                "rechtsgrundlagen": ["sgb9_185_3", "schwbav_25"],
                "status": "beauftragt",
                "jahr": 2026,
            },
            {"traeger": "rentenversicherung", "rechtsgrundlagen": ["sgb9_49_8_2a"], "status": "anfrage_moeglich"},
        ],
        "konditionen": _conditions(r),
    }


def _process(r: random.Random) -> Data:
    yes = ("betriebsextern", "am_arbeitsplatz", "mitarbeit", "freiwillig", "ohne_ifd_moeglich", "personaltrennung")
    return {
        **dict.fromkeys(yes, True),
        "arbeitet_mit_betrieblichen_paten": r.random() < 0.5,
        "beteiligte": _keys("beteiligte"),
        "phasen": _keys("phasen"),
        "frequenz_pro_woche": {"von": 1, "bis": r.randint(2, 4)},
        "stunden_pro_termin": {"von": 1, "bis": r.randint(2, 5)},
        "stundenkontingent": "vorab_festgelegt",
        "dokumentation": _keys("dokumentation"),
        "zielvereinbarung": "dreiseitig",
    }


def _conditions(r: random.Random) -> Data:
    rate = r.randint(50, 70)
    return {
        "stundensatz_eur": {"von": rate, "bis": rate + 15, "stand": _day(r, 200), "umsatzsteuer": r.choice(_keys("umsatzsteuer"))},
        "pauschalen": [{"zweck": "vorbereitung", "eur": r.randint(100, 400)}],
        "fahrtkosten": r.choice(_keys("fahrtkosten")),
        "hinweis": "Das Kennenlerngespräch berechnen wir nicht.",
    }


def _related(r: random.Random) -> Data:
    return {
        "id": "programm",
        "leistungsart": "unterstuetzte_beschaeftigung",
        "personalschluessel": f"1:{r.randint(3, 8)}",
        "unbefristet": True,
        "plaetze": r.randint(6, 20),
        "auftraggeber": "Muster-Behörde",
        "leistungstraeger": [{"traeger": "bundesagentur", "rechtsgrundlagen": ["sgb9_55_2"], "status": "vereinbarung", "jahr": 2025}],
    }


def _consent(r: random.Random) -> Data:
    return {"vom": _day(r, 300), "textfassung": "2026-01", "umfang": _keys("einwilligungsumfang"), "liegt_bei": "Geschäftsstelle"}


def _proof(r: random.Random) -> Data:
    return {
        "typ": r.choice(("qm_zertifikat", "traegerzulassung", "dgs_nachweis")),
        "ausgestellt": _day(r, 700),
        "gueltig_bis": TODAY + timedelta(days=r.randint(100, 900)),
        "vorgelegt_bei": r.choice(_keys("vorlagestellen")),
    }


def _languages(r: random.Random, more: int) -> list[Data]:
    others = _some(r, "sprachen", more, more, without=("de",))
    return [{"code": "de", "niveau": "muttersprache"}, *({"code": code, "niveau": r.choice(("b2", "c1"))} for code in others)]


def _company(number: int, ort: Ortschaft) -> str:
    return f"{_WORDS[number % len(_WORDS)]}-Muster {number:05} {ort.name}"


def _text(r: random.Random, number: int, sentences: int) -> str:
    first, second, *rest = r.sample(_SENTENCES, sentences)
    points = "\n".join(f"- {point}" for point in r.sample(_POINTS, 2))
    link = f"Mehr steht auf [unserer Seite](https://muster-{number:05}.example.org/angebot)."
    return f"**Muster {number:05}** ist erfunden. {first} {second}\n\n{' '.join(rest)}\n\n{points}\n\n{link}"


def _day(r: random.Random, within: int) -> date:
    return TODAY - timedelta(days=r.randint(1, within))


def _keys(name: str) -> list[str]:
    return list(vocabulary(name).werte)


def _some(r: random.Random, name: str, least: int, most: int, without: Iterable[str] = ()) -> list[str]:
    keys = [key for key in _keys(name) if key not in without]
    return r.sample(keys, r.randint(least, most))


def _some_kreise(r: random.Random, count: int) -> list[str]:
    return sorted(r.sample([*kreise()], count))
