"""The ledger as of a day, flow by flow (CONTRACTS 2). Read as platform staff, or with --as as the person named."""

import datetime as dt
import json
import re
from decimal import Decimal

from babel.numbers import list_currencies
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q
from django.utils import timezone

from outcomes import rules
from outcomes.prices import Way
from outcomes.queries.gather import Terms
from outcomes.queries.ledger import ledger
from partnerships.models import Partnership
from stakeholders.models import User

# A Decimal goes through as marked text and comes out as the JSON number it is, digit by digit.
NUMBER = re.compile(r'"\\u0000(-?[0-9.]+)\\u0000"')


class Command(BaseCommand):
    help = (
        "What every outcome counts for: verified, in one money, mirrored, in constant prices, by share. "
        "Writes nothing; exit 2 when the call is wrong."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--as-of", metavar="DATE", help="what had happened by this day; must be given")
        parser.add_argument("--known-on", metavar="DATE", help="what had been reported by this day (default: today)")
        parser.add_argument("--currency", metavar="CODE", help="in this currency (default: the reporting currency)")
        parser.add_argument("--base-year", metavar="Y", help="constant prices of this year")
        parser.add_argument("--constant", metavar="own|reporting", default=Way.OWN.value,
                            help="deflate in the claim's own currency (default) or after conversion")  # fmt: skip
        parser.add_argument("--partnership", metavar="ID", help="number, slug or external id of one partnership")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="with the rights of this person")
        parser.add_argument("--json", action="store_true", help="print one JSON document to stdout")

    def handle(self, **options):
        self.as_json = options["json"]
        user = self.person(options["email"])
        terms = Terms(
            into=self.currency(options["currency"]),
            base_year=self.year(options["base_year"]),
            way=self.way(options["constant"]),
            as_of=self.day(options["as_of"], "--as-of"),
            known_on=self.day(options["known_on"], "--known-on") if options["known_on"] else timezone.localdate(),
        )
        found = ledger(terms, user=user, partnership=self.partnership(options["partnership"], user))
        document = document_of(found, terms)
        self.stdout.write(as_json(document) if self.as_json else "\n".join(sentences(document)))

    def day(self, text, option):
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text or ""):
            self.refuse("wrong_date", f"{option} takes a day as 2026-03-31, not {text!r}.")
        try:
            return dt.date.fromisoformat(text)
        except ValueError:
            self.refuse("wrong_date", f"{option}: there is no day {text}.")

    def year(self, text):
        if text is None:
            return None
        if not re.fullmatch(r"[0-9]{4}", text) or not 1900 <= int(text) <= 2200:
            self.refuse("wrong_year", f"--base-year takes a year as 2020, not {text!r}.")
        return int(text)

    def way(self, text):
        if text not in [way.value for way in Way]:
            self.refuse("wrong_constant", f"--constant takes own or reporting, not {text!r}.")
        return Way(text)

    def currency(self, code):
        if code is None:
            return settings.GEMEL_CURRENCY
        if code not in list_currencies():
            self.refuse("unknown_currency", f"{code!r} is no currency code of ISO 4217, such as EUR.")
        return code

    def partnership(self, text, user):
        if text is None:
            return None
        named = Q(slug=text) | Q(tie_records__external_id=text)
        if text.isascii() and text.isdigit() and len(text) < 19:
            named |= Q(pk=int(text))
        open_ones = Partnership.objects.all() if user is None else Partnership.objects.for_user(user)
        found = sorted(set(open_ones.filter(named).values_list("pk", flat=True)))
        if not found:
            self.refuse("unknown_partnership", f"No partnership {text!r}.")
        if len(found) > 1:
            ids = ", ".join(map(str, found))
            self.refuse("ambiguous", f"{text!r} means more than one partnership: {ids}.")
        return found[0]

    def person(self, email):
        if not email:
            return None
        found = User.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            self.refuse("unknown_person", f"Nobody signs in as {email}.")
        return found

    def refuse(self, code, message):
        """The call is wrong: say why and leave with 2."""
        if self.as_json:
            self.stdout.write(json.dumps({"error": {"code": code, "message": message}}, ensure_ascii=False))
        raise CommandError(message, returncode=2)


def document_of(found, terms):
    """The ledger in the words of CONTRACTS 2; numbers are Decimal or None."""
    names = ("indicator", "nominal", "constant", "contributed")
    return {
        "as_of": terms.as_of.isoformat(),
        "known_on": terms.known_on.isoformat(),
        "currency": terms.into,
        "rule_version": rules.RULE_VERSION,
        "flows": [
            {
                "flow_key": line.flow_key,
                "indicator": line.indicator,
                "partnership": line.partnership,
                "state": line.state,
                "reason": line.reason or None,
                "gap": line.gap,
                "nominal": line.nominal,
                "constant": line.constant,
                "share": line.share,
                "contributed": line.contributed,
            }
            for line in found.lines
        ],
        "totals": [dict(zip(names, total, strict=True)) for total in found.totals()],
        "reported_as_given": found.reported_as_given,
        "not_converted": found.not_converted,
    }


def as_json(document):
    text = json.dumps(document, ensure_ascii=False, default=marked)
    return NUMBER.sub(r"\1", text)


def marked(value):
    if isinstance(value, Decimal):
        return f"\x00{value:f}\x00"
    raise TypeError(value)


def sentences(document):
    """The ledger in words, for a terminal."""
    yield (
        f"As of {document['as_of']}, known on {document['known_on']}, in {document['currency']}, "
        f"rule {document['rule_version']}: {len(document['flows'])} lines."
    )
    for flow in document["flows"]:
        why = f" ({flow['reason']})" if flow["reason"] else ""
        value = "–" if flow["nominal"] is None else f"{flow['nominal']:,}"
        yield f"  {flow['flow_key']} {flow['indicator']} on {flow['partnership']}: {flow['state']}{why} {value}"
    for total in document["totals"]:
        known = [f"{name} {value:,}" for name, value in total.items() if isinstance(value, Decimal)]
        yield f"{total['indicator']}: {', '.join(known) or 'nothing counted'}"
    yield f"Adding up every report as given would say {document['reported_as_given']:,}."
    if document["not_converted"]:
        yield f"Left out of that, having no exchange rate: {document['not_converted']}."
