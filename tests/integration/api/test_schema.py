"""The description of the API is valid, is served, and can be read without a script."""

from typing import Any

import pytest
from django.test import Client
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.urls import urlpatterns
from tests.integration.api.conftest import Get
from tests.integration.api.described import document

pytestmark = pytest.mark.django_db


def test_the_document_is_openapi() -> None:
    assert list(OpenAPIV31SpecValidator(document()).iter_errors()) == []


def test_it_is_served_to_be_asked_for_conditionally(get: Get) -> None:
    response = get("schema/")
    assert response.json()["openapi"] == "3.1.0"
    assert get("schema/", **{"If-None-Match": response["ETag"]}).status_code == 304


def test_every_address_is_described(get: Get) -> None:
    described = {path.strip("/").split("/")[0] for path in get("schema/").json()["paths"]}
    served = {str(pattern.pattern).split("/")[0] for pattern in urlpatterns if str(pattern.pattern)}
    assert served - described == {"schema", "docs"}


def test_each_page_type_has_a_form_of_its_own(get: Get) -> None:
    schemas = get("schema/").json()["components"]["schemas"]
    course = schemas["CoursePage"]["properties"]
    assert course["meta"]["properties"]["type"] == {"type": "string", "const": "pages.CoursePage"}
    assert course["level"] == {"type": "string", "enum": ["basic", "intermediate", "advanced"]}
    assert course["specialisation"] == {
        "anyOf": [{"$ref": "#/components/schemas/SpecialisationReference"}, {"type": "null"}]
    }


def test_nothing_is_described_as_anything(get: Get) -> None:
    schemas = get("schema/").json()["components"]["schemas"]
    assert [name for name, schema in schemas.items() if name != "Selection" and has_empty(schema)] == []


def has_empty(schema: Any) -> bool:
    """Say whether some part of a schema is without a form: a typed client could do nothing with it."""
    parts = schema if isinstance(schema, list) else schema.values() if isinstance(schema, dict) else ()
    return schema == {} or any(has_empty(part) for part in parts)


def test_people_read_it_without_a_script(client: Client) -> None:
    response = client.get("/api/v2/docs/")
    html = response.content.decode()
    assert response.status_code == 200
    assert "<script" not in html
    assert "style=" not in html
    assert 'id="schema-CoursePage"' in html
    assert 'href="#schema-BodyStreamBlock"' in html
    assert "unsafe" not in response["Content-Security-Policy"]
