"""Rules on how JobcoachingAP is done. A missing ``prozess`` is told by D-01 alone, a missing duration by D-05."""

from landkarte.judging import conditions as c
from landkarte.judging.world import Rule

_NO_ORDER = "Die Phasen stehen nicht je einmal in der vorgesehenen Reihenfolge."
_OFTEN, _SELDOM = c.field("frequenz_pro_woche.von", 0), "Termine je Woche: {wie_oft:zahl} ist seltener als wöchentlich."
_WANTED = "personalschluessel ist {personalschluessel}, vorgesehen ist 1:{regel.soll}."
_GROUP = "personalschluessel ist {personalschluessel}; so arbeiten Programme, nicht JobcoachingAP."
_RATIO = c.participants("personalschluessel")
_LONG = "Nachbetreuung in Monaten: {nachbetreuung_monate:zahl} ist mehr als {regel.hoechstens:zahl}."
_KIND = c.of_entry("traegerart")

RULES: dict[str, Rule] = {
    # a phase with a rule of its own is missed there
    "P-01": c.each_process(
        c.first(
            c.when(c.absent("phasen"), then=c.complete("phasen", "reihenfolge")),
            c.complete("phasen", "reihenfolge", besides="eigene_regel"),
            c.found("phasen", _NO_ORDER, c.out_of_order("phasen", "reihenfolge"), level="warnung"),
        )
    ),
    "P-02": c.each_process(c.when(c.given("phasen"), then=c.complete("phasen", "phase"))),
    "P-03": c.each_process(
        c.first(
            c.required("frequenz_pro_woche"),
            c.found("frequenz_pro_woche.von", _SELDOM, c.less(_OFTEN, "mindestens"), wie_oft=_OFTEN),
        )
    ),
    "P-04": c.each_process(c.in_bounds("frequenz_pro_woche", "Termine je Woche", "hoechstens")),
    "P-05": c.each_process(
        c.first(
            c.required("stunden_pro_termin", level="hinweis"),
            c.in_bounds("stunden_pro_termin", "Stunden je Termin", "mindestens", "hoechstens"),
        )
    ),
    "P-06": c.each_jobcoaching_ap(c.in_bounds("dauer_monate", "Dauer in Monaten", "mindestens", "hoechstens")),
    "P-07": c.each_process(c.is_as_wanted("stundenkontingent")),
    # one coach for one person; from a certain ratio on, P-09 speaks instead
    "P-08": c.each_jobcoaching_ap(
        c.first(
            c.required("personalschluessel"),
            c.found("personalschluessel", _WANTED, c.more(_RATIO, "soll"), c.unless(c.more(_RATIO, "hoechstens"))),
        )
    ),
    "P-09": c.each_jobcoaching_ap(c.found("personalschluessel", _GROUP, c.at_least(_RATIO, "mindestens"))),
    "P-10": c.each_process(c.is_as_wanted("zielvereinbarung")),
    # an IFD must write them
    "P-11": c.each_process(
        c.first(
            c.when(c.one_of(_KIND, "fehler_fuer"), then=c.complete("dokumentation", "berichte", level="fehler")),
            c.complete("dokumentation", "berichte"),
        )
    ),
    "P-12": c.each_process(c.is_true("freiwillig")),
    "P-13": c.each_jobcoaching_ap(c.found("nachbetreuung_monate", _LONG, c.more("nachbetreuung_monate", "hoechstens"))),
    "P-14": c.each_process(c.when(c.other_than(_KIND, "nicht_fuer"), then=c.required("ohne_ifd_moeglich"))),
    "P-15": c.each_process(c.when(c.one_of(_KIND, "traegerarten"), then=c.required("personaltrennung"))),
}
