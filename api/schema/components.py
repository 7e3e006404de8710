"""Named schemas, and how the types of the code become schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, get_type_hints

from pydantic import TypeAdapter

Schema = dict[str, Any]

STRING: Final[Schema] = {"type": "string"}
INTEGER: Final[Schema] = {"type": "integer"}
URI: Final[Schema] = {"type": "string", "format": "uri-reference"}
ANYTHING: Final[Schema] = {}

_REFERENCE: Final = "#/components/schemas/{model}"


class Components:
    """The named schemas of a description, each made once."""

    def __init__(self) -> None:
        self.schemas: dict[str, Schema] = {}

    def of_type(self, hint: Any) -> Schema:
        """Return the schema of a Python type; typed dictionaries become named schemas."""
        references, definitions = TypeAdapter.json_schemas(
            [("hint", "serialization", TypeAdapter(hint))], ref_template=_REFERENCE
        )
        self.schemas |= {name: without_titles(schema) for name, schema in definitions.get("$defs", {}).items()}
        return references["hint", "serialization"]

    def returned_by(self, function: Callable[..., Any]) -> Schema | None:
        """Return the schema of what a function returns, or None where its annotation says nothing."""
        hint = get_type_hints(function).get("return", Any)
        return None if hint is Any else self.of_type(hint)

    def named(self, name: str, make: Callable[[], Schema]) -> Schema:
        """Return a reference to a named schema, which is made when it is first needed."""
        if name not in self.schemas:
            self.schemas[name] = {}  # holds the place of a schema that contains itself
            self.schemas[name] = make()
        return {"$ref": _REFERENCE.format(model=name)}


def record(properties: dict[str, Schema], *, description: str = "") -> Schema:
    """Return the schema of an object that has all of these properties."""
    schema: Schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {"description": description, **schema} if description else schema


def nullable(schema: Schema) -> Schema:
    """Return the schema of a value that may be absent."""
    if not schema or {"type": "null"} in schema.get("anyOf", ()):
        return schema
    kind = schema.get("type")
    if isinstance(kind, str) and "enum" not in schema and "const" not in schema:
        return {**schema, "type": [kind, "null"]}
    return {"anyOf": [schema, {"type": "null"}]}


def constant(value: str) -> Schema:
    """Return the schema of a text that is always the same; the type is for generators that do not infer it."""
    return {"type": "string", "const": value}


def choice_of(values: Iterable[Any]) -> Schema:
    """Return the schema of one of these values."""
    values = list(values)
    typed = {"type": "string"} if all(isinstance(value, str) for value in values) else {}
    return {**typed, "enum": values}


def list_of(schema: Schema) -> Schema:
    """Return the schema of a list."""
    return {"type": "array", "items": schema}


def without_titles(schema: Any) -> Any:
    """Return a schema without pydantic's titles, which repeat the names."""
    if isinstance(schema, list):
        return [without_titles(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: {key: without_titles(value) for key, value in part.items()}
        if name == "properties"
        else without_titles(part)
        for name, part in schema.items()
        if name != "title" or not isinstance(part, str)
    }
