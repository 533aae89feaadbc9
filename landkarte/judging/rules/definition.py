"""Rules on the definition of JobcoachingAP; each judges one Angebot that claims to be it."""

from landkarte.judging import conditions as c
from landkarte.judging.reading_conditions import Data
from landkarte.judging.world import Rule

_NO_PROCESS = "Das Feld prozess fehlt; ohne ihn ist nicht zu erkennen, ob es JobcoachingAP nach der Definition ist."
_ADD_PROCESS = "Ergänzen Sie prozess: mit seinen Feldern. Die Vorlagen in coaches/vorlagen zeigen sie alle."
_ENDLESS = c.found("unbefristet", "unbefristet ist true, JobcoachingAP ist aber zeitlich begrenzt.", c.true("unbefristet"))
_ADD_PERSONS = "Ergänzen Sie personenkreis, zum Beispiel [schwerbehindert, gleichgestellt]."
_ELSEWHERE = c.one_of("", "kein_arbeitsmarkt")


def _payable(key: str, test: Data) -> c.Condition:
    """What can be paid for by the only payer named."""
    text = f"{{wert:{key}}}: Als Leistungsträger ist nur genannt: {{regel.traeger:leistungstraeger}}."
    only_payer = (c.given("leistungstraeger"), c.only("leistungstraeger", c.one_of("traeger", "traeger")))
    return c.when(*only_payer, then=c.each(key, c.found("", text, test)))


RULES: dict[str, Rule] = {
    # speaks also for a missing prozess, of which the other rules say nothing
    "D-01": c.each_jobcoaching_ap(
        c.first(c.required("prozess", _NO_PROCESS, _ADD_PROCESS), c.within("prozess", c.is_true("betriebsextern")))
    ),
    "D-02": c.each_process(c.is_true("am_arbeitsplatz")),
    "D-03": c.each_process(c.is_true("mitarbeit")),
    "D-04": c.each_process(c.complete("beteiligte", "beteiligte")),
    "D-05": c.each_jobcoaching_ap(c.first(_ENDLESS, c.required("dauer_monate"))),
    "D-06": c.each_process(c.complete("dokumentation", "unterlage")),
    # not only inside a workshop, and where a job is to be kept, not only at places without one
    "D-07": c.each_jobcoaching_ap(
        c.first(
            c.required("einsatzorte", level="hinweis"),
            c.found("einsatzorte", "Das Angebot findet nur hier statt: {einsatzorte:einsatzorte}.", c.only("einsatzorte", _ELSEWHERE)),
            c.found(
                "einsatzorte",
                "Für die Arbeitsplatzsicherung ist kein Arbeitsplatz genannt, nur: {einsatzorte:einsatzorte}.",
                *(c.given("handlungsfelder"), c.unless(c.includes("handlungsfelder", "handlungsfeld"))),
                c.only("einsatzorte", c.either(_ELSEWHERE, c.one_of("", "nur_anbahnung"))),
                hint="Ergänzen Sie bei handlungsfelder anbahnung, oder nennen Sie bei einsatzorte einen Arbeitsplatz.",
                level="warnung",
            ),
        )
    ),
    "D-08": c.each_jobcoaching_ap(c.required("handlungsfelder")),
    # an authority that helps in existing jobs only does not pay for getting one, and only for some people
    "D-09": c.each_jobcoaching_ap(_payable("handlungsfelder", c.one_of("", "handlungsfeld"))),
    "D-10": c.each_jobcoaching_ap(c.required("kombination")),
    "D-11": c.each_jobcoaching_ap(
        c.first(c.required("personenkreis", hint=_ADD_PERSONS), _payable("personenkreis", c.other_than("", "personenkreis")))
    ),
}
