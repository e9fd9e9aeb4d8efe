"""The forms of a page as a browser would send them, filled in; and the calls of the API as its file describes them."""

from html.parser import HTMLParser
from pathlib import Path

import yaml

SCHEMA = Path(__file__).resolve().parent.parent.parent / "docs" / "openapi.yaml"
TYPED = {
    "date": "2026-10-05", "month": "2026-10", "number": "1", "email": "x@example.org", "time": "10:00",
    "url": "https://example.org", "datetime-local": "2026-10-05T10:00", "tel": "1",
}  # fmt: skip
MISCHIEF = "Mischief"


class Forms(HTMLParser):
    """found: [(action or "", {name: [values]})] of the forms that are sent by POST.

    Boxes are ticked, of choices the one that stands there is taken, or else the last; empty fields get words.
    """

    def __init__(self, page):
        super().__init__()
        self.found, self.fields, self.select, self.text = [], None, None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.fields = {} if (given.get("method") or "").lower() == "post" else None
            if self.fields is not None:
                self.found.append((given.get("action") or "", self.fields))
        if self.fields is None:
            return
        name = given.get("name")
        if tag == "option" and self.select:
            self._option(given)
        elif not name:
            return
        elif tag == "input":
            self._input(name, given)
        elif tag == "select":
            self.select = name
        elif tag == "textarea":
            self.text, self.fields[name] = name, [MISCHIEF]
        elif tag == "button" and given.get("type", "submit") == "submit":
            self.fields.setdefault(name, [given.get("value") or ""])

    def handle_endtag(self, tag):
        if tag == "form":
            self.fields = None
        elif tag == "select":
            self.select = None

    def _option(self, given):
        value = given.get("value") or ""
        if "selected" in given or (value and not self.fields.get(self.select)):
            self.fields[self.select] = [value]

    def _input(self, name, given):
        kind = given.get("type") or "text"
        if kind in ("file", "submit", "image", "reset"):
            return
        value = given.get("value") or ""
        if kind == "checkbox":
            self.fields.setdefault(name, []).append(value or "on")
        elif kind == "radio":
            self.fields[name] = [value] if "checked" in given or not self.fields.get(name) else self.fields[name]
        else:
            self.fields.setdefault(name, []).append(value or ("" if kind == "hidden" else TYPED.get(kind, MISCHIEF)))


def api_calls():
    """[(method, address with its {id} or {slug}, {field: its description})] of what the API writes."""
    document = yaml.safe_load(SCHEMA.read_text())
    schemas = document["components"]["schemas"]

    def described(schema):
        for part in (schema, *schema.get("allOf", ()), *schema.get("oneOf", ())):
            if "$ref" in part:
                return schemas[part["$ref"].rsplit("/", 1)[1]]
            if "type" in part or "enum" in part:
                return part
        return schema

    for address, calls in document["paths"].items():
        for method, call in calls.items():
            if method in ("post", "put", "patch", "delete"):
                sent = call.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
                fields = described(sent).get("properties", {})
                yield method, address, {name: described(field) for name, field in fields.items()}


def made_up(field):
    """A value as the description of the field asks for."""
    if "enum" in field:
        return field["enum"][0]
    kind = field.get("type")
    if kind == "array":
        return []
    return {"integer": 1, "number": 1, "boolean": True, "object": {}}.get(
        kind, "2026-10-05" if field.get("format") == "date" else MISCHIEF
    )
