"""What the OpenAPI document says of answers, as strictly as it can be read."""

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from api.schema.document import openapi_document

DOCUMENT_ID = "urn:api"


@cache
def document() -> dict[str, Any]:
    """Return the description of the API."""
    return openapi_document()


def errors_of(schema: dict[str, Any], value: Any) -> list[str]:
    """Return how a value differs from a schema in which nothing may stand that is not described."""
    components = {"components": {"schemas": closed(document()["components"]["schemas"])}}
    validator = Draft202012Validator(
        {**components, **closed(schema)}, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{list(error.absolute_path)}: {error.message[:300]}" for error in validator.iter_errors(value)]


def named(name: str) -> dict[str, Any]:
    """Return a reference to a named schema."""
    return {"$ref": f"#/components/schemas/{name}"}


def answer_schema(path: str) -> dict[str, Any]:
    """Return the schema of an address's answer, with no way out for `fields`."""
    operation = document()["paths"][path]["get"]
    schema: dict[str, Any] = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return without_selection(schema)


def without_selection(schema: Any) -> Any:
    """Return a schema without the choice of an object that `fields` has cut, which fits anything."""
    if isinstance(schema, list):
        return [without_selection(part) for part in schema if part != named("Selection")]
    if isinstance(schema, dict):
        return {name: without_selection(part) for name, part in schema.items()}
    return schema


def closed(schema: Any) -> Any:
    """Return a schema in which an object has no other properties than those described."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    parts = {name: closed(part) for name, part in schema.items()}
    if parts.get("type") == "object" and isinstance(parts.get("properties"), dict):
        parts["additionalProperties"] = False
    return parts
