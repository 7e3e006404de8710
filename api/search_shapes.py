"""The forms in which a search is answered; the description of the API is made from these types."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

PlaceKind = Literal["section", "pdf_page", "cue"]


class FacetValue(TypedDict):
    """A value of a facet, and how many of the pages found have it under all other filters."""

    key: str
    label: str
    count: int


#: `from` is no name that a class may give.
SearchExpansion = TypedDict("SearchExpansion", {"from": str, "to": str, "locale": str, "source": str})
SearchExpansion.__doc__ = "Words typed, what was searched for besides them in a language, and from where that is known."


class FoundPassage(TypedDict):
    """A place in a page that answers the query; `html` is text in which the words found stand in `mark`."""

    kind: PlaceKind
    heading: str
    anchor: str
    url: str
    html: str
