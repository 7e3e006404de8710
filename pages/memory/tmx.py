"""Reading of TMX, the format in which translation memories are exchanged (LISA TMX 1.4b)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import IO, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

_LANGUAGE: Final = ("{http://www.w3.org/XML/1998/namespace}lang", "lang")
# Codes of formatting, which are no text; `hi` and `sub` hold text.
_CODES: Final = frozenset({"bpt", "ept", "it", "ph", "ut"})

Texts = Mapping[str, str]


class TmxError(Exception):
    """A file that is no TMX, with the place in it."""


def read_tmx(file: IO[bytes], language_codes: Collection[str]) -> Iterator[Texts]:
    """Yield the segments of a file, one after another however many they are: texts by those of these languages there.

    A segment in fewer than two of them is yielded too, with what it has.
    """
    number = 0
    root: Element | None = None
    try:
        for event, element in iterparse(file, events=("start", "end")):
            if root is None:
                root = _root(element)
            elif event == "end" and element.tag == "tu":
                number += 1
                yield _texts(element, number, language_codes)
                # What was read is forgotten, or a large file would be in memory in the end.
                root.clear()
                for part in root:
                    part.clear()
    except ParseError as error:
        line, column = error.position
        message = (
            f"Line {line}, column {column + 1}, after segment {number}: this is not well-formed XML ({error.msg})."
        )
        raise TmxError(message) from error
    except DefusedXmlException as error:
        message = f"After segment {number}: entities and references to other files are not read ({error})."
        raise TmxError(message) from error
    except (LookupError, ValueError) as error:
        # The parser reads UTF-8 and UTF-16 itself, and of other encodings only those that Python has with a byte a letter.
        message = f"Line 1: the encoding that the file names is not known ({error}); save it as UTF-8."
        raise TmxError(message) from error


def _root(element: Element) -> Element:
    if element.tag != "tmx":
        message = f"Line 1: this is no TMX; its first element is <{element.tag}>, not <tmx>."
        raise TmxError(message)
    return element


def _texts(unit: Element, number: int, language_codes: Collection[str]) -> Texts:
    texts: dict[str, str] = {}
    for variant in unit.iter("tuv"):
        language = next((found for name in _LANGUAGE if (found := variant.get(name))), None)
        if language is None:
            message = f"Segment {number}: a <tuv> has no xml:lang."
            raise TmxError(message)
        segment = variant.find("seg")
        if segment is None:
            message = f"Segment {number}: a <tuv> has no <seg>."
            raise TmxError(message)
        code = _code(language, language_codes)
        text = " ".join("".join(_text(segment)).split())
        if code and text:
            texts[code] = text
    return texts


def _code(language: str, language_codes: Collection[str]) -> str | None:
    """Return which of the codes a language is, also where it is given with a country (`PL-pl`)."""
    wanted = language.lower().replace("_", "-")
    by_code = {code.lower(): code for code in language_codes}
    return by_code.get(wanted) or by_code.get(wanted.partition("-")[0])


def _text(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in _CODES:
            yield from _text(child)
        yield child.tail or ""
