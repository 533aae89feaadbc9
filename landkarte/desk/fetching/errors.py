"""What may go wrong between a publisher and our folder."""

from landkarte.ground.errors import OperatorError


class GeodataError(OperatorError):
    """Exact data could not be renewed; the message (German) says why in one line. What was there is as it was."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} Die bisherigen Geodaten sind unverändert.")


class ChangedFormat(GeodataError):
    """The publisher's file is not what it used to be: most likely not a failure of today but a change of format."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(f"{file} sieht anders aus als erwartet: {what}. Vielleicht hat der Herausgeber das Format geändert.")
