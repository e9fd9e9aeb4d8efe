"""An office whose people are each owed a word about what they recorded: notices that are held until released."""

import datetime as dt
import re

from django.db import transaction
from holidays import list_supported_countries

from agreements.models import Agreement, Deliverable
from bench.smtp_server import GONE
from partnerships.models import Partnership, PartnershipPlace, Seat
from reminders.models import Mode, Notice, Recipient
from reminders.moments import Clock, is_their_time
from reminders.services.ledger import plan
from stakeholders.models import Level, Membership, Office, Organisation, Place, User

OCCASION = "14"  # two weeks before; that day lies two days back, so it is due whatever day of the week it is
HELD = dt.timedelta(days=30)
TITLE = re.compile(r"Report \S+")


def working_now(now):
    """(a country, a time zone) where people are at work at this moment and for an hour to come, whatever day it is."""
    for country in ("US", *sorted(code for code in list_supported_countries() if len(code) == 2)):
        for zone in ("UTC", "Asia/Tokyo", "America/Los_Angeles", "Asia/Kolkata", "America/New_York"):
            clock = Clock(zone, country, Mode.IMMEDIATE, hour=0)
            if is_their_time(clock, now) and is_their_time(clock, now + dt.timedelta(hours=1)):
                return country, zone
    raise AssertionError(f"nobody works at {now}")


def make_office(name="Office", country="OF"):
    """(office, an agreement of it in force)"""
    code = country
    country = Place.objects.create(level=Level.COUNTRY, name=name, iso_code=code, country_code=code)
    city = Place.objects.create(level=Level.CITY, name=name, parent=country, country=country, country_code=code)
    body = Organisation.objects.create(name=name, slug=name.lower(), kind="city government", place=city)
    Office.objects.create(organisation=body, home=city)
    tie = Partnership.objects.create(name=f"Tie of {name}", slug=f"tie-{name.lower()}")
    PartnershipPlace.objects.create(partnership=tie, place=city)
    Seat.objects.create(partnership=tie, organisation=body, side=city, role="lead")
    pact = Agreement.objects.create(
        partnership=tie, owner=body, kind="MoU", title="Pact", status="in force", audience="parties"
    )
    return body, pact


def add_notices(pact, word, people, each, now, *, zone, gone=0):
    """Add people who get so many notices each, one mail a notice. gone: how many of them the mail server knows not.

    Returns {title: address}: the title stands in the subject of the mail. Nothing is due before it is released.
    """
    office, due_on = pact.owner, now.date() + dt.timedelta(days=12)
    addresses = [f"{GONE if n < gone else ''}{word}-{n}@example.org" for n in range(people)]
    users = User.objects.bulk_create(User(email=address, name=address, time_zone=zone) for address in addresses)
    Membership.objects.bulk_create(Membership(user=one, organisation=office, role="contributor") for one in users)
    Recipient.objects.bulk_create(Recipient(user=one, mode=Mode.IMMEDIATE, hour=0) for one in users)
    items = Deliverable.objects.bulk_create(
        Deliverable(
            agreement=pact, owner=office, owed_by=office, title=f"Report {word}-{n}-{k}", audience="parties",
            due_on=due_on, created_by=one,
        )
        for n, one in enumerate(users) for k in range(each)
    )  # fmt: skip
    of_these = {"subject_kind": "deliverable", "subject_id__in": [one.pk for one in items]}
    with transaction.atomic():  # workers that run already see them held
        plan(now)
        planned = Notice.objects.filter(**of_these, occasion=OCCASION, state="planned")
        made = planned.update(send_at=now + HELD)
    assert made == people * each, f"{made} notices were planned"
    return {one.title: one.created_by.email for one in items}


def release(count, now):
    """So many of the notices that are held are due from now on. Returns how many were left."""
    held = Notice.objects.filter(occasion=OCCASION, state="planned", send_at__gt=now).order_by("pk")
    chosen = list(held.values_list("pk", flat=True)[:count])
    return Notice.objects.filter(pk__in=chosen).update(send_at=now - dt.timedelta(minutes=1))
