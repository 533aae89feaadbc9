"""Rules on how JobcoachingAP is done. A missing ``prozess`` is told by D-01 alone, a missing duration by D-05."""

from landkarte.judging.conditions import (
    absent,
    at_least,
    complete,
    each_jobcoaching_ap,
    each_process,
    field,
    first,
    found,
    given,
    in_bounds,
    is_as_wanted,
    is_true,
    less,
    more,
    of_entry,
    one_of,
    other_than,
    out_of_order,
    participants,
    required,
    unless,
    when,
)
from landkarte.judging.world import Rule

# a phase with a rule of its own is missed there
five_phases = first(
    when(absent("phasen"), then=complete("phasen", "reihenfolge")),
    complete("phasen", "reihenfolge", besides="eigene_regel"),
    found(
        "phasen",
        "Die Phasen stehen nicht je einmal in der vorgesehenen Reihenfolge.",
        out_of_order("phasen", "reihenfolge"),
        level="warnung",
    ),
)
self_integration = when(given("phasen"), then=complete("phasen", "phase"))

_OFTEN = field("frequenz_pro_woche.von", 0)
weekly = first(
    required("frequenz_pro_woche"),
    found(
        "frequenz_pro_woche.von",
        "Termine je Woche: {wie_oft:zahl} ist seltener als wöchentlich.",
        less(_OFTEN, "mindestens"),
        wie_oft=_OFTEN,
    ),
)
hours_plausible = first(
    required("stunden_pro_termin", level="hinweis"),
    in_bounds("stunden_pro_termin", "Stunden je Termin", "mindestens", "hoechstens"),
)

# one coach for one person; from a certain ratio on, P-09 speaks instead
_RATIO = participants("personalschluessel")
one_to_one = first(
    required("personalschluessel"),
    found(
        "personalschluessel",
        "personalschluessel ist {personalschluessel}, vorgesehen ist 1:{regel.soll}.",
        *(more(_RATIO, "soll"), unless(more(_RATIO, "hoechstens"))),
    ),
)
not_a_group = found(
    "personalschluessel",
    "personalschluessel ist {personalschluessel}; so arbeiten Programme, nicht JobcoachingAP.",
    at_least(_RATIO, "mindestens"),
)

# an IFD must write them
reports = first(
    when(one_of(of_entry("traegerart"), "fehler_fuer"), then=complete("dokumentation", "berichte", level="fehler")),
    complete("dokumentation", "berichte"),
)
aftercare_short = found(
    "nachbetreuung_monate",
    "Nachbetreuung in Monaten: {nachbetreuung_monate:zahl} ist mehr als {regel.hoechstens:zahl}.",
    more("nachbetreuung_monate", "hoechstens"),
)
ifd_role_stated = when(other_than(of_entry("traegerart"), "nicht_fuer"), then=required("ohne_ifd_moeglich"))
separation_stated = when(one_of(of_entry("traegerart"), "traegerarten"), then=required("personaltrennung"))

RULES: dict[str, Rule] = {
    "P-01": each_process(five_phases),
    "P-02": each_process(self_integration),
    "P-03": each_process(weekly),
    "P-04": each_process(in_bounds("frequenz_pro_woche", "Termine je Woche", "hoechstens")),
    "P-05": each_process(hours_plausible),
    "P-06": each_jobcoaching_ap(in_bounds("dauer_monate", "Dauer in Monaten", "mindestens", "hoechstens")),
    "P-07": each_process(is_as_wanted("stundenkontingent")),
    "P-08": each_jobcoaching_ap(one_to_one),
    "P-09": each_jobcoaching_ap(not_a_group),
    "P-10": each_process(is_as_wanted("zielvereinbarung")),
    "P-11": each_process(reports),
    "P-12": each_process(is_true("freiwillig")),
    "P-13": each_jobcoaching_ap(aftercare_short),
    "P-14": each_process(ifd_role_stated),
    "P-15": each_process(separation_stated),
}
