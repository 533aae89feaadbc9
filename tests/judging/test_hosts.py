"""Where a link says that it leads, and where it does: honest words pass, whatever stands in them."""

import pytest

from landkarte.judging import hosts

HONEST = [
    ("Näheres auf unserer Seite", "https://example.org/"),
    ("example.org", "https://www.example.org/seite"),
    ("www.example.org/a.html", "https://example.org/a.html"),
    ("https://example.org/?ziel=andere.org", "https://example.org/"),
    ("**EXAMPLE.ORG**", "https://example.org"),
    ("lwl.example.org", "https://jobcoaching.lwl.example.org/"),
    ("post@example.org", "mailto:post@example.org"),
    ("müller.de", "https://xn--mller-kva.de/"),
    ("xn--mller-kva.de", "https://müller.de/"),
    ("straße.de", "https://straße.de"),
    ("flyer.pdf", "https://example.org/flyer.pdf"),
    ("Kolleg.innen, Jobcoach.in und Mitarbeiter·innen", "https://example.org/"),
    ("z.B. Praxis Dr. med. Muster, M.A., e.V.; Nr.5.Im Betrieb.In Detmold", "https://example.org/"),
    ("Für Menschen.Auch für Betriebe", "https://example.org/"),
    ("Информация и т.д. на русском", "https://example.org/ru"),
]
MISLEADING = [
    ("detmold.de", "https://example.org/"),
    ("detmold.de", "https://example.org/detmold.de"),
    ("detmold.de", "https://detmold.de.example.org/"),
    ("detmold.de", "https://ohdetmold.de/"),
    ("org.de", "https://example.org.de.example.com/?org.de"),
    ("example.org und detmold.de", "https://example.org/"),
    ("https://detmold.de@example.org", "https://example.org/"),
    ("www.detmold.museum", "https://example.org/"),
    ("detmold.de/example.org", "https://example.org/"),
    ("info@detmold.de", "mailto:info@example.org"),
    ("info@detmold.de", "https://example.org"),
    ("det**mold**.de", "https://mold.de"),
    (r"detmold\.de", "https://example.org"),
    ("DETMOLD.DE", "https://example.org"),
    *((f"detmold{dot}de", "https://example.org/") for dot in "\u2024\uff0e\ufe52\u3002\uff61·\u2027\u2219\u22c5\ua4f8\u0660"),
    ("det‑mold.de", "https://mold.de"),
    ("dеtmold.de", "https://detmold.de/"),
    ("detmold.ԁе", "https://detmold.de/"),
    ("strasse.de", "https://straße.de"),
]


@pytest.mark.parametrize(("words", "address"), HONEST)
def test_honest_words_do_not_mislead(words: str, address: str) -> None:
    assert not hosts.misleads(words, address)


@pytest.mark.parametrize(("words", "address"), MISLEADING)
def test_words_that_show_another_host_mislead(words: str, address: str) -> None:
    assert hosts.misleads(words, address)


@pytest.mark.parametrize("name", ["example.org", "müller-straße.de", "xn--mller-kva.de", "xn--dtmold-bva.de", "łódź.example.org"])
def test_a_host_of_letters_that_people_here_type_looks_like_itself(name: str) -> None:
    assert not hosts.looks_like_another(name)


@pytest.mark.parametrize(
    "name",
    [
        "xn--80ak6aa92e.com",
        "dеtmold.de",
        "xn--dtmold-3of.de",
        "lıppe.de",
        "lwl\u2215x.example.org",
        "xn--abc-.de",
        "xn--.de",
        "xn--99999999.de",
    ],
)
def test_a_host_that_looks_like_another_is_told(name: str) -> None:
    assert hosts.looks_like_another(name)
