"""Lists of pages with filters that are plain query parameters."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.models import CompanyPage, CoursePage, InternshipPage, StrategyDocumentPage, VideoPage
from pages.selectors import Visitor, readable_children

Values = Callable[[Any], Iterable[tuple[str, str]]]

#: What an entry of a list shows besides the page itself, read once for the whole list.
SHOWN_IN_LISTS: Mapping[type[Page], tuple[str, ...]] = {
    CoursePage: ("specialisation", "meetings"),
    VideoPage: ("specialisation", "video__poster", "video__tracks"),
    StrategyDocumentPage: ("file",),
    CompanyPage: ("specialisations__specialisation",),
}


@dataclass(frozen=True)
class FilterOption:
    """One value of a filter and how many pages it would leave."""

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class FilterGroup:
    """A filter: its query parameter, its label and its values."""

    name: str
    label: str
    options: Sequence[FilterOption]


@dataclass(frozen=True)
class Listing:
    """The pages that are left, and the filters as they stand."""

    pages: Sequence[Any]
    filters: Sequence[FilterGroup]
    total: int

    @property
    def chosen(self) -> list[tuple[FilterGroup, FilterOption]]:
        """The filter values in force."""
        return [(group, option) for group in self.filters for option in group.options if option.is_chosen]


@dataclass(frozen=True)
class _Filter:
    name: str
    label: str
    values: Values

    def chosen_in(self, query: QueryDict | None) -> frozenset[str]:
        return frozenset(query.getlist(self.name) if query else ())

    def keeps(self, page: Any, chosen: frozenset[str]) -> bool:
        return not chosen or any(value in chosen for value, _label in self.values(page))


def children_for_list(page: Page, user: Visitor, model: type[Any]) -> list[Any]:
    """Return the readable children of a type with all that their entries in a list show."""
    children = readable_children(page, user, model)
    prefetch_related_objects(children, *SHOWN_IN_LISTS.get(model, ()))
    return children


def course_listing(page: Page, user: Visitor, query: QueryDict | None) -> Listing:
    """Return courses by specialisation, level and the countries of their meetings."""
    filters = [
        _Filter("specialisation", _("Specialisation"), _specialisation),
        _Filter("level", _("Level"), lambda course: [(course.level, course.get_level_display())]),
        _Filter("country", _("Meetings"), _countries_of_meetings),
    ]
    return _listing(children_for_list(page, user, CoursePage), filters, query)


def video_listing(page: Page, user: Visitor, query: QueryDict | None) -> Listing:
    """Return films by specialisation."""
    filters = [_Filter("specialisation", _("Specialisation"), _specialisation)]
    return _listing(children_for_list(page, user, VideoPage), filters, query)


def internship_listing(page: Page, user: Visitor, query: QueryDict | None) -> Listing:
    """Return internships by the side of the border."""
    filters = [_Filter("country", _("Country"), lambda offer: [(offer.country, offer.get_country_display())])]
    return _listing(children_for_list(page, user, InternshipPage), filters, query)


def _listing(pages: Sequence[Any], filters: Sequence[_Filter], query: QueryDict | None) -> Listing:
    chosen = {entry.name: entry.chosen_in(query) for entry in filters}
    left = [page for page in pages if all(entry.keeps(page, chosen[entry.name]) for entry in filters)]
    groups = [_group(entry, pages, filters, chosen) for entry in filters]
    return Listing(left, [group for group in groups if group.options], len(pages))


def _group(
    own: _Filter, pages: Sequence[Any], filters: Sequence[_Filter], chosen: dict[str, frozenset[str]]
) -> FilterGroup:
    """Count each value under the other filters, so that a count is what choosing the value gives."""
    others = [entry for entry in filters if entry is not own]
    labels: dict[str, str] = {}
    counts: dict[str, int] = {}
    for page in pages:
        kept = all(entry.keeps(page, chosen[entry.name]) for entry in others)
        for value, label in dict(own.values(page)).items():
            labels.setdefault(value, label)
            counts[value] = counts.get(value, 0) + int(kept)
    options = [FilterOption(value, label, counts[value], value in chosen[own.name]) for value, label in labels.items()]
    return FilterGroup(own.name, own.label, options)


def _specialisation(page: Any) -> list[tuple[str, str]]:
    subject = page.specialisation
    return [(subject.code, subject.name)] if subject else []


def _countries_of_meetings(course: CoursePage) -> list[tuple[str, str]]:
    names = {"pl": _("In Poland"), "lt": _("In Lithuania")}
    return [(meeting.country, names[meeting.country]) for meeting in course.meetings.all()]
