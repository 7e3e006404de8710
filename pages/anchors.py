"""Fragments by which headings of a page are linked."""

from pages.slugs import ascii_slug

#: Ids that the page templates give to their own sections and controls; a heading with such a text gets a number.
RESERVED = frozenset(
    {
        *("main", "menu", "filters", "q", "co-funding"),
        *("aims", "funding", "learning_outcomes", "programme", "requirements", "units"),
        *("companies", "contents", "documents", "file", "internships", "meetings", "partners"),
        *("specialisations", "transcript"),
    }
)


class Anchors:
    """Gives every heading of one page an id of its own, in reading order.

    The page as shown and its passages for search walk the same headings, so they agree on the ids.
    """

    def __init__(self) -> None:
        self._claimed: set[str] = set(RESERVED)

    def claim(self, heading: str) -> str:
        """Return the id of the next heading with this text."""
        stem = ascii_slug(heading)[:60] or "h"
        name, number = stem, 1
        while name in self._claimed:
            number += 1
            name = f"{stem}-{number}"
        self._claimed.add(name)
        return name
