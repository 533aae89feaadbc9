"""What of an address a map can find."""

from time import process_time

import pytest

from landkarte.places.streets import findable


@pytest.mark.parametrize(
    "written",
    [
        "Musterweg 1",
        "  Musterweg \t 1",
        "Musterweg 1, Hinterhaus, 3. OG",
        "Musterweg 1 Hinterhaus 3. OG links",
        "Musterweg 1 (Hinterhaus)",
        "Musterweg 1; 2. Etage",
        "Musterweg 1 - II. Stock",
        "Musterweg 1, EG",
        "Musterweg 1, Gebäude 7",
        "Musterweg 1, Haus B",
        "Musterweg 1, Eingang B",
        "Musterweg 1 / Aufgang 2",
        "Musterweg 1, Raum 3.12",
        "Musterweg 1, c/o Muster gGmbH",
        "c/o Muster gGmbH, Musterweg 1",
        "Gebäude 7, Musterweg 1",
        "Musterweg 1, z. Hd. Team Muster",
        "Musterweg 1, bei Familie Muster",
        "Musterweg 1, Postfach 10 01 23",
        "Postfach 10 01 23, Musterweg 1",
        "Musterweg 1, 33602 Bielefeld",
    ],
)
def test_what_helps_only_at_the_door_is_left_out(written: str) -> None:
    assert findable(written) == "Musterweg 1"


@pytest.mark.parametrize(
    "written",
    [
        "Musterweg 1 a",
        "Musterweg 1-3",
        "Musterweg 1/2",
        "C 7, 3",
        "Straße des 17. Juni 135",
        "Am Tor 2",
        "Im Hof 3",
        "An der Halle 12",
        "Hinterhausweg 4",
        "Zum Innenhof 5",
        "Postfachstraße 7",
        "Haus 3",
        "Block 7",
        "Beim Rathaus 2",
        "Musterhof, Bei den Mühren 70",
        "Kloster, Musterweg 1",
    ],
)
def test_what_may_be_the_name_of_a_street_stays(written: str) -> None:
    assert findable(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "Postfach 10 01 23",
        "Postfach",
        "POSTFACH 100123",
        "Post-Fach 12",
        "Postfach Nr. 12",
        "Postfach: 12",
        "PF 100123",
        "P.O. Box 12",
        "Packstation 145",
        "Postfach 10 01 23, 33501 Bielefeld",
        "c/o Muster, Postfach 12",
        "postlagernd",
    ],
)
def test_a_box_for_letters_is_no_place(written: str) -> None:
    assert findable(written) == ""


@pytest.mark.parametrize("piece", ["PF 1 1 1 1 ", "bei a ", "1 bei a ", "12345 a b ", "3. OG "])
def test_a_street_of_nothing_but_additions_takes_no_time(piece: str) -> None:
    began = process_time()
    findable((piece * 60)[:199] + "+")
    assert process_time() - began < 1
