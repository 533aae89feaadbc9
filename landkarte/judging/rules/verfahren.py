"""Rules on how JobcoachingAP is done. A missing ``prozess`` is told by D-01 alone, a missing duration by D-05."""

from landkarte.judging import conditions as c
from landkarte.judging.world import Rule

# a phase with a rule of its own is missed there
five_phases = c.first(
    c.when(c.absent("phasen"), then=c.complete("phasen", "reihenfolge")),
    c.complete("phasen", "reihenfolge", besides="eigene_regel"),
    c.found(
        "phasen",
        "Die Phasen stehen nicht je einmal in der vorgesehenen Reihenfolge.",
        c.out_of_order("phasen", "reihenfolge"),
        level="warnung",
    ),
)
self_integration = c.when(c.given("phasen"), then=c.complete("phasen", "phase"))

_OFTEN = c.field("frequenz_pro_woche.von", 0)
weekly = c.first(
    c.required("frequenz_pro_woche"),
    c.found(
        "frequenz_pro_woche.von",
        "Termine je Woche: {wie_oft:zahl} ist seltener als wöchentlich.",
        c.less(_OFTEN, "mindestens"),
        wie_oft=_OFTEN,
    ),
)
hours_plausible = c.first(
    c.required("stunden_pro_termin", level="hinweis"),
    c.in_bounds("stunden_pro_termin", "Stunden je Termin", "mindestens", "hoechstens"),
)

# one coach for one person; from a certain ratio on, P-09 speaks instead
_RATIO = c.participants("personalschluessel")
one_to_one = c.first(
    c.required("personalschluessel"),
    c.found(
        "personalschluessel",
        "personalschluessel ist {personalschluessel}, vorgesehen ist 1:{regel.soll}.",
        *(c.more(_RATIO, "soll"), c.unless(c.more(_RATIO, "hoechstens"))),
    ),
)
not_a_group = c.found(
    "personalschluessel",
    "personalschluessel ist {personalschluessel}; so arbeiten Programme, nicht JobcoachingAP.",
    c.at_least(_RATIO, "mindestens"),
)

# an IFD must write them
reports = c.first(
    c.when(c.one_of(c.of_entry("traegerart"), "fehler_fuer"), then=c.complete("dokumentation", "berichte", level="fehler")),
    c.complete("dokumentation", "berichte"),
)
aftercare_short = c.found(
    "nachbetreuung_monate",
    "Nachbetreuung in Monaten: {nachbetreuung_monate:zahl} ist mehr als {regel.hoechstens:zahl}.",
    c.more("nachbetreuung_monate", "hoechstens"),
)
ifd_role_stated = c.when(c.other_than(c.of_entry("traegerart"), "nicht_fuer"), then=c.required("ohne_ifd_moeglich"))
separation_stated = c.when(c.one_of(c.of_entry("traegerart"), "traegerarten"), then=c.required("personaltrennung"))

RULES: dict[str, Rule] = {
    "P-01": c.each_process(five_phases),
    "P-02": c.each_process(self_integration),
    "P-03": c.each_process(weekly),
    "P-04": c.each_process(c.in_bounds("frequenz_pro_woche", "Termine je Woche", "hoechstens")),
    "P-05": c.each_process(hours_plausible),
    "P-06": c.each_jobcoaching_ap(c.in_bounds("dauer_monate", "Dauer in Monaten", "mindestens", "hoechstens")),
    "P-07": c.each_process(c.is_as_wanted("stundenkontingent")),
    "P-08": c.each_jobcoaching_ap(one_to_one),
    "P-09": c.each_jobcoaching_ap(not_a_group),
    "P-10": c.each_process(c.is_as_wanted("zielvereinbarung")),
    "P-11": c.each_process(reports),
    "P-12": c.each_process(c.is_true("freiwillig")),
    "P-13": c.each_jobcoaching_ap(aftercare_short),
    "P-14": c.each_process(ifd_role_stated),
    "P-15": c.each_process(separation_stated),
}
