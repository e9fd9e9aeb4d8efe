"""What a person's memberships open; it stands with the memberships, and is asked mostly here."""

from stakeholders.models.keys import Key, Keys, keys_of

__all__ = ["Key", "Keys", "keys_of"]
