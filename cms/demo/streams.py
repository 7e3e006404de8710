"""From the blocks of a demo text to the raw value of a StreamField."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from cms.demo.texts import one_line

NUMBER = re.compile(r"[\d\s,.–%×/±-]*\d[\d\s,.–%×/±-]*\Z")

Raw = dict[str, Any]


@dataclass(frozen=True)
class References:
    """Primary keys of what blocks refer to, by the key of the demo text."""

    pages: Mapping[str, int]
    documents: Mapping[str, int]
    videos: Mapping[str, int]
    terms: Mapping[str, int]


def stream(key: str, blocks: Sequence[Raw], references: References) -> list[Raw]:
    """Return the raw value of a stream; ids are the same in every run."""
    return [
        {
            "type": block["type"],
            "value": _value(f"{key}/{number}", block, references),
            "id": _id(f"{key}/{number}"),
        }
        for number, block in enumerate(blocks)
    ]


def chapters(key: str, rows: Sequence[Raw]) -> list[Raw]:
    """Return the raw value of the chapters of a strategy document."""
    return [
        {
            "type": "chapter",
            "id": _id(f"{key}/{number}"),
            "value": {
                "title": row["title"],
                "content": [{"type": "rich_text", "value": one_line(row["html"]), "id": _id(f"{key}/{number}/text")}],
            },
        }
        for number, row in enumerate(rows)
    ]


def _id(path: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"demo:{path}"))


def _items(path: str, values: Sequence[Any]) -> list[Raw]:
    return [{"type": "item", "value": value, "id": _id(f"{path}/{n}")} for n, value in enumerate(values)]


def _value(path: str, block: Raw, references: References) -> Any:
    return _BUILDERS[block["type"]](path, block, references)


def _rich_text(_path: str, block: Raw, _references: References) -> str:
    return one_line(block["html"])


def _quote(_path: str, block: Raw, _references: References) -> Raw:
    return {"text": block["text"], "source": block.get("source", "")}


def _call_out(_path: str, block: Raw, _references: References) -> Raw:
    return {
        "kind": block.get("kind", "note"),
        "title": block.get("title", ""),
        "text": one_line(block["text"]),
    }


def _steps(path: str, block: Raw, _references: References) -> Raw:
    return {"title": block.get("title", ""), "items": _items(path, block["items"])}


def _accordion(path: str, block: Raw, _references: References) -> Raw:
    items = [{"title": item["title"], "text": one_line(item["text"])} for item in block["items"]]
    return {"items": _items(path, items)}


def _table(_path: str, block: Raw, _references: References) -> Raw:
    columns = list(zip(*block["rows"], strict=True))
    kinds = ["number" if all(NUMBER.match(cell) for cell in cells) else "text" for cells in columns]
    return {
        "caption": block.get("caption", ""),
        "columns": [{"type": kind, "heading": heading} for kind, heading in zip(kinds, block["header"], strict=True)],
        "rows": [{"values": list(row)} for row in block["rows"]],
    }


def _video(_path: str, block: Raw, references: References) -> Raw:
    return {"video": references.videos[block["video"]], "caption": block.get("caption", "")}


def _document(_path: str, block: Raw, references: References) -> Raw:
    return {"document": references.documents[block["document"]], "title": block.get("title", "")}


def _file_list(path: str, block: Raw, references: References) -> Raw:
    items = [_document("", item, references) for item in block["items"]]
    return {"title": block.get("title", ""), "items": _items(path, items)}


def _page_cards(path: str, block: Raw, references: References) -> Raw:
    pages = [references.pages[key] for key in block["pages"]]
    return {"title": block.get("title", ""), "pages": _items(path, pages)}


def _glossary_term(path: str, block: Raw, references: References) -> Raw:
    return {"terms": _items(path, [references.terms[key] for key in block["terms"]])}


_BUILDERS: Mapping[str, Callable[[str, Raw, References], Any]] = {
    "rich_text": _rich_text,
    "quote": _quote,
    "call_out": _call_out,
    "steps": _steps,
    "accordion": _accordion,
    "table": _table,
    "video": _video,
    "document": _document,
    "file_list": _file_list,
    "page_cards": _page_cards,
    "glossary_term": _glossary_term,
}
