"""Which Nachweis is about which course, and whether it still holds: one answer for the Stufe and the Prüfvermerk."""

from datetime import date

from landkarte.entries.model import Nachweis, Person
from landkarte.standard import rules


def about_course(person: Person, kurs: str) -> list[Nachweis]:
    """The proofs of a course; they name it by its key (rule Q-10)."""
    kinds = rules()["Q-10"].werte["nachweistypen"]
    return [proof for proof in person.nachweise if proof.typ in kinds and proof.bezug == kurs]


def run_out(proof: Nachweis, today: date) -> bool:
    """Whether its validity is over; the last day still counts."""
    return proof.gueltig_bis is not None and proof.gueltig_bis < today
