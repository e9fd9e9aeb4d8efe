"""What the world knows of its organisations and places beyond their names."""

from stakeholders.models import OrganisationFigure, OrganisationIdentifier, OrganisationSector, PlaceFigure


def describe(world, odd):
    """Figures, a code and a sector of the chamber, and a figure of its place; `odd` stands in what is typed freely.

    Figures of a place are read by everybody, so they carry no odd word.
    """
    chamber = world.organisations["chamber"]
    OrganisationSector.objects.create(organisation=chamber, section="O", strength=2)
    OrganisationIdentifier.objects.create(organisation=chamber, scheme="registration", value=f"US {odd}")
    world.measures["organisation figure"] = OrganisationFigure.objects.create(
        organisation=chamber, metric="employees", year=2025, value=12, unit="persons", source=odd
    )
    world.measures["place figure"] = PlaceFigure.objects.create(
        place=chamber.place, metric="population", year=2024, value=2_721_000, unit="persons", source="census"
    )
