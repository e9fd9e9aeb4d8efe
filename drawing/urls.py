from django.urls import path, register_converter

from drawing import views

app_name = "drawing"


class LongitudeConverter:
    """A whole degree of longitude, -180 to 180."""

    regex = "-?[0-9]{1,3}"

    def to_python(self, value):
        degree = int(value)
        if not -180 <= degree <= 180:
            raise ValueError(value)
        return degree

    def to_url(self, value):
        return str(int(value))


register_converter(LongitudeConverter, "longitude")

urlpatterns = [
    path("map/land/<longitude:lon0>.svg", views.land, name="land"),
    path("look/theme/", views.theme, name="theme"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
