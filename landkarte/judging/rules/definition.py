"""Rules on the definition of JobcoachingAP; each judges one Angebot that claims to be it."""

from landkarte.judging.conditions import (
    Condition,
    each,
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
