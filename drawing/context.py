"""What each page needs to look right: the theme a person chose and the product's name."""

from django.conf import settings

THEMES = ("light", "dark")


def look(request):
    """theme: "light", "dark" or "" (the system's choice); product: the name; languages: (code, own name) if several."""
    theme = request.COOKIES.get("theme", "")
    languages = list(getattr(settings, "LANGUAGES", ()))
    return {
        "look": {
            "theme": theme if theme in THEMES else "",
            "product": getattr(settings, "GEMEL_NAME", "Gemel"),
            "languages": languages if len(languages) > 1 else [],
        }
    }
