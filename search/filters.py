"""The filters of the results page: the values of the facets, with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from wagtail.coreutils import get_content_languages

from search.chosen_values import Labels
from search.documents import DATE_FACET
from search.labels import FACET_LEGENDS, value_label
from search.languages import LANGUAGE_FACET
from search.results import FacetCounts


@dataclass(frozen=True, slots=True)
class ShownOption:
    """A value of a filter with its count."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownFilter:
    """A filter: the values of one facet."""

    name: str
    label: str
    options: tuple[ShownOption, ...]

    def narrows(self, total: int) -> bool:
        """Say whether it is of use: one value that all pages found have leaves none out."""
        return len(self.options) > 1 or any(option.is_chosen or option.count != total for option in self.options)


def shown_filter(name: str, counted: FacetCounts | None, chosen: Sequence[str], labels: Labels) -> ShownFilter:
    """Return the filter of a facet with what was counted and what is chosen, which may not have been."""
    values = counted.values if counted else ()
    options = [
        ShownOption(value.key, value_label(name, value.key, value.labels), value.count, value.key in chosen)
        for value in values
    ]
    if name == DATE_FACET:
        options.sort(key=lambda option: option.value, reverse=True)
    if name == LANGUAGE_FACET:
        codes = list(get_content_languages())
        options.sort(key=lambda option: codes.index(option.value) if option.value in codes else len(codes))
    # A chosen value that nothing has any more stays, so that it can be taken back.
    counted_keys = {value.key for value in values}
    options += [
        ShownOption(key, value_label(name, key, labels.get((name, key), {})), 0, is_chosen=True)
        for key in chosen
        if key not in counted_keys
    ]
    return ShownFilter(name, capfirst(str(FACET_LEGENDS[name])), tuple(options))
