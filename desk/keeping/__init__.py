"""How long an office keeps what, what it must keep as it is, and what it hands out when the law asks."""
