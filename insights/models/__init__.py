from insights.models.answers import Answer, AnswerState
from insights.models.rankings import Brief, BriefPlace, RankingSet
from insights.models.trade_flows import TradeFlow

__all__ = ["Answer", "AnswerState", "Brief", "BriefPlace", "RankingSet", "TradeFlow"]
