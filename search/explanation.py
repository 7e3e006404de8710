"""What the results page tells of the words that were added to a search."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext_lazy as _

from search.cognates import COGNATE
from search.expansion import SYNONYM, TERMBASE
from search.memory import MEMORY
from search.results import Expansion

SOURCE_LABELS = {
    TERMBASE: _("from the termbase"),
    SYNONYM: _("a synonym"),
    MEMORY: _("from translations"),
    COGNATE: _("sounds alike"),
}
# A whole sentence is not explained word by word.
MOST_SHOWN = 6


@dataclass(frozen=True, slots=True)
class ShownExpansion:
    """Words typed and what was searched for besides them."""

    typed: str
    added: str
    language_code: str
    source_label: str


def shown_expansions(expansions: Iterable[Expansion], language_code: str) -> tuple[ShownExpansion, ...]:
    """Return what was added in one language, one line for what was typed and where the rest is known from."""
    lines: dict[tuple[str, str], list[str]] = {}
    for expansion in expansions:
        if expansion.language_code == language_code:
            lines.setdefault((expansion.typed, expansion.source), []).append(expansion.added)
    return tuple(
        ShownExpansion(typed, ", ".join(added), language_code, str(SOURCE_LABELS.get(source, source)))
        for (typed, source), added in islice(lines.items(), MOST_SHOWN)
    )
