from outcomes.models.claims import Basis, Claim, ClaimFile, ClaimFirm, Confirmation, ConfirmationAsk, Side
from outcomes.models.counted import Counted, RollUp, Snapshot
from outcomes.models.indicators import ExchangeRate, Indicator, Target
from outcomes.models.leads import Lead, LeadMove, LeadStage
from outcomes.models.outcomes import Origin, Outcome, Share
from outcomes.models.settlements import NotTheSame, Settlement
from outcomes.models.steps import Step, StepKind, ThirdPartyRecord
from outcomes.models.prices import Additionality, CorridorFactor, LedgerBasis, PriceIndex

__all__ = [
    "Additionality",
    "Basis",
    "Claim",
    "ClaimFile",
    "ClaimFirm",
    "Confirmation",
    "ConfirmationAsk",
    "CorridorFactor",
    "Counted",
    "ExchangeRate",
    "Indicator",
    "Lead",
    "LeadMove",
    "LeadStage",
    "NotTheSame",
    "LedgerBasis",
    "Origin",
    "Outcome",
    "PriceIndex",
    "RollUp",
    "Settlement",
    "Share",
    "Side",
    "Snapshot",
    "Step",
    "StepKind",
    "Target",
    "ThirdPartyRecord",
]
