"""Rules that protect the people in the directory."""

from collections.abc import Iterator

from landkarte.check.world import Found, World
from landkarte.diagnostics import KeyPath, quoted
from landkarte.model import Eintrag, Einwilligung, Leistungserbringer
from landkarte.standard import rules


def consent(entry: Eintrag, world: World) -> Iterator[Found]:
    """A dated consent for the entry and for a named contact person."""
    yield from _consent_problem(("einwilligung",), entry.einwilligung, entry, world)
    if isinstance(entry, Leistungserbringer) and entry.kontakt.person:
        yield from _consent_problem(("kontakt", "einwilligung"), entry.kontakt.einwilligung, entry, world)


def _consent_problem(path: KeyPath, given: Einwilligung | None, entry: Eintrag, world: World) -> Iterator[Found]:
    if given is None:
        whose = "der Kontaktperson" if path[0] == "kontakt" else "zur Veröffentlichung"
        yield Found(path, f"Die Einwilligung {whose} fehlt.")
    elif given.vom > world.day_for(entry):
        yield Found((*path, "vom"), f"Die Einwilligung vom {given.vom} liegt in der Zukunft.")


def hidden_address(entry: Eintrag, world: World) -> Iterator[Found]:
    """An address that must not be public does not stand in the public file."""
    if not isinstance(entry, Leistungserbringer):
        return
    for number, site in enumerate(entry.standorte):
        for key in ("strasse", "lat", "lon"):
            if not site.adresse_veroeffentlichen and getattr(site, key) is not None:
                yield Found(("standorte", number, key), f"{key} steht in der Datei, obwohl die Adresse nicht öffentlich sein soll.")


def no_documents(entry: Eintrag, world: World) -> Iterator[Found]:
    """Metadata of proofs only."""
    endings = tuple(rules()["Q-11"].werte["endungen"])
    for number, proof in enumerate(entry.nachweise):
        if proof.dokument_im_repo:
            yield Found(("nachweise", number, "dokument_im_repo"), "dokument_im_repo ist true.")
        if proof.bezug and proof.bezug.casefold().endswith(endings):
            yield Found(("nachweise", number, "bezug"), f"{quoted(proof.bezug)} nennt eine Datei.")
