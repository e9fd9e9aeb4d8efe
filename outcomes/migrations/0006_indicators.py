from django.db import migrations

from outcomes.catalogue import CATALOGUE


def load(apps, schema_editor):
    """The forty indicators of METHODS 8; those that are there already keep what is said of them."""
    Indicator = apps.get_model("outcomes", "Indicator")
    for entry in CATALOGUE:
        Indicator.objects.get_or_create(
            code=entry.code,
            version=1,
            office=None,
            defaults={
                "name": entry.name,
                "unit": entry.unit,
                "better": entry.direction,
                "over_time": entry.over_time,
                "over_places": entry.over_places,
                "frequency": entry.frequency,
                "who": ", ".join(entry.who),
                "evidence": entry.evidence,
                "mapping": entry.maps_to,
                "result_type": entry.iati_type,
                "is_money": entry.is_money,
                "computed": entry.who == ("system",),
            },
        )


def unload(apps, schema_editor):
    """Only those that nothing was claimed for."""
    Indicator = apps.get_model("outcomes", "Indicator")
    codes = [entry.code for entry in CATALOGUE]
    Indicator.objects.filter(code__in=codes, office=None, outcomes=None).delete()


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0005_dirty")]

    operations = [migrations.RunPython(load, unload)]
