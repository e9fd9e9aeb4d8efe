"""Of a tie: its agreements with signatures and amendments, and who carries it."""

from django.db.models import F

from activities.models import Activity, Participant
from agreements.life_queries import next_words
from agreements.models import Agreement, AgreementStatus, ClauseKind
from desk.review.frame import iso
from drawing import formats
from partnerships.models import Audience, Seat, SeatRole
from stakeholders.models import Organisation, Post

UNSIGNED = [AgreementStatus.DRAFT, AgreementStatus.NEGOTIATION, AgreementStatus.APPROVED]


def agreements_of(frame):
    """Signed agreements of the tie that may be published, the newest first."""
    found = Agreement.objects.for_user(frame.user).filter(frame.publishable(), partnership=frame.partnership)
    found = found.exclude(status__in=UNSIGNED).select_related("parent")
    found = found.prefetch_related(
        "parties__organisation", "parties__side", "parties__signatures__post", "clauses"
    ).order_by(F("signed_first").desc(nulls_last=True), "-pk")
    return list(found)


def history(frame, agreements):
    """{"since", "places", "agreements"} as plain data."""
    tie = frame.partnership
    known = {one.pk for one in agreements}
    return {
        "since": formats.partial_date(tie.since_first, tie.since_last) if tie.since_first else None,
        "places": [row.place.name for row in tie.partnership_places.select_related("place")],
        "agreements": [agreement_line(one, known, frame.as_of) for one in agreements],
    }


def agreement_line(agreement, known, as_of):
    """parent: what it amends or renews, where that may be told as well. Names of who signed only of what is public."""
    named = agreement.audience == Audience.PUBLIC
    following = next_words(agreement, as_of)
    over = agreement.ended_on or agreement.expires_on
    return {
        "title": agreement.title,
        "kind": str(agreement.get_kind_display()),
        "status": str(agreement.get_status_display()),
        "in_force": agreement.is_in_force,
        "signed": formats.partial_date(agreement.signed_first, agreement.signed_last) if agreement.signed_first
        else None,
        "ends": formats.long_date(over) if over else None,
        "next": {"day": iso(following["day"]), "kind": following["kind"], "text": following["text"]}
        if following else None,
        "relation": f"{agreement.get_parent_relation_display()}: {agreement.parent.title}"
        if agreement.parent_id in known and agreement.parent_relation else "",
        "signatures": [
            signer(party, signature, named) for party in agreement.parties.all() for signature in party.signatures.all()
        ],
        "parties": [party.organisation.name for party in agreement.parties.all()],
        "duties": [
            " ".join(part for part in (clause.number, clause.text) if part)
            for clause in agreement.clauses.all() if clause.kind == ClauseKind.REPORTING
        ] if agreement.is_in_force else [],
    }


def signer(party, signature, named):
    who = [signature.post.title if signature.post else "", signature.person_name if named else ""]
    return ", ".join(part for part in [*who, party.organisation.name] if part)


def carriers(frame):
    """Organisations that hold a seat on the tie or took part in what may be told, with the titles of their posts.
    No person is named."""
    visible = Organisation.objects.for_user(frame.user).values("pk")
    seats = Seat.objects.filter(partnership=frame.partnership, organisation__in=visible).exclude(role=SeatRole.OBSERVER)
    found = {
        seat.organisation_id: (seat.organisation, seat.side.name, str(seat.get_role_display()))
        for seat in seats.select_related("organisation", "side")
    }
    told = Activity.objects.for_user(frame.user).happened().filter(
        frame.publishable(), partnership=frame.partnership, starts_first__lte=frame.as_of
    )
    parts = Participant.objects.filter(activity__in=told)
    for part in parts.exclude(organisation__in=found).select_related("organisation", "side").order_by("pk"):
        found.setdefault(part.organisation_id, (part.organisation, part.side.name if part.side else "", ""))
    posts, opened = {}, Organisation.objects.for_user(frame.user).filter(pk__in=found)
    for post in Post.objects.filter(organisation__in=opened).order_by("title"):
        posts.setdefault(post.organisation_id, []).append(post.title)
    lines = [
        {"name": body.name, "layer": str(body.layer.label), "side": side, "role": role, "posts": posts.get(body.pk, [])}
        for body, side, role in found.values()
    ]
    return sorted(lines, key=lambda line: (line["side"], line["layer"], line["name"]))
