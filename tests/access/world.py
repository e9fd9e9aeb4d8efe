"""Two fully seated cities on one tie, everybody who may sign in, and one record of each kind at each audience."""

import datetime as dt
import json
from dataclasses import dataclass, field

from django.utils import timezone

from activities.models import (
    ActivityAccount,
    ActivityAsk,
    ActivityFile,
    ActivityPost,
    BudgetLine,
    CostLine,
    DraftFile,
    Fund,
    FundReport,
    Gift,
    GiftLimit,
    HeadCount,
    IncomingDraft,
    IntakeAddress,
    NextStep,
    OfficeNote,
)
from activities.services.asking import frozen
from agreements.models import (
    AgreementFile,
    AgreementMove,
    AgreementText,
    Amendment,
    Approval,
    Clause,
    ClockFile,
    ClockTask,
    DeliverableSeries,
    DeliverableUpdate,
    DueDiligence,
    ExtensionAnswer,
    InternalNote,
    Jurisdiction,
    Milestone,
    Quota,
    QuotaUse,
    Signature,
    UpdateFile,
)
from agreements.papers import snapshot_of
from desk.models import Review, ReviewAnnex, ReviewPack
from exchange.models import ImportRun, ImportUpload
from outcomes.models import (
    AuditSample,
    ClaimFile,
    ClaimFirm,
    Confirmation,
    ConfirmationAsk,
    Counted,
    Dimension,
    Indicator,
    Lead,
    LeadMove,
    NetworkMember,
    NotKnown,
    Origin,
    Reach,
    ReportingPlan,
    ReportLink,
    RollUp,
    SavedView,
    Settlement,
    Snapshot,
    Step,
    Target,
    ThirdPartyRecord,
)
from partnerships.models import Audience, MembershipTie, SeatRole, StageResult
from partnerships.models.records import WIDENING
from reminders.models import Feed, Notice, Recipient, Silence, Webhook
from stakeholders.access import Role
from stakeholders.models import ApiToken, OrganisationKind, Post, StaffGrant
from tests.access.world_delegations import visits
from tests.access.world_history import records_of
from tests.access.world_insights import learnt
from tests.access.world_organisations import describe
from tests.access.world_posts import posts
from tests.access.world_requests import requests
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    CityFactory,
    ClaimFactory,
    CountryFactory,
    DeliverableFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    OutcomeFactory,
    ParticipantFactory,
    PartnershipFactory,
    PartyFactory,
    PersonFactory,
    SeatFactory,
    ShareFactory,
    UserFactory,
)

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


@dataclass
class World:
    """people: by short name. records: {(kind, audience): record}, all owned by the office of the first city."""

    people: dict = field(default_factory=dict)
    records: dict = field(default_factory=dict)
    offices: dict = field(default_factory=dict)
    organisations: dict = field(default_factory=dict)
    tie: object = None
    other_tie: object = None
    measures: dict = field(default_factory=dict)
    word: str = "Quokkaberg"


def member(organisation, role, name, **more):
    return MembershipFactory(user=UserFactory(name=name, email=f"{name}@example.org"), organisation=organisation,
                             role=role, **more).user


def build(word="Quokkaberg"):
    """Chicago owns everything; Hamburg, its port and its chamber sit on the same tie. `word` stands in each text."""
    world = World(word=word)
    here = CityFactory(name="Chicago", country=CountryFactory(iso_code="US"), lat="41.88", lon="-87.63")
    there = CityFactory(name="Hamburg", country=CountryFactory(iso_code="DE"), lat="53.55", lon="9.99")
    elsewhere = CityFactory(name="Nairobi", country=CountryFactory(iso_code="KE"), lat="-1.29", lon="36.82")
    kinds = OrganisationKind

    def body(key, name, place, kind):
        world.organisations[key] = OrganisationFactory(name=name, place=place, kind=kind)
        return world.organisations[key]

    office = OfficeFactory(home=here, organisation=body("office", "Chicago office", here, kinds.CITY_GOVERNMENT))
    far = OfficeFactory(home=there, organisation=body("far office", "Hamburg office", there, kinds.CITY_GOVERNMENT))
    third = OfficeFactory(
        home=elsewhere, organisation=body("third office", "Nairobi office", elsewhere, kinds.CITY_GOVERNMENT)
    )
    world.offices = {"here": office, "there": far, "third": third}
    chamber = body("chamber", "Chicago chamber", here, kinds.CHAMBER)
    port = body("port", "Chicago port", here, kinds.PORT)
    friends = body("friends", "Chicago friends", here, kinds.ASSOCIATION_OF_SISTER_CITIES)
    far_port = body("far port", "Hamburg port", there, kinds.PORT)
    far_chamber = body("far chamber", "Hamburg chamber", there, kinds.CHAMBER)

    world.tie = PartnershipFactory(name="Chicago – Hamburg", slug="chicago-hamburg", between=[here, there])
    world.other_tie = PartnershipFactory(name="Chicago – Nairobi", slug="chicago-nairobi", between=[here, elsewhere])
    for organisation, role in [
        (office.organisation, SeatRole.LEAD),
        (far.organisation, SeatRole.LEAD),
        (chamber, SeatRole.PARTNER),
        (port, SeatRole.PARTNER),
        (friends, SeatRole.OBSERVER),
        (far_port, SeatRole.PARTNER),
        (far_chamber, SeatRole.PARTNER),
    ]:
        SeatFactory(partnership=world.tie, organisation=organisation, role=role)
    SeatFactory(partnership=world.other_tie, organisation=office.organisation, role=SeatRole.LEAD)
    SeatFactory(partnership=world.other_tie, organisation=third.organisation, role=SeatRole.LEAD)

    people = world.people
    people["coordinator"] = member(office.organisation, Role.COORDINATOR, "coordinator", confidential=True)
    people["colleague"] = member(office.organisation, Role.CONTRIBUTOR, "colleague")
    people["executive"] = member(office.organisation, Role.VIEWER, "executive")
    people["volunteer"] = member(office.organisation, Role.CONTRIBUTOR, "volunteer", limited=True)
    MembershipTie.objects.create(
        membership=people["volunteer"].memberships.get(), partnership=world.other_tie
    )
    people["former"] = member(office.organisation, Role.COORDINATOR, "former", until=dt.date(2020, 1, 1))
    people["chamber"] = member(chamber, Role.CONTRIBUTOR, "chamber")
    people["port"] = member(port, Role.CONTRIBUTOR, "port")
    people["friends"] = member(friends, Role.COORDINATOR, "friends")
    people["far coordinator"] = member(far.organisation, Role.COORDINATOR, "far-coordinator", confidential=True)
    people["far port"] = member(far_port, Role.COORDINATOR, "far-port")
    people["far chamber"] = member(far_chamber, Role.CONTRIBUTOR, "far-chamber")
    people["third coordinator"] = member(third.organisation, Role.COORDINATOR, "third", confidential=True)
    people["named"] = member(chamber, Role.VIEWER, "named")
    people["nobody"] = UserFactory(name="nobody", email="nobody@example.org")
    people["staff"] = UserFactory(name="staff", email="staff@example.org", is_staff=True, is_superuser=True)
    people["granted staff"] = UserFactory(name="granted", email="granted@example.org", is_staff=True)
    StaffGrant.objects.create(
        office=office.organisation,
        user=people["granted staff"],
        granted_by=people["coordinator"],
        reason="a fault in the list",
        granted_at=timezone.now() - dt.timedelta(hours=1),
        ends_at=timezone.now() + dt.timedelta(days=1),
    )
    for audience in Audience:
        _records(world, audience, office, far, chamber)
    StageResult.objects.create(
        partnership=world.tie, owner=office.organisation, as_of=NOW.date(), since=NOW.date(), first_on=NOW.date(),
        rule_version="t", stage=2,
    )
    world.records["contact", None] = PersonFactory(owner=office.organisation, name=f"{word} Contact")
    world.measures |= _proofs(world, office.organisation)
    world.measures |= _reviews(world, office.organisation)
    world.measures |= _books(world, office.organisation)
    describe(world, word)
    world.measures["activity ask"] = world.records["account", Audience.OFFICE].ask
    world.measures["member"] = NetworkMember.objects.create(
        network=world.organisations["friends"], office=office.organisation, asked_at=NOW, accepted_at=NOW,
        asked_by=people["coordinator"], accepted_by=people["friends"],
    )  # fmt: skip
    world.measures["jurisdiction"] = Jurisdiction.objects.create(
        office=office.organisation, pack="public-register", set_by=people["coordinator"], set_at=NOW
    )
    world.measures["signature"] = Signature.objects.create(
        party=world.records["agreement", Audience.OFFICE].parties.first(), person_name=f"{word} signer"
    )
    world.measures["view"] = SavedView.objects.create(
        office=office.organisation, made_by=people["coordinator"], name=f"{word} view", path="/", shared=True
    )
    world.measures["upload"] = upload = ImportUpload.objects.create(
        by=people["coordinator"], dataset="activities", source="log", file_name=f"{word}.csv", columns=["title"],
        mapping={"title": "title"}, state="looked", counts={"rows": 1, "rejected": 1}, created_at=NOW, purge_on=NOW,
    )  # fmt: skip
    upload.rows.create(row=1, cells=[f"{word} row"], state="rejected")
    world.measures["run"] = ImportRun.objects.create(dataset="activities", source="log", by=people["coordinator"])
    world.measures["draft"] = draft = IncomingDraft.objects.create(
        user=people["coordinator"], mail_key="0", received_at=timezone.now(), subject=f"{word} mailed",
        partnership=world.tie,
    )  # fmt: skip
    world.measures["draft file"] = DraftFile.objects.create(
        draft=draft, name=f"{word}.jpg", content_type="image/jpeg", size=1, sha256="0" * 64
    )
    world.measures["intake address"] = IntakeAddress.objects.create(user=people["coordinator"])
    world.measures["feed"] = Feed.objects.create(
        user=people["coordinator"], kind="partnership", partnership=world.tie, token_hash="feed", created_at=NOW
    )
    world.measures["webhook"] = Webhook.objects.create(
        office=office.organisation, name=f"{word} channel", url=f"https://hooks.example.org/{word}", secret=word,
        created_at=NOW,
    )  # fmt: skip
    world.measures["token"] = ApiToken.objects.create(
        user=people["coordinator"], name=f"{word} export", prefix="gemel_q", token_hash="token", created_on=NOW.date(),
        ends_on=NOW.date(),
    )  # fmt: skip
    world.measures |= posts(world)
    world.measures |= requests(world)
    world.measures |= records_of(world, office.organisation, NOW)
    world.measures |= learnt(world, office.organisation, NOW)
    _told(world)
    return world


def _told(world):
    """Each deliverable was told to the coordinators of either city, in their own office's ledger; and an import."""
    for name, office in (("coordinator", "office"), ("far coordinator", "far office")):
        recipient = Recipient.objects.create(user=world.people[name])
        told = {
            "office": world.organisations[office], "recipient": recipient, "because": "coordinates", "day": NOW.date(),
            "state": "told", "send_at": NOW, "planned_at": NOW, "told_at": NOW,
        }  # fmt: skip
        for audience in Audience:
            pk = world.records["deliverable", audience].pk
            for rule in ("deliverable-due", "deliverable-accepted"):
                Notice.objects.create(
                    **told, key=f"{rule} {audience} {name}", rule=rule, subject_kind="deliverable", subject_id=pk,
                    occasion="0", about_on=NOW.date(), partnership=world.tie,
                )  # fmt: skip
            Silence.objects.create(recipient=recipient, subject_kind="deliverable", subject_id=pk, made_at=NOW)
    Notice.objects.create(
        key="import", office=world.organisations["office"], rule="import-finished", subject_kind="import",
        subject_id=1, occasion="1", because="author", day=NOW.date(), send_at=NOW, planned_at=NOW, state="told",
        told_at=NOW, recipient=Recipient.objects.get(user=world.people["coordinator"]), note=f"{world.word}.xlsx",
    )  # fmt: skip


def _proofs(world, owner):
    """A frozen report with a link to it, and a sample drawn for an audit."""
    outcome, coordinator = world.records["outcome", Audience.OFFICE], world.people["coordinator"]
    period = {"first": dt.date(2026, 1, 1), "last": dt.date(2026, 12, 31), "rule_version": "t", "owner": owner}
    frozen = {
        "format": "gemel-report-1", "office": owner.name, "title": f"{world.word} report", "lead": world.word,
        "scope": {"key": "programme:0", "name": "All"}, "currency": "USD", "base_year": None, "rule_version": "t",
        "period": {"label": "FY 2026", "first": "2026-01-01", "last": "2026-12-31"}, "as_of": "2026-11-01",
        "known_on": "2026-11-01", "tiles": [], "indicators": [], "outcomes": [],
    }  # fmt: skip
    report = Snapshot.objects.create(
        **period, title=f"{world.word} report", scope="programme:0", as_of=NOW.date(), known_on=NOW.date(),
        content=json.dumps(frozen).encode(), sha256="0" * 64, page=f"<h1>{world.word} report</h1>".encode(),
        page_sha256="0" * 64, frozen_at=NOW, frozen_by=coordinator,
    )  # fmt: skip
    link = ReportLink.objects.create(
        snapshot=report, token_hash="report", name=f"{world.word} council", ends_at=NOW + dt.timedelta(days=900)
    )
    sample = AuditSample.objects.create(
        **period, seed=world.word, n=1, frame=1, frame_sha256="0" * 64, drawn_at=NOW, drawn_by=coordinator,
        drawn=[{"outcome": outcome.pk, "indicator": outcome.indicator.code, "value": "1.00", "chance": "1.000000"}],
    )  # fmt: skip
    return {"report": report, "report link": link, "audit sample": sample}


def _reviews(world, owner):
    """A review that is being prepared, a frozen pack and its annex."""
    word = world.word
    review = Review.objects.create(
        owner=owner, partnership=world.tie, review_on=NOW.date(), choice="end", recommendation=f"{word} is too far"
    )
    data = {
        "content": f'{{"title": "{word}"}}'.encode(), "sha256": "0" * 64, "page": f"<h1>{word} pack</h1>".encode(),
        "page_sha256": "0" * 64, "word": word.encode(), "word_sha256": "0" * 64,
    }  # fmt: skip
    pack = ReviewPack.objects.create(
        **data, owner=owner, partnership=world.tie, number=1, as_of=NOW.date(), frozen_at=NOW,
        frozen_by=world.people["coordinator"],
    )  # fmt: skip
    return {"review": review, "review pack": pack, "review annex": ReviewAnnex.objects.create(**data, pack=pack)}


def _filings(world, agreement, owner, chamber, audience):
    """What the chamber has to file with a receipt, a day of its making, and a quota with its use."""
    day, word = NOW.date(), world.word
    task = ClockTask.objects.create(
        agreement=agreement, organisation=chamber, owner=owner, pack="public-register", clock="enter", event="signed",
        event_first=day, event_last=day, due_on=day, title=f"{word} filing {audience}", filed_with="Registry",
        law="Rule", opened_at=NOW,
    )  # fmt: skip
    receipt = ClockFile.objects.create(
        task=task, name=f"{word}.pdf", content_type="application/pdf", size=1, sha256="0" * 64
    )
    milestone = Milestone.objects.create(
        agreement=agreement, event="negotiation planned", on_first=day, on_last=day, note=f"{word} plan"
    )
    quota = Quota.objects.create(
        agreement=agreement, direction="out", level="master", places=5, from_year=2026, subject=f"{word} studies"
    )
    use = QuotaUse.objects.create(
        quota=quota, year=2026, used=4, note=f"{word} used", reported_by=world.people["coordinator"], reported_at=NOW
    )
    return {"clock task": task, "clock file": receipt, "milestone": milestone, "quota": quota, "quota use": use}


def _papers(world, agreement, owner):
    """A text that was sent across, an approval that was granted, the signed copy; and what stays in the office."""
    day, word, by = NOW.date(), world.word, world.people["coordinator"]
    text = AgreementText.objects.create(
        agreement=agreement, language="de", made_by=f"{word} translator", sent_across_on=day
    )
    approval = Approval.objects.create(
        agreement=agreement, body=f"{word} council", kind="council resolution", decided_on=day, result="approved"
    )
    copy = AgreementFile.objects.create(
        agreement=agreement, name=f"{word}.pdf", content_type="application/pdf", size=1, sha256="0" * 64
    )
    note = InternalNote.objects.create(
        agreement=agreement, owner=owner, text=f"{word} inside", written_at=NOW, written_by=by
    )
    move = AgreementMove.objects.create(
        agreement=agreement, was="signed", became="in force", on=day, reason=f"{word} why", at=NOW, by=by
    )
    found_out = DueDiligence.objects.create(agreement=agreement, owner=owner, audience="named", text=f"{word} debts")
    found_out.named.add(world.people["named"])
    return {
        "text": text, "approval": approval, "agreement file": copy, "internal note": note, "agreement move": move,
        "due diligence": found_out,
    }  # fmt: skip


def _books(world, owner):
    """What an office plans, what others give it, and a rule on gifts."""
    fund = Fund.objects.create(owner=owner, name=f"{world.word} fund", source=f"{world.word} foundation")
    return {
        "fund": fund,
        "fund report": FundReport.objects.create(fund=fund, title=f"{world.word} report", due_on=NOW.date()),
        "budget line": BudgetLine.objects.create(owner=owner, year=2026, amount=5, currency="USD", note=world.word),
        "gift limit": GiftLimit.objects.create(
            owner=owner, name=f"{world.word} rule", limit=5, currency="USD", days=9, filed_with="clerk", law="code 1"
        ),
    }


def _both_sides(world, activity, far, audience):
    """The other side was asked about it by a link and gave its own account; heads by country stay in the office."""
    ask = ActivityAsk.objects.create(
        activity=activity, organisation=far.organisation, email="far@example.org", name=f"{world.word} asked",
        token_hash=f"activity {audience}", ends_at=NOW,
    )
    account = ActivityAccount.objects.create(
        activity=activity, organisation=far.organisation, ask=ask, answer="not us", asked=frozen(activity),
        remark=f"{world.word} remark", by_name=f"{world.word} F", at=NOW,
    )
    counted = HeadCount.objects.create(activity=activity, country=far.home.country, sex="female", people=7)
    return {"account": account, "head count": counted}


def _published(audience, world):
    if audience != Audience.PUBLIC:
        return {"audience": audience}
    return {"audience": audience, "published_at": NOW, "published_by": world.people["coordinator"]}


def _records(world, audience, office, far, chamber):
    """One record of each kind, naming the chamber of the owner's side. The observer is named too, and a person
    without a seat is listed: neither may read for that, since the seat must admit as well."""
    owner, word, tie = office.organisation, world.word, world.tie
    keep, own = world.records, _published(audience, world)
    agreement = AgreementFactory(partnership=tie, owner=owner, title=f"{word} pact {audience}", **own)
    PartyFactory(agreement=agreement, organisation=chamber)
    PartyFactory(agreement=agreement, organisation=world.organisations["friends"])
    deliverable = DeliverableFactory(
        agreement=agreement, owner=owner, owed_by=chamber, title=f"{word} survey {audience}", **own
    )
    clause = Clause.objects.create(agreement=agreement, position=1, number="1", text=f"{word} clause")
    amending = AgreementFactory(
        partnership=tie, owner=owner, title=f"{word} amendment {audience}", status="draft", parent=agreement,
        parent_relation="amends", **own,
    )
    PartyFactory(agreement=amending, organisation=chamber)
    Amendment.objects.create(agreement=amending, title=f"{word} pact new", base=snapshot_of(agreement))
    Clause.objects.create(agreement=amending, position=1, text=f"{word} reworded", copied_from=clause.pk)
    update = DeliverableUpdate.objects.create(
        deliverable=deliverable, answer="on track", note=f"{word} note", by_user=world.people["coordinator"],
        by_name="C", at=NOW,
    )
    ExtensionAnswer.objects.create(
        update=update, granted=False, reason=f"{word} no", by=world.people["coordinator"], at=NOW
    )
    series = DeliverableSeries.objects.create(
        agreement=agreement, owed_by=chamber, title=f"{word} yearly", rule="FREQ=YEARLY", first_on=dt.date(2026, 1, 1),
        created_by=world.people["coordinator"], created_at=NOW,
    )
    update_file = UpdateFile.objects.create(
        update=update, name=f"{word}.pdf", content_type="application/pdf", size=1, sha256="0" * 64
    )
    kept_by_law = _filings(world, agreement, owner, chamber, audience)
    papers = _papers(world, agreement, owner)
    activity = ActivityFactory(partnership=tie, owner=owner, title=f"{word} visit {audience}", **own)
    ParticipantFactory(activity=activity, organisation=chamber)
    ParticipantFactory(activity=activity, organisation=world.organisations["friends"])
    activity_file = ActivityFile.objects.create(
        activity=activity, name=f"{word}.jpg", content_type="image/jpeg", size=1, sha256="0" * 64
    )
    note = OfficeNote.objects.create(activity=activity, notes=f"{word} inside")
    step = NextStep.objects.create(activity=activity, text=f"{word} next")
    met = ActivityPost.objects.create(
        activity=activity, post=Post.objects.get_or_create(organisation=chamber, title=f"{word} chair")[0]
    )
    gift = Gift.objects.create(
        activity=activity, owner=owner, partnership=tie, on_first=NOW.date(), on_last=NOW.date(), what=f"{word} vase"
    )
    cost = CostLine.objects.create(
        activity=activity, owner=owner, partnership=tie, what=f"{word} flights", amount=5, currency="USD"
    )
    both_sides = _both_sides(world, activity, far, audience)
    both_sides |= visits(world, audience, owner, own, NOW)
    outcome = OutcomeFactory()
    ShareFactory(outcome=outcome, partnership=tie)
    claim = ClaimFactory(
        outcome=outcome, partnership=tie, owner=owner, organisation=chamber, title=f"{word} contract {audience}", **own
    )
    claim_file = ClaimFile.objects.create(
        claim=claim, name=f"{word}.pdf", content_type="application/pdf", size=1, sha256="0" * 64
    )
    firm = ClaimFirm.objects.create(claim=claim, name=f"{word} Ltd", audience=audience)
    origin = Origin.objects.create(claim=claim, activity=activity)
    ask = ConfirmationAsk.objects.create(
        claim=claim, asked="firm", email="firm@example.org", token_hash=f"{audience}", ends_at=NOW
    )
    confirmation = Confirmation.objects.create(claim=claim, ask=ask, is_right=True, by_name=f"{word} F", at=NOW)
    lead = Lead.objects.create(
        partnership=tie, owner=owner, code_name=f"{word} lead {audience}", opened_on=NOW.date(), **own
    )
    lead_move = LeadMove.objects.create(lead=lead, stage="enquiry", on=NOW.date(), note=f"{word} called", at=NOW)
    reached = Step.objects.create(
        claim=claim, kind="contract", reached_first=NOW.date(), reached_last=NOW.date(), activity=activity
    )
    paper = ThirdPartyRecord.objects.create(claim=claim, issuer=f"{word} customs", number="7", handed_in_at=NOW)
    settlement = Settlement.objects.create(
        outcome=outcome, claim=claim, audience=min(audience, Audience.OFFICE, key=WIDENING.index), cause="timing",
        how="both right", reason=f"{word} counts later", by=world.people["coordinator"], at=NOW,
    )
    counted = Counted.objects.create(
        outcome=outcome, partnership=tie, reach=Reach.objects.get_or_create(partnership=tie)[0],
        indicator=outcome.indicator, owner=owner, audience=audience, year=2026,
        occurred_last=NOW.date(), state="reported", group="reported", rule_version="t",
    )
    roll_up = RollUp.objects.create(
        reach=counted.reach, indicator=outcome.indicator, owner=owner, audience=audience,
        year=2026, state="reported", group="reported", n=1,
    )
    indicator = Indicator.objects.create(
        code=f"OWN-{audience.upper()}", office=owner, name=f"{word} measure {audience}", unit="count", better="up",
        over_time="sum", over_places="sum",
    )
    dimension = Dimension.objects.create(code=f"own-{audience}", office=owner, name=f"{word} ages {audience}")
    plan = ReportingPlan.objects.create(
        partnership=tie, owner=owner, organisation=chamber, indicator=indicator, frequency="year",
        first=dt.date(2024, 1, 1), **own,
    )
    world.measures = {"indicator": indicator, "dimension": dimension}
    NotKnown.objects.create(plan=plan, period="2025", reason=f"{word} lost", at=NOW)
    Target.objects.create(owner=owner, indicator=indicator, year=2026, target=5)
    if audience == Audience.NAMED:
        for record in (agreement, amending, deliverable, activity, claim, lead, plan):
            record.named.add(world.people["named"], world.people["nobody"], world.people["friends"])
    for kind, record in {
        **kept_by_law, **papers, **both_sides, "agreement": agreement, "clause": clause, "amending": amending,
        "deliverable": deliverable, "update": update, "update file": update_file, "series": series,
        "activity": activity, "activity file": activity_file, "office note": note, "next step": step,
        "activity post": met, "gift": gift, "cost line": cost,
        "claim": claim, "claim file": claim_file, "firm": firm, "origin": origin, "confirmation": confirmation,
        "plan": plan, "lead move": lead_move, "claim step": reached, "third party record": paper,
        "settlement": settlement,
        "outcome": outcome, "lead": lead, "counted": counted, "roll-up": roll_up,
    }.items():
        keep[kind, audience] = record
