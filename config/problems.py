"""Errors of the API as problem details (RFC 9457): type, title, status, detail, and the faults field by field."""

from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as ModelError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.views import exception_handler

CONTENT_TYPE = "application/problem+json"


def problem_details(exc, context):
    """DRF's exception handler. None (a server error, raised on) only for what is not the caller's fault."""
    if isinstance(exc, ModelError):
        exc = exceptions.ValidationError(_messages(exc))
    response = exception_handler(exc, context)
    if response is None:
        return None
    code = response.status_code
    body = {"type": "about:blank", "title": HTTPStatus(code).phrase, "status": code}
    if isinstance(exc, exceptions.ValidationError):
        body["detail"] = "Some of what was sent cannot be accepted."
        body["errors"] = _errors(response.data)
    else:
        body["detail"] = _detail(exc, response.data)
    response.data = body
    response.content_type = CONTENT_TYPE
    return response


def _messages(fault):
    return fault.message_dict if hasattr(fault, "error_dict") else {"": fault.messages}


def _detail(exc, data):
    if isinstance(exc, Http404 | exceptions.NotFound):
        return "There is nothing here that you may read."
    if isinstance(exc, PermissionDenied):
        return "You may read this, but not do that."
    return str(data.get("detail", "")) if isinstance(data, dict) else ""


def _errors(data, path=""):
    """A flat list of {"field": "amounts.0.currency", "detail": …}; the field is empty where the whole is at fault."""
    if isinstance(data, dict):
        found = []
        for name, value in data.items():
            own = "" if name in ("non_field_errors", "__all__", "") else str(name)
            found += _errors(value, ".".join(part for part in (path, own) if part))
        return found
    if isinstance(data, list):
        found = []
        for position, value in enumerate(data):
            nested = isinstance(value, dict | list)
            found += _errors(value, f"{path}.{position}".lstrip(".") if nested else path)
        return found
    return [{"field": path, "detail": str(data)}]
