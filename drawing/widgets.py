"""Inputs that differ from Django's own."""

from django import forms


class DayInput(forms.DateInput):
    """The browser's own day picker. It takes and gives ISO dates in every language."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class MonthInput(forms.DateInput):
    """The browser's month picker; the value is the first day of the month."""

    input_type = "month"

    def __init__(self, attrs=None):
        super().__init__(attrs=attrs, format="%Y-%m")
