"""The operator's settings: the table [tool.landkarte] of pyproject.toml and those below it."""

import dataclasses
import tomllib
from datetime import date
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from landkarte.ground.errors import OperatorError

_CONFIG = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True, config=_CONFIG)
class Betreiber:
    """Who answers for the published site. Empty means: not yet known, and then nothing may be published."""

    name: str = ""
    rechtsform: str = ""
    strasse: str = ""
    plz: str = ""
    ort: str = ""
    vertreten_durch: str = ""
    email: str = ""
    telefon: str = ""
    register: str = ""
    umsatzsteuer_id: str = ""
    datenschutz_kontakt: str = ""
    hosting: str = ""
    schlichtungsstelle: str = ""
    barriere_kontakt: str = ""
    barriere_stand: date | None = None
    barriere_pruefung: str = ""
    leicht_pruefgruppe: str = ""
    leicht_stand: date | None = None
    dgs_video: str = ""
    dgs_text: str = ""
    dgs_stand: date | None = None

    # A register number and a VAT id are duties only of those who have one; that there are no testers and no film, pages say.
    OPTIONAL: ClassVar[tuple[str, ...]] = (
        *("register", "umsatzsteuer_id", "rechtsform"),
        *("leicht_pruefgruppe", "leicht_stand", "dgs_video", "dgs_text", "dgs_stand"),
    )

    def missing(self) -> list[str]:
        """The keys a publishing build needs and that are still empty."""
        return [field.name for field in dataclasses.fields(self) if field.name not in self.OPTIONAL and not getattr(self, field.name)]


MIN_SECONDS = 1
"""No server is asked more often than once in that time."""


@dataclass(frozen=True, slots=True, kw_only=True, config=_CONFIG)
class Suche:
    """Where ``build.py lookup`` asks for points, and who it says it is; ``server`` is a host, with a port or path if need be."""

    server: Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]+(:[0-9]+)?(/[A-Za-z0-9._/-]*)?$")] = "nominatim.openstreetmap.org"
    protokoll: Literal["https", "http"] = "https"
    kennung: Annotated[str, Field(pattern=r"^[ -~]*$")] = ""
    """The user agent."""
    abstand_sekunden: Annotated[float, Field(ge=MIN_SECONDS, le=3600)] = 15
    """Between two requests. The public server wants no more than four a minute from what runs regularly."""


@dataclass(frozen=True, slots=True, kw_only=True, config=_CONFIG)
class Geodaten:
    """Addresses of the official data: a zip file of GeoNames; Kreise and Länder as GeoJSON in WGS 84 from the BKG."""

    postleitzahlen: str = ""
    kreise: str = ""
    laender: str = ""


def _page(*words: str) -> Any:
    """An address of the hosting platform, or empty; these words, in braces, stand for what is known only when it is opened."""
    return Field(pattern=rf"^(https://([!-z|~]|\{{({'|'.join(words)})\}})+)?$")


@dataclass(frozen=True, slots=True, kw_only=True, config=_CONFIG)
class Mitmachen:
    """How entries reach the maintainers. By e-mail to the Betreiber is always possible; the pages are further ways."""

    neue_datei: Annotated[str, _page("ordner", "datei", "inhalt")] = ""
    """Page for a new file: {ordner} and {datei} are its folder and name, {inhalt} its text."""
    datei_aendern: Annotated[str, _page("pfad")] = ""
    """Page on which a file can be changed: {pfad} is its path."""
    fehler_melden: Annotated[str, _page("betreff", "text")] = ""
    """Page for reports of readers: {betreff} and {text} are what they begin with."""
    antwort_werktage: Annotated[int, Field(ge=0, le=60)] = 0
    """Working days within which the maintainers answer; 0 is not stated."""


Bild = Annotated[str, Field(pattern=r"^([A-Za-z0-9][A-Za-z0-9_-]*\.(png|svg))?$")]
"""The name of a picture in templates/static/bild/, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True, config=_CONFIG)
class Gesicht:
    """What readers recognize the operator by; what of it can be used says ``landkarte/site/face.py``."""

    logo: Bild = ""
    logo_text: str = ""
    favicon: Bild = ""
    zeichen: Bild = ""
    """For the start screen of a telephone, and for links that somebody shares."""
    fusszeile: str = ""
    """Markdown, as in a description."""


@dataclass(frozen=True, slots=True, kw_only=True, config=_CONFIG)
class Settings:
    """``adresse`` is the public address of the site with a slash at its end, or empty while there is none."""

    titel: str
    adresse: str = ""
    repository: str = ""
    beispiel_stichtag: date
    geprueft_von: tuple[str, ...] = ()
    """The functions that may have seen a proof: no program can tell a function from a person's name."""
    betreiber: Betreiber
    gesicht: Gesicht = Gesicht()
    mitmachen: Mitmachen = dataclasses.field(default_factory=Mitmachen)
    suche: Suche = dataclasses.field(default_factory=Suche)
    geodaten: Geodaten = Geodaten()


def read(path: Path) -> Settings:
    """The settings in ``path`` (a pyproject.toml); OperatorError when the table is missing or a key is unknown."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))["tool"]["landkarte"]
        return TypeAdapter(Settings).validate_python(table)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise OperatorError(f"{path.name} ist nicht lesbar ({error}).") from error
    except KeyError:
        raise OperatorError(f"In {path.name} fehlt der Abschnitt [tool.landkarte].") from None
    except ValidationError as error:
        keys = ", ".join(".".join(map(str, problem["loc"])) for problem in error.errors())
        raise OperatorError(f"[tool.landkarte] in {path.name}: Bitte prüfen Sie {keys}.") from error
