from insights.models.answers import Answer, AnswerState
from insights.models.rankings import Brief, RankingSet
from insights.models.trade_flows import TradeFlow

__all__ = ["Answer", "AnswerState", "Brief", "RankingSet", "TradeFlow"]
