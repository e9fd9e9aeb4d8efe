"""Several tests looked at together (METHODS 10): Holm 1979, Scandinavian Journal of Statistics 6(2)."""


def holm(ps):
    """{name: p} -> {name: p adjusted for so many tests}, the smallest first: at most 1, never below a smaller p's."""
    adjusted, level = {}, 0.0
    for place, (p, name) in enumerate(sorted((p, name) for name, p in ps.items())):
        level = max(level, min(1.0, p * (len(ps) - place)))
        adjusted[name] = level
    return adjusted
