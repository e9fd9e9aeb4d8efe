"""Fields that several rooms' JSON shares."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from stakeholders.dates import PartialDate


@extend_schema_field(OpenApiTypes.STR)
class PartialDateField(serializers.Field):
    """YYYY, YYYY-MM or YYYY-MM-DD of the two columns <name>_first and <name>_last; null when not known."""

    def __init__(self, name, **options):
        self.name = name
        super().__init__(source="*", read_only=True, **options)

    def to_representation(self, record):
        first = getattr(record, f"{self.name}_first")
        return str(PartialDate(first, getattr(record, f"{self.name}_last"))) if first else None
