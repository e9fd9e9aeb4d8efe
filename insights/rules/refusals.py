"""What a method says instead of a number."""


class NoAnswer(Exception):
    """The input does not allow an answer. code: its name for programs; str(): the reason in plain words."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
