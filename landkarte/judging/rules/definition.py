"""Rules on the definition of JobcoachingAP; each judges one Angebot that claims to be it."""

from landkarte.judging.conditions import (
    Condition,
    complete,
    each,
    each_jobcoaching_ap,
    each_process,
    either,
    first,
    found,
    given,
    includes,
    is_true,
    one_of,
    only,
    other_than,
    required,
    true,
    unless,
    when,
    within,
)
from landkarte.judging.reading_conditions import Data
from landkarte.judging.world import Rule

# speaks also for a missing prozess, of which the other rules say nothing
external = first(
    required(
        "prozess",
        "Das Feld prozess fehlt; ohne ihn ist nicht zu erkennen, ob es JobcoachingAP nach der Definition ist.",
        "Ergänzen Sie prozess: mit seinen Feldern. Die Vorlagen in coaches/vorlagen zeigen sie alle.",
    ),
    within("prozess", is_true("betriebsextern")),
)

limited_in_time = first(
    found("unbefristet", "unbefristet ist true, JobcoachingAP ist aber zeitlich begrenzt.", true("unbefristet")),
    required("dauer_monate"),
)

# not only inside a workshop, and where a job is to be kept, not only at places without one
_ELSEWHERE = one_of("", "kein_arbeitsmarkt")
open_labour_market = first(
    required("einsatzorte", level="hinweis"),
    found("einsatzorte", "Das Angebot findet nur hier statt: {einsatzorte:einsatzorte}.", only("einsatzorte", _ELSEWHERE)),
    found(
        "einsatzorte",
        "Für die Arbeitsplatzsicherung ist kein Arbeitsplatz genannt, nur: {einsatzorte:einsatzorte}.",
        *(given("handlungsfelder"), unless(includes("handlungsfelder", "handlungsfeld"))),
        only("einsatzorte", either(_ELSEWHERE, one_of("", "nur_anbahnung"))),
        hint="Ergänzen Sie bei handlungsfelder anbahnung, oder nennen Sie bei einsatzorte einen Arbeitsplatz.",
        level="warnung",
    ),
)


def _payable(key: str, test: Data) -> Condition:
    """What can be paid for by the only payer named."""
    text = f"{{wert:{key}}}: Als Leistungsträger ist nur genannt: {{regel.traeger:leistungstraeger}}."
    only_payer = (given("leistungstraeger"), only("leistungstraeger", one_of("traeger", "traeger")))
    return when(*only_payer, then=each(key, found("", text, test)))


# an authority that helps in existing jobs only does not pay for getting one, and only for some people
payer_for_start = _payable("handlungsfelder", one_of("", "handlungsfeld"))
persons_match_payer = first(
    required("personenkreis", hint="Ergänzen Sie personenkreis, zum Beispiel [schwerbehindert, gleichgestellt]."),
    _payable("personenkreis", other_than("", "personenkreis")),
)

RULES: dict[str, Rule] = {
    "D-01": each_jobcoaching_ap(external),
    "D-02": each_process(is_true("am_arbeitsplatz")),
    "D-03": each_process(is_true("mitarbeit")),
    "D-04": each_process(complete("beteiligte", "beteiligte")),
    "D-05": each_jobcoaching_ap(limited_in_time),
    "D-06": each_process(complete("dokumentation", "unterlage")),
    "D-07": each_jobcoaching_ap(open_labour_market),
    "D-08": each_jobcoaching_ap(required("handlungsfelder")),
    "D-09": each_jobcoaching_ap(payer_for_start),
    "D-10": each_jobcoaching_ap(required("kombination")),
    "D-11": each_jobcoaching_ap(persons_match_payer),
}
