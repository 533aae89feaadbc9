"""The one kind of exception that is told to a person instead of being our own bug."""


class OperatorError(Exception):
    """Something outside the program keeps it from working; the message (German) names the place and the remedy."""
