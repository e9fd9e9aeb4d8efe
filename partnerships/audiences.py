"""How wide each kind of record may be read, and which of its fields then are (ARCHITECTURE 4, second table).

The kinds are named by their model's label, for a record of a later room is one of this table too.
"""

from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext_lazy as _

from partnerships.models.records import WIDENING, Audience

# Where a record finds the organisations named on it.
PARTY_PATHS = {
    "agreements.agreement": "parties__organisation",
    "agreements.deliverable": "owed_by",
    "activities.activity": "participants__organisation",
    "outcomes.claim": "organisation",
}

# Where a record finds its tie, where it has none of its own.
TIE_PATHS = {"agreements.deliverable": "agreement__partnership"}

FIELDS = {
    "agreements.agreement": [
        _("Title"), _("Kind"), _("Status"), _("Dates"), _("Parties and signatures"), _("Fields of cooperation"),
        _("Clauses"), _("Signed paper"), _("Texts that were sent across"), _("Approvals that were granted"),
    ],
    "agreements.deliverable": [
        _("Title"), _("Description"), _("Day due"), _("Who owes it"), _("Status"), _("Updates and their files"),
    ],
    "activities.activity": [
        _("Date"), _("Place"), _("Kind"), _("Title"), _("Organisations"), _("Head count"), _("Files"),
    ],
    "outcomes.claim": [
        _("Title"), _("Indicator"), _("Amount"), _("Date"), _("Who claims it"), _("Evidence"), _("Files"),
    ],
}


def _of_agreement(agreement):
    return Audience.PUBLIC if agreement.is_in_force else Audience.PARTIES


def _of_claim(claim):
    """Beyond the parties only with the firm's leave to show the amount; a claim without a firm needs nobody's."""
    try:
        consents = claim.firm.consents_to_amount
    except ObjectDoesNotExist:
        consents = True
    return Audience.SHARED if consents else Audience.PARTIES


WIDEST = {
    "agreements.agreement": _of_agreement,
    "agreements.deliverable": lambda deliverable: Audience.SHARED,
    "activities.activity": lambda activity: Audience.PUBLIC,
    "outcomes.claim": _of_claim,
}


def _carried_by(record, organisation):
    """Never narrower than its parties where another organisation than the owner carries it."""
    return Audience.OFFICE if organisation == record.owner_id else Audience.PARTIES


# Narrower than this, whoever carries the record with the office would lose it.
NARROWEST = {
    "agreements.agreement": lambda agreement: Audience.PARTIES if agreement.is_in_force else Audience.OFFICE,
    "agreements.deliverable": lambda deliverable: _carried_by(deliverable, deliverable.owed_by_id),
    "activities.activity": lambda activity: Audience.OFFICE,
    "outcomes.claim": lambda claim: _carried_by(claim, claim.organisation_id),
}


def kind_of(record):
    return record._meta.label_lower


def widest_of(record):
    """The widest audience this record may have; a kind that the table does not name stays in the office."""
    return WIDEST.get(kind_of(record), lambda record: Audience.OFFICE)(record)


def is_wider(audience, than):
    return WIDENING.index(Audience(audience)) > WIDENING.index(Audience(than))


def wider_audiences(record):
    """The audiences to which this record may still be opened, from narrow to wide."""
    limit = widest_of(record)
    return [
        audience
        for audience in WIDENING
        if is_wider(audience, record.audience) and not is_wider(audience, limit)
    ]


def narrower_audiences(record):
    """The audiences to which this record may be closed again, from narrow to wide; none of a named one."""
    limit = NARROWEST.get(kind_of(record), lambda record: record.audience)(record)
    return [audience for audience in WIDENING if is_wider(record.audience, audience) and not is_wider(limit, audience)]
