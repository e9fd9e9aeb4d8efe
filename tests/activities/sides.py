"""What tests of the two sides of an activity share: a log of yesterday, a contact of the other side, a link."""

import datetime as dt
import re

from activities.models import Activity
from activities.services.activities import log_activity
from activities.services.asking import Addressee, ask_by_mail
from stakeholders.dates import PartialDate
from stakeholders.models import OutgoingMail
from tests.activities.scene import NOW, TODAY, facts
from tests.factories import PersonFactory

DAY = dt.timedelta(days=1)
ADDRESS = re.compile(r"/a/[\w-]+/")


def logged(scene, **more):
    """A meeting in Hamburg of both offices, 20 people, recorded by Ana of Chicago."""
    given = {
        "place": scene.there, "people": 20, "organisations": [scene.office, scene.far],
        "starts": PartialDate.day(TODAY - DAY), "notes": "quokkaberg", **more,
    }  # fmt: skip
    return log_activity(scene.tie, facts(**given), by=scene.ana, at=NOW)


def contact(scene, **more):
    given = {
        "owner": scene.office, "organisation": scene.far, "name": "Jonas Petersen", "email": "jonas@hamburg.example",
    }  # fmt: skip
    return PersonFactory(**{**given, **more})


def asked(scene, activity, *, at=NOW, **more):
    """The ActivityAsk mailed to Jonas."""
    whom = more.pop("whom", None) or Addressee.of(contact(scene))
    return ask_by_mail(activity, whom, by=scene.ana, at=at, **more)


def address(email="jonas@hamburg.example"):
    """The path in the latest mail to this address."""
    return ADDRESS.search(OutgoingMail.objects.filter(to=email).latest("pk").text).group(0)


def now_of(activity):
    return Activity.objects.get(pk=activity.pk)
