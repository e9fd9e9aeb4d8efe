from django.db import migrations

from outcomes.catalogue import CATALOGUE, DIMENSIONS


def load(apps, schema_editor):
    """The forty indicators of METHODS 8 and the shipped dimensions; those that are there keep what is said of them."""
    load_indicators(apps.get_model("outcomes", "Indicator"))
    load_dimensions(apps.get_model("outcomes", "Dimension"), apps.get_model("outcomes", "Category"))


def load_indicators(Indicator):
    shipped, added = {}, set()
    for entry in CATALOGUE:
        shipped[entry.code], created = Indicator.objects.get_or_create(
            code=entry.code,
            version=1,
            office=None,
            defaults={
                "name": entry.name,
                "definition": entry.definition,
                "unit": entry.unit,
                "better": entry.better,
                "over_time": entry.over_time,
                "over_places": entry.over_places,
                "frequency": entry.frequency,
                "who": ", ".join(entry.who),
                "evidence": entry.evidence,
                "mapping": entry.maps_to,
                "result_type": entry.iati_type,
                "iati_measure": entry.iati_measure,
                "sdg": entry.sdg,
                "classification": entry.classification,
                "is_money": entry.is_money,
                "computed": entry.who == ("system",),
            },
        )
        if created:
            added.add(entry.code)
    for entry in CATALOGUE:
        if entry.numerator and entry.code in added:
            row = shipped[entry.code]
            (top, row.numerator_as), (bottom, row.denominator_as) = entry.numerator, entry.denominator
            row.numerator, row.denominator = shipped[top], shipped[bottom]
            row.save()


def load_dimensions(Dimension, Category):
    for code, (name, categories) in DIMENSIONS.items():
        dimension, _ = Dimension.objects.get_or_create(code=code, office=None, defaults={"name": name})
        Category.objects.bulk_create(
            [
                Category(dimension=dimension, code=code, name=name, position=n)
                for n, (code, name) in enumerate(categories)
            ],
            ignore_conflicts=True,
        )


def unload(apps, schema_editor):
    """Only what nothing was claimed for."""
    Indicator, Dimension = apps.get_model("outcomes", "Indicator"), apps.get_model("outcomes", "Dimension")
    shipped = Indicator.objects.filter(office=None, version=1)
    shipped.update(numerator=None, denominator=None)
    shipped.filter(outcomes=None).delete()
    Dimension.objects.filter(office=None, categories__parts=None).delete()


class Migration(migrations.Migration):
    replaces = [("outcomes", "0006_indicators"), ("outcomes", "0012_catalogue_rows")]

    dependencies = [("outcomes", "0001_schema")]

    operations = [migrations.RunPython(load, unload)]
