"""The OpenAPI document in the order in which people read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Piece:
    """A part of a type in words: a name that is explained elsewhere, or plain words."""

    text: str
    target: str = ""


@dataclass(frozen=True)
class Field:
    """A field of an object, or a parameter."""

    name: str
    type: Sequence[Piece]
    required: bool
    description: str = ""
    children: Sequence[Field] = ()


@dataclass(frozen=True)
class DescribedOperation:
    """What an address answers."""

    identifier: str
    method: str
    path: str
    summary: str
    parameters: Sequence[Field]
    answer: Sequence[Piece]
    statuses: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Group:
    """Operations that belong together."""

    name: str
    description: str
    operations: Sequence[DescribedOperation]


@dataclass(frozen=True)
class DescribedSchema:
    """A named schema."""

    name: str
    description: str
    type: Sequence[Piece]
    fields: Sequence[Field]


def described_operations(document: Mapping[str, Any]) -> list[Group]:
    """Return the operations by tag, in the order of the document."""
    operations = [
        (operation["tags"][0], _operation(method, path, operation))
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return [
        Group(tag["name"], tag["description"], [operation for name, operation in operations if name == tag["name"]])
        for tag in document["tags"]
    ]


def described_schemas(document: Mapping[str, Any]) -> list[DescribedSchema]:
    """Return the named schemas by name."""
    return [
        DescribedSchema(name, schema.get("description", ""), pieces_of(schema), _fields(schema))
        for name, schema in document["components"]["schemas"].items()
    ]


def pieces_of(schema: Mapping[str, Any]) -> list[Piece]:
    """Return a schema in words."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return [Piece(name, f"schema-{name}")]
    for word in ("anyOf", "oneOf"):
        if word in schema:
            return _joined([pieces_of(choice) for choice in schema[word]], " or ")
    if "const" in schema:
        return [Piece(f"“{schema['const']}”")]
    if "enum" in schema:
        return [Piece(", ".join(f"“{value}”" for value in schema["enum"]))]
    kind = schema.get("type", "anything")
    kinds = kind if isinstance(kind, list) else [kind]
    if "array" in kinds:
        return [Piece("list of "), *pieces_of(schema.get("items", {}))]
    words = " or ".join(kinds)
    return [Piece(f"{words} ({schema['format']})" if "format" in schema else words)]


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> DescribedOperation:
    responses = operation["responses"]
    success = responses.get("200", {}).get("content", {}).get("application/json", {}).get("schema")
    return DescribedOperation(
        identifier=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        parameters=[
            Field(p["name"], pieces_of(p["schema"]), p["required"], p.get("description", ""))
            for p in operation["parameters"]
        ],
        answer=pieces_of(success) if success and "properties" not in success else _listed(success),
        statuses=[(code, response["description"]) for code, response in responses.items()],
    )


def _listed(schema: Mapping[str, Any] | None) -> list[Piece]:
    if schema is None:
        return []
    return pieces_of(schema["properties"]["items"])


def _fields(schema: Mapping[str, Any]) -> list[Field]:
    required = schema.get("required", ())
    fields = []
    for name, part in schema.get("properties", {}).items():
        inner = part.get("items", part) if part.get("type") == "array" else part
        fields.append(
            Field(name, pieces_of(part), name in required, part.get("description", ""), tuple(_fields(inner)))
        )
    if schema.get("type") == "array":
        choices = schema.get("items", {}).get("oneOf", ())
        for choice in choices:
            properties = choice["properties"]
            name = properties["type"]["const"]
            fields.append(
                Field(name, pieces_of(properties["value"]), required=False, description=choice.get("description", ""))
            )
    return fields


def _joined(parts: Sequence[Sequence[Piece]], word: str) -> list[Piece]:
    joined: list[Piece] = []
    for part in parts:
        joined += [Piece(word), *part] if joined else part
    return joined
