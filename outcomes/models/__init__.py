from outcomes.models.audits import Audit
from outcomes.models.claims import Basis, Claim, ClaimFile, ClaimFirm, Confirmation, ConfirmationAsk, Side
from outcomes.models.counted import Counted, LargeTotal, RollUp, Total, YearlyTotal
from outcomes.models.dimensions import Category, ClaimPart, Dimension
from outcomes.models.happening import Happening
from outcomes.models.indicators import Better, ExchangeRate, Indicator, OverPlaces, OverTime, RatioPart, Target
from outcomes.models.leads import Lead, LeadMove, LeadStage
from outcomes.models.outcomes import Origin, Outcome, Share
from outcomes.models.prices import Additionality, CorridorFactor, LedgerBasis, PriceIndex
from outcomes.models.reach import Reach, ReachMember, RollUpLevel
from outcomes.models.reporting import Frequency, NotKnown, ReportingPlan
from outcomes.models.settlements import GapCause, NotTheSame, SettledHow, Settlement
from outcomes.models.snapshots import AuditSample, ReportLink, SampleMethod, SampleOf, Snapshot
from outcomes.models.steps import Step, StepKind, ThirdPartyRecord
from outcomes.models.views import NetworkMember, PageMark, SavedView

__all__ = [
    "Additionality",
    "Audit",
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
    "GapCause",
    "Happening",
    "Indicator",
    "LargeTotal",
    "Lead",
    "LeadMove",
    "LeadStage",
    "LedgerBasis",
    "NetworkMember",
    "NotKnown",
    "NotTheSame",
    "Origin",
    "Outcome",
    "OverPlaces",
    "OverTime",
    "PageMark",
    "PriceIndex",
    "RatioPart",
    "Reach",
    "ReachMember",
    "ReportLink",
    "ReportingPlan",
    "RollUp",
    "RollUpLevel",
    "SampleMethod",
    "SampleOf",
    "SavedView",
    "SettledHow",
    "Settlement",
    "Share",
    "Side",
    "Snapshot",
    "Step",
    "StepKind",
    "Target",
    "ThirdPartyRecord",
    "Total",
    "YearlyTotal",
]
