"""Who serves every Kreis, Land and Amt, and the counts that show white spots: one index, used by pages, feeds and tables.

Only ``reach`` decides who serves a place; its answers stand in the listings already and are turned round here, from "the
Kreise of a provider" to "the providers of a Kreis". Whoever works bundesweit is kept apart, because that would fill every
white spot. Distances are kilometres as the crow flies, from the centre of a Kreis to the nearest Standort.
"""

from landkarte.directory import Directory
from landkarte.directory.coverage.counts import Counting
from landkarte.directory.coverage.served import Served
from landkarte.directory.coverage.territories import Territories


class Coverage:
    """Every answer about one directory. Numbers are positions in its ``providers``; what costs is made when first asked."""

    def __init__(self, directory: Directory) -> None:
        self.kreise = Served(directory)
        self.territories = Territories(directory)
        self.counts = Counting(directory, self.kreise, self.territories)
