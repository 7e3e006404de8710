"""Schemas of what stream fields hold, from their blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

from api.schema.components import (
    ANYTHING,
    INTEGER,
    STRING,
    Components,
    Schema,
    choice_of,
    constant,
    list_of,
    nullable,
    record,
)

#: The first class that a block is an instance of decides.
SIMPLE: Final[Mapping[type[blocks.Block], Schema]] = {
    blocks.BooleanBlock: {"type": "boolean"},
    blocks.IntegerBlock: INTEGER,
    blocks.FloatBlock: {"type": "number"},
    blocks.DecimalBlock: STRING,
    blocks.DateBlock: {"type": "string", "format": "date"},
    blocks.TimeBlock: STRING,
    blocks.DateTimeBlock: {"type": "string", "format": "date-time"},
    blocks.RichTextBlock: STRING,
    blocks.RawHTMLBlock: STRING,
    blocks.CharBlock: STRING,
    blocks.TextBlock: STRING,
    blocks.RegexBlock: STRING,
    blocks.EmailBlock: STRING,
    blocks.URLBlock: STRING,
    blocks.ChooserBlock: INTEGER,
}


def stream_schema(block: blocks.Block, components: Components) -> Schema:
    """Return the schema of a block's value."""
    declared = components.returned_by(block.get_api_representation)
    if declared is not None:
        return declared
    for kind, make in _COMPOUND.items():
        if isinstance(block, kind):
            return components.named(type(block).__name__, partial(make, block, components))
    if isinstance(block, blocks.ListBlock):
        return list_of(stream_schema(block.child_block, components))
    if isinstance(block, blocks.ChoiceBlock):
        return _choice(block)
    return next((schema for kind, schema in SIMPLE.items() if isinstance(block, kind)), ANYTHING)


def _struct(block: Any, components: Components) -> Schema:
    properties = {
        name: _of_child(child, stream_schema(child, components)) for name, child in block.child_blocks.items()
    }
    return record(properties, description=_description(block))


def _of_child(child: blocks.Block, schema: Schema) -> Schema:
    # What an editor need not choose is null; text that is left out is empty, and so is a list.
    may_be_empty = schema.get("type") == "array" or (schema.get("type") == "string" and "format" not in schema)
    return schema if may_be_empty or getattr(child, "required", True) else nullable(schema)


def _stream(block: Any, components: Components) -> Schema:
    choices = [
        record(
            {
                "type": constant(name),
                "value": stream_schema(child, components),
                "id": nullable({"type": "string"}),
            },
            description=str(getattr(child.meta, "description", "") or ""),
        )
        for name, child in block.child_blocks.items()
    ]
    return {"description": _description(block), "type": "array", "items": {"oneOf": choices}}


def _table(block: Any, components: Components) -> Schema:
    columns = record({"type": choice_of(block.child_blocks), "heading": STRING})
    values = [stream_schema(child, components) for child in block.child_blocks.values()]
    unique = [schema for number, schema in enumerate(values) if schema not in values[:number]]
    rows = record({"values": list_of(unique[0] if len(unique) == 1 else {"anyOf": unique})})
    return record(
        {"columns": list_of(columns), "rows": list_of(rows), "caption": nullable(STRING)},
        description=_description(block),
    )


def _choice(block: blocks.ChoiceBlock) -> Schema:
    choices = list(block.field.choices)
    keys = [key for key, label in choices if not isinstance(label, (list, tuple))]
    return choice_of(keys) if len(keys) == len(choices) else STRING


_COMPOUND: Final[Mapping[type[blocks.Block], Callable[[Any, Components], Schema]]] = {
    BaseTypedTableBlock: _table,
    blocks.BaseStreamBlock: _stream,
    blocks.BaseStructBlock: _struct,
}


def _description(block: blocks.Block) -> str:
    return (type(block).__doc__ or "").strip().partition("\n")[0]
