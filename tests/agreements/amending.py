"""An agreement in force with two parties and three clauses, and what a test does with an amendment of it."""

from types import SimpleNamespace

from agreements.models import Signature
from agreements.services.amendments import draft_amendment
from agreements.services.clauses import add_clause, change_clause
from tests.agreements.scene import NOW
from tests.factories import PartyFactory

TEXTS = ("The cities meet every year.", "The port reports on reefer containers.", "Staff may be exchanged.")


def build_on(scene):
    """The scene's agreement with parties and clauses; the report stands under the second clause."""
    for organisation in (scene.office, scene.far):
        PartyFactory(agreement=scene.agreement, organisation=organisation)
    clauses = [
        add_clause(scene.agreement, number=str(number), text=text, by=scene.ana, at=NOW)
        for number, text in enumerate(TEXTS, start=1)
    ]
    scene.report.clause = clauses[1]
    scene.report.save()
    return SimpleNamespace(**vars(scene), one=clauses[0], two=clauses[1], three=clauses[2])


def drafted(scene, **more):
    return draft_amendment(scene.agreement, by=scene.ana, at=NOW, **more)


def copy_of(amendment, clause):
    return amendment.agreement.clauses.get(copied_from=clause.pk)


def reword(clause, text, *, by):
    clause.refresh_from_db()
    return change_clause(clause, text=text, number=clause.number, kind=clause.kind, by=by, at=NOW)


def sign(amendment):
    for party in amendment.agreement.parties.all():
        Signature.objects.create(
            party=party, person_name="Mayor", signed_first=NOW.date(), signed_last=NOW.date(), place="Chicago"
        )


def texts_of(agreement):
    return list(agreement.clauses.values_list("text", flat=True))
