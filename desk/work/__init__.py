"""What a person has to do today, gathered from all rooms: late, this week, later, to settle, waiting, to confirm."""

from desk.work.gathering import count_work, gather_work
from desk.work.items import Desk, Group, Item, address

__all__ = ["Desk", "Group", "Item", "address", "count_work", "gather_work"]
