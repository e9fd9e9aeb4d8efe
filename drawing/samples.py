"""Invented content for the style guide."""


def guide():
    return {}
