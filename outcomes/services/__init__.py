from outcomes.services.waking import wake

__all__ = ["wake"]
