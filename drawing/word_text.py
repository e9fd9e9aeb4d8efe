"""Text as a Word file can hold it."""

import re

# What XML 1.0 has no place for; people paste it out of other programs without seeing it.
OUTSIDE_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
LONGEST_PROPERTY = 255


def word_text(text):
    """The text without the characters that no Word file can hold."""
    return OUTSIDE_XML.sub("", text)


def word_property(text):
    """A text as title or author of a Word file: at most 255 characters."""
    return word_text(text)[:LONGEST_PROPERTY]
