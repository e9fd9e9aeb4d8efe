"""An answer as plain JSON: what is undefined, not reached or infinite is null."""

import math

DIGITS = 9  # significant digits of a stored number: two machines differ after these


def plain(value, digits=None):
    """Dictionaries, lists, text, numbers and None alone; keys as text. digits: significant digits kept, or all."""
    if isinstance(value, dict):
        return {str(key): plain(one, digits) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one, digits) for one in value]
    if value is None or isinstance(value, str):
        return value
    value = value.item() if hasattr(value, "item") else value  # a number of numpy
    if isinstance(value, bool | int):
        return value
    if not math.isfinite(value):
        return None
    return float(f"{value:.{digits}g}") if digits else value
