"""The books of an office: cost and budget of each tie, funds and their reports, gifts and what is to be disclosed."""
