"""The language of pages and mails for people without an account: each of the seven, whatever an office uses itself."""

from babel.core import negotiate_locale
from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header

CHINESE = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-sg": "zh-hans"}


def pick(*wanted):
    """The first of these codes that is one of ours; else the installation's own. Empty and unknown ones are passed."""
    return next((code for code in wanted if code in settings.EVERY_LANGUAGE), settings.LANGUAGE_CODE)


def of_browser(request):
    """The language of ours that a browser asks for first ("es-mx" means es); "" for none."""
    asked = [code for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())]
    asked = [CHINESE.get(code, code) for code in asked]
    return negotiate_locale(asked, list(settings.EVERY_LANGUAGE), sep="-", aliases={}) or ""


def menu():
    """For components/language_menu.html, by the address: [{code, name, url}]."""
    return [{"code": code, "name": name, "url": f"?lang={code}"} for code, name in settings.EVERY_LANGUAGE.items()]
