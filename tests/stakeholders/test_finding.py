"""Names in every script are found as people type them, and stand as the reader's language sorts."""

from html import unescape

import pytest
from django.utils import translation

from stakeholders.access import Role
from stakeholders.finding import in_order, known_bodies, organisations_called, people_called
from stakeholders.models import KnownBody, Organisation, OrganisationIdentifier, Person, RegisterEntry
from tests.factories import CityFactory, MembershipFactory, OfficeFactory, OrganisationFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Chambre de commerce de Saint-Étienne", "saint etienne"),
        ("Łódź Port Authority", "lodz"),
        ("Cámara de São Paulo", "sao CAMARA"),
        ("東京大学", "京大"),
        ("サッポロ商工会議所", "さっぽろ"),
        ("ﾊﾟｰﾄ", "パート"),
        ("جامعة الإسكندرية", "جامعه الاسكندريه"),
        ("مدرسة القاهِرةُ", "القاهرة"),
        ("دانشگاه کرمان", "كرمان"),
        ("Öresund", "oresund"),
        ("Oresund", "Öresund"),
        ("서울대학교", "서울"),
        ("St. John's Harbour", "st johns"),
    ],
)
def test_a_name_is_found_with_and_without_its_accents(name, typed):
    body = OrganisationFactory(name=name)
    OrganisationFactory(name="Something else")

    assert list(organisations_called(Organisation.objects.all(), typed)) == [body]


def test_an_alias_and_a_code_are_found_and_half_of_two_names_is_not():
    body = OrganisationFactory(name="Hamburg Port Authority", aliases=["汉堡港务局", "HPA"])
    OrganisationIdentifier.objects.create(organisation=body, scheme="locode", value="DEHAM")
    OrganisationIdentifier.objects.create(organisation=body, scheme="ror", value="03yrm5c26")

    for typed in ("汉堡港", "hpa", "deham", "https://ror.org/03yrm5c26", "hamburg hpa"):
        assert list(organisations_called(Organisation.objects.all(), typed)) == [body]
    for typed in ("authority hpx", "局h", "%", "_"):
        assert not organisations_called(Organisation.objects.all(), typed).exists()


def test_a_contact_is_found_without_accents_and_by_address():
    zoe = PersonFactory(name="Zoë Müller", email="zm@example.org")

    assert list(people_called(Person.objects.all(), "muller zoe")) == [zoe]
    assert list(people_called(Person.objects.all(), "zm@")) == [zoe]


def in_order_of(language, *names):
    place = CityFactory()
    for number, name in enumerate(names):
        OrganisationFactory(name=name, place=place, slug=f"body-{number}")
    with translation.override(language):
        return list(Organisation.objects.filter(place=place).order_by(*in_order()).values_list("name", flat=True))


def test_accents_stand_with_their_letters():
    assert in_order_of("de", "Zürich", "Ärzte", "Öl", "Apotheke", "Bund", "Arzt") == [
        "Apotheke", "Arzt", "Ärzte", "Bund", "Öl", "Zürich",
    ]  # fmt: skip


def test_spanish_has_its_own_letter_behind_n():
    assert in_order_of("es", "Ñuñoa", "Nueva", "Oaxaca", "Nzara") == ["Nueva", "Nzara", "Ñuñoa", "Oaxaca"]


def test_chinese_goes_by_pinyin():
    names = ("重庆商会", "北京商会", "上海商会", "广州商会", "Shanghai")

    assert in_order_of("zh-hans", *names) == ["Shanghai", "北京商会", "广州商会", "上海商会", "重庆商会"]


def test_japanese_goes_by_kana_and_reading_and_foreign_signs_stand_behind():
    names = ("東京", "大阪", "京都", "さくら", "カナ", "Port", "서울")

    assert in_order_of("ja", *names) == ["Port", "カナ", "さくら", "京都", "大阪", "東京", "서울"]


def test_the_registers_are_searched_by_name_code_and_domain():
    hamburg = CityFactory(name="Hamburg")
    port = KnownBody.objects.create(
        register="ports", code="DEHAM", name="Hamburg", country_code="DE", place=hamburg, aliases=["Hansaport"]
    )
    school = KnownBody.objects.create(
        register="universities", code="uni-hamburg.de", name="Universität Hamburg", country_code="DE",
        domains=["uni-hamburg.de", "uhh.de"],
    )  # fmt: skip

    assert known_bodies("hamburg") == [port, school]
    assert known_bodies("universitat") == known_bodies("uhh.de") == known_bodies("uni-ham") == [school]
    assert known_bodies("hansaport") == known_bodies("deha") == [port]
    assert known_bodies("hamburg", country="us") == known_bodies("h") == []
    assert known_bodies("hamburg", register="ports") == [port]


@pytest.mark.parametrize(
    ("page", "word"), [("/organisations/", "q"), ("/search/", "q"), ("/api/v1/organisations/", "name")]
)
def test_the_boxes_on_the_pages_find_as_people_type(client, page, word):
    office = OfficeFactory()
    client.force_login(MembershipFactory(organisation=office.organisation, role=Role.COORDINATOR).user)
    for number, name in enumerate(("Chambre de Saint-Étienne", "東京商工会議所", "غرفة الإسكندرية")):
        body = OrganisationFactory(name=name, slug=f"found-{number}")
        RegisterEntry.objects.create(office=office.organisation, organisation=body)

    def shown(typed):
        return unescape(client.get(page, {word: typed}).content.decode())

    assert "Saint-Étienne" in shown("saint etienne")
    assert "Saint-Étienne" in shown("SAINT-ÉTIENNE")
    assert "東京商工会議所" in shown("商工")
    assert "غرفة الإسكندرية" in shown("غرفه الاسكندريه")
    assert "Saint-Étienne" not in shown("商工")
