"""Tags for lists of pages: children, filters, meetings, page by page."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.apps import apps
from django.core.paginator import Page as Chunk, Paginator
from wagtail.models import Page

from pages import selectors
from pages.listings import Listing, children_for_list, course_listing, internship_listing, video_listing
from pages.models import CourseMeeting
from pages.templatetags.readers import request_in, user_in

register = template.Library()

LISTINGS = {"courses": course_listing, "videos": video_listing, "internships": internship_listing}


@register.simple_tag(takes_context=True)
def readable_children(context: template.Context, page: Page, model: str) -> Sequence[Any]:
    """Return the live children of a type, named as "pages.CoursePage", that this visitor may read."""
    return children_for_list(page, user_in(context), apps.get_model(model))


@register.simple_tag(takes_context=True)
def first_child(context: template.Context, page: Page, model: str) -> Any:
    """Return the first readable child of a type, or None."""
    found = selectors.readable_children(page, user_in(context), apps.get_model(model))
    return found[0] if found else None


@register.simple_tag(takes_context=True)
def listing(context: template.Context, page: Page, kind: str) -> Listing:
    """Return the readable children of an index page after the filters in the address."""
    request = request_in(context)
    query = request.GET if request else None
    return LISTINGS[kind](page, user_in(context), query)


@register.simple_tag(takes_context=True)
def upcoming_meetings(context: template.Context, page: Page, limit: int = 6) -> Sequence[CourseMeeting]:
    """Return the next meetings of readable courses in the language of the page."""
    return selectors.upcoming_meetings(user_in(context), page.locale, limit)


@register.filter
def on_side(rows: Sequence[Any], country: str) -> list[Any]:
    """Return the rows on one side of the border."""
    return [row for row in rows if row.country == country]


@register.filter
def next_meeting(meetings: Iterable[CourseMeeting]) -> CourseMeeting | None:
    """Return the first meeting that is not over."""
    coming = [meeting for meeting in meetings if not meeting.is_over]
    return min(coming, key=lambda meeting: meeting.starts_at, default=None)


@register.filter
def by_date(meetings: Iterable[CourseMeeting]) -> list[CourseMeeting]:
    """Return meetings in order of time."""
    return sorted(meetings, key=lambda meeting: meeting.starts_at)


@register.filter
def meeting_languages(meetings: Iterable[CourseMeeting]) -> list[str]:
    """Return the codes of the languages in which meetings are held, each once."""
    return list(dict.fromkeys(meeting.language_code for meeting in meetings))


@register.simple_tag(takes_context=True)
def page_by_page(context: template.Context, items: Sequence[Any], size: int = 12) -> Chunk[Any]:
    """Return the part of a list that the address asks for."""
    request = request_in(context)
    return Paginator(items, size).get_page(request.GET.get("page") if request else 1)


@register.simple_tag(takes_context=True)
def related_pages(context: template.Context, page: Any) -> Sequence[Page]:
    """Return readable courses and films of the same specialisation."""
    return selectors.related_pages(page, user_in(context))


@register.filter
def newest_first(items: Sequence[Any]) -> list[Any]:
    """Return news in order of date, the latest first."""
    return sorted(items, key=lambda item: item.date, reverse=True)
