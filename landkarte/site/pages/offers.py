"""What a page says about one Angebot: what it is, how it is done, who pays."""

from collections.abc import Sequence
from datetime import date

from landkarte.entries.model import Angebot
from landkarte.entries.model.teile import Konditionen, Leistungstraegerbezug, Prozess
from landkarte.ground.text import day, listed
from landkarte.site.pages.markup import Row, Texts, raised_ap
from landkarte.site.pages.spelling import counted, euro, label, labels, number, span, yes_no
from landkarte.standard import law, vocabulary


def rows(*pairs: tuple[str, str | Sequence[str]]) -> list[Row]:
    """The pairs that say something; a single text becomes a list of one."""
    return [(name, [values] if isinstance(values, str) else values) for name, values in pairs if values]


def offer(angebot: Angebot, texts: Texts, today: date) -> dict[str, object]:
    """The parts of a page that are about ``angebot``."""
    art = vocabulary("leistungsarten").werte[angebot.leistungsart]
    prozess = angebot.prozess
    return {
        "id": f"angebot-{angebot.id}",
        "titel": raised_ap(angebot.titel or art.label),
        # unless the title says just that
        "leistungsart": raised_ap(art.label) if angebot.titel else None,
        "erklaerung": raised_ap(art.erklaerung),
        "verwandt": angebot.leistungsart != "jobcoaching_ap",
        "beschreibung": texts(angebot.beschreibung) if angebot.beschreibung else None,
        "zielgruppe": target_group([angebot]) + rows(("Ziel", labels("handlungsfelder", angebot.handlungsfelder))),
        "verfahren": _frame(angebot) + (_process(prozess) if prozess else []) + _around(angebot),
        "phasen": _phases(angebot),
        "zahlungen": [_payment(bezug, today) for bezug in angebot.leistungstraeger],
        "konditionen": conditions(angebot.konditionen),
    }


def target_group(angebote: Sequence[Angebot]) -> list[Row]:
    """For whom and on what occasion, over all ``angebote``."""
    return rows(
        ("Personenkreis", labels("personenkreis", {key for angebot in angebote for key in angebot.personenkreis})),
        ("Anlässe", labels("anlaesse", {key for angebot in angebote for key in angebot.anlaesse})),
        ("Einsatzorte", labels("einsatzorte", {key for angebot in angebote for key in angebot.einsatzorte})),
    )


def duration(angebot: Angebot) -> str:
    """How long it takes: 4 bis 9 Monate."""
    months = angebot.dauer_monate
    return span(months.von, months.bis, "Monat", "Monate") if months else "unbefristet" if angebot.unbefristet else ""


def _frame(angebot: Angebot) -> list[Row]:
    after = angebot.nachbetreuung_monate
    return rows(
        ("Betreuung", _ratio(angebot.personalschluessel)),
        ("Dauer", duration(angebot)),
        ("Plätze", "" if angebot.plaetze is None else number(angebot.plaetze)),
        ("Nachbetreuung", "" if after is None else counted(after, "Monat", "Monate")),
        ("Im Auftrag von", angebot.auftraggeber or ""),
    )


def _around(angebot: Angebot) -> list[Row]:
    return rows(
        ("Verbindung mit anderen Leistungen", label("kombination", angebot.kombination)),
        ("Ergänzung", yes_no(angebot.aufstockung, "auch zusätzlich zur Leistung eines anderen Trägers", "")),
        ("Dazu möglich", labels("zusatzleistungen", angebot.zusatzleistungen)),
    )


def _ratio(schluessel: str | None) -> str:
    if not schluessel:
        return ""
    people = schluessel.removeprefix("1:")
    return f"Eine Fachkraft für {'eine Person' if people == '1' else people + ' Personen'}"


def _process(prozess: Prozess) -> list[Row]:
    return rows(
        ("Fachkraft", yes_no(prozess.betriebsextern, "kommt von außerhalb des Betriebs", "gehört zum Betrieb")),
        ("Ort", yes_no(prozess.am_arbeitsplatz, "im Wesentlichen am Arbeitsplatz", "überwiegend nicht am Arbeitsplatz")),
        ("Mitarbeit", yes_no(prozess.mitarbeit, "Die Fachkraft arbeitet im Arbeitsalltag mit.", "Die Fachkraft arbeitet nicht mit.")),
        ("Einbezogen werden", labels("beteiligte", prozess.beteiligte)),
        ("Häufigkeit", _frequency(prozess)),
        ("Stunden", label("stundenkontingent", prozess.stundenkontingent)),
        ("Zielvereinbarung", label("zielvereinbarung", prozess.zielvereinbarung)),
        ("Dokumentation", labels("dokumentation", prozess.dokumentation)),
        ("Teilnahme", yes_no(prozess.freiwillig, "freiwillig", "nicht freiwillig")),
        ("Ohne Beteiligung des IFD", yes_no(prozess.ohne_ifd_moeglich, "möglich", "nicht möglich")),
        ("Personaltrennung", yes_no(prozess.personaltrennung, _SEPARATE, _SAME)),
        ("Betriebliche Pat*innen", yes_no(prozess.arbeitet_mit_betrieblichen_paten, "werden einbezogen", "werden nicht einbezogen")),
    )


_SEPARATE = "Jobcoaching und Fachberatung machen verschiedene Personen."
_SAME = "Jobcoaching und Fachberatung machen dieselben Personen."


def _frequency(prozess: Prozess) -> str:
    week, hours = prozess.frequenz_pro_woche, prozess.stunden_pro_termin
    parts = []
    if week:
        parts.append(span(week.von, week.bis, "Termin", "Termine") + " je Woche")
    if hours:
        parts.append(span(hours.von, hours.bis, "Stunde", "Stunden") + " je Termin")
    return ", ".join(parts)


def _phases(angebot: Angebot) -> list[Row]:
    """For JobcoachingAP all phases of the standard, also those it does not name; for a related offer those it names."""
    named = angebot.prozess.phasen if angebot.prozess else ()
    complete = named and angebot.leistungsart == "jobcoaching_ap"
    return [
        (f"{place}. {wert.label}", [wert.erklaerung if key in named else "nicht genannt"])
        for place, (key, wert) in enumerate(vocabulary("phasen").werte.items(), 1)
        if complete or key in named
    ]


def _payment(bezug: Leistungstraegerbezug, today: date) -> Row:
    basis = [label("rechtsgrundlagen", key) for key in in_force(bezug, today)]
    name, status = payer(bezug)
    return name, [status, f"Rechtsgrundlage: {listed(basis)}"] if basis else [status]


def in_force(bezug: Leistungstraegerbezug, today: date) -> list[str]:
    """The legal bases (keys) that an offer names and that hold on this day."""
    known = ((key, law().get((bezug.traeger, key))) for key in bezug.rechtsgrundlagen)
    return [key for key, row in known if row and row.state(today) == "gilt"]


def payer(bezug: Leistungstraegerbezug) -> tuple[str, str]:
    """Who pays, and how far that is agreed."""
    return label("aemter", bezug.amt) or label("leistungstraeger", bezug.traeger), agreed(bezug)


def agreed(bezug: Leistungstraegerbezug) -> str:
    """How far the payment is agreed."""
    status = label("auftragsstatus", bezug.status)
    return f"{status} ({bezug.jahr})" if bezug.jahr else status


def conditions(konditionen: Konditionen | None) -> list[Row]:
    """What an offer costs, with the day of that statement."""
    if konditionen is None:
        return []
    satz = konditionen.stundensatz_eur
    rate = tax = ""
    if satz:
        amount = euro(satz.von) if satz.von == satz.bis else f"{euro(satz.von)} bis {euro(satz.bis)}"
        tax = label("umsatzsteuer", satz.umsatzsteuer)
        rate = f"{amount} (Angabe vom {day(satz.stand)})"
    return rows(
        ("Stundensatz", rate),
        ("Umsatzsteuer", tax),
        ("Pauschalen", [f"{label('pauschalzwecke', item.zweck)}: {euro(item.eur)}" for item in konditionen.pauschalen]),
        ("Fahrtkosten", label("fahrtkosten", konditionen.fahrtkosten)),
        ("Dazu", konditionen.hinweis or ""),
    )
