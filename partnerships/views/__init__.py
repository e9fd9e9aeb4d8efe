"""Pages of this room: the list, a partnership, and how it stands with an office."""
