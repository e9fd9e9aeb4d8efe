"""What a pack is made of, whichever way it is read: headings, sentences, lists, pairs and tables of plain text."""


def section(key, heading, *blocks):
    """A section of a paper; what has nothing to say is left out."""
    return {"key": key, "heading": str(heading), "blocks": [block for block in blocks if block]}


def sentence(text):
    return {"type": "text", "text": str(text)}


def points(items):
    return {"type": "list", "points": [str(item) for item in items]} if items else None


def pairs(rows):
    """rows: (name, text)."""
    return {"type": "pairs", "rows": [[str(name), str(text)] for name, text in rows]}


def table(caption, columns, rows, *, numbers=()):
    """rows: lists of text, the first cell names the row. numbers: columns that hold figures."""
    return {
        "type": "table",
        "caption": str(caption),
        "columns": [str(column) for column in columns],
        "rows": [[str(cell) for cell in row] for row in rows],
        "numbers": list(numbers),
    }
