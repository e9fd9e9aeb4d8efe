from outcomes.models.claims import Basis, Claim, ClaimFile, ClaimFirm, Confirmation, ConfirmationAsk, Side
from outcomes.models.counted import Counted, RollUp
from outcomes.models.dimensions import Category, ClaimPart, Dimension
from outcomes.models.indicators import Better, ExchangeRate, Indicator, OverPlaces, OverTime, RatioPart, Target
from outcomes.models.leads import Lead, LeadStage
from outcomes.models.outcomes import Origin, Outcome, Share
from outcomes.models.reporting import Frequency, NotKnown, ReportingPlan
from outcomes.models.snapshots import AuditSample, ReportLink, SampleMethod, SampleOf, Snapshot
from outcomes.models.prices import Additionality, CorridorFactor, LedgerBasis, PriceIndex

__all__ = [
    "Additionality",
    "AuditSample",
    "Basis",
    "Better",
    "Category",
    "Claim",
    "ClaimFile",
    "ClaimFirm",
    "ClaimPart",
    "Confirmation",
    "ConfirmationAsk",
    "CorridorFactor",
    "Counted",
    "Dimension",
    "ExchangeRate",
    "Frequency",
    "Indicator",
    "Lead",
    "LeadStage",
    "NotKnown",
    "LedgerBasis",
    "Origin",
    "Outcome",
    "OverPlaces",
    "OverTime",
    "RatioPart",
    "ReportingPlan",
    "PriceIndex",
    "ReportLink",
    "RollUp",
    "SampleMethod",
    "SampleOf",
    "Share",
    "Side",
    "Snapshot",
    "Target",
]
