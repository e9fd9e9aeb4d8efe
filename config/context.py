"""What every page may name about this installation."""

from django.conf import settings


def installation(request):
    return {
        "gemel_name": settings.GEMEL_NAME,
        "gemel_currency": settings.GEMEL_CURRENCY,
        "gemel_local": settings.LOCAL,
        "gemel_openid": settings.GEMEL_OPENID,
    }
