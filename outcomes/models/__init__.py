from outcomes.models.claims import Basis, Claim, ClaimFile, ClaimFirm, Confirmation, ConfirmationAsk, Side
from outcomes.models.counted import Counted, RollUp, Snapshot
from outcomes.models.indicators import ExchangeRate, Indicator, Target
from outcomes.models.leads import Lead, LeadStage
from outcomes.models.outcomes import Origin, Outcome, Share

__all__ = [
    "Basis",
    "Claim",
    "ClaimFile",
    "ClaimFirm",
    "Confirmation",
    "ConfirmationAsk",
    "Counted",
    "ExchangeRate",
    "Indicator",
    "Lead",
    "LeadStage",
    "Origin",
    "Outcome",
    "RollUp",
    "Share",
    "Side",
    "Snapshot",
    "Target",
]
