"""Errors of the API are problem details, with the faults field by field."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as ModelError
from django.http import Http404
from rest_framework import exceptions, serializers
from rest_framework.permissions import AllowAny
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView


class Amount(serializers.Serializer):
    currency = serializers.CharField(max_length=3)


class Claim(serializers.Serializer):
    learnt_on = serializers.DateField()
    amounts = Amount(many=True)

    def validate(self, data):
        raise serializers.ValidationError("One amount a currency, please.")


def answer(raised=None, sent=None):
    class View(APIView):
        permission_classes = [AllowAny]
        authentication_classes = []

        def post(self, request):
            if raised:
                raise raised
            Claim(data=request.data).is_valid(raise_exception=True)

    response = View.as_view()(APIRequestFactory().post("/", sent or {}, format="json"))
    response.render()
    return response, json.loads(response.content)


def test_faults_name_their_fields_also_deep_inside():
    response, body = answer(sent={"learnt_on": "soon", "amounts": [{"currency": "EUR"}, {"currency": "DOLLAR"}]})

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert [error["field"] for error in body["errors"]] == ["learnt_on", "amounts.1.currency"]
    assert (body["type"], body["title"], body["status"]) == ("about:blank", "Bad Request", 400)


def test_a_fault_of_the_whole_has_no_field():
    _, body = answer(sent={"learnt_on": "2026-01-05", "amounts": []})

    assert body["errors"] == [{"field": "", "detail": "One amount a currency, please."}]


def test_a_refusal_by_the_model_is_the_callers_fault_too():
    response, body = answer(raised=ModelError({"due_on": ["Before the signature."]}))

    assert response.status_code == 400
    assert body["errors"] == [{"field": "due_on", "detail": "Before the signature."}]


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (Http404("Partnership 7 of Chicago"), 404),
        (PermissionDenied("secret reason"), 403),
        (exceptions.MethodNotAllowed("PUT"), 405),
        (exceptions.Throttled(wait=30), 429),
    ],
)
def test_other_refusals_have_the_same_form_and_tell_nothing_of_what_is_hidden(raised, status):
    response, body = answer(raised=raised)

    assert (response.status_code, body["status"]) == (status, status)
    assert set(body) == {"type", "title", "status", "detail"}
    assert "Chicago" not in body["detail"]
    assert "secret" not in body["detail"]


def test_a_fault_of_our_own_is_not_dressed_up_as_the_callers():
    with pytest.raises(ZeroDivisionError):
        answer(raised=ZeroDivisionError())


@pytest.mark.django_db
def test_an_unknown_person_gets_problem_details_from_a_real_address(client):
    response = client.get("/api/v1/schema/")

    assert response.status_code == 403
    assert response["Content-Type"].startswith("application/problem+json")
