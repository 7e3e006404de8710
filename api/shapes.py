"""The forms of the answers that are not publications; the description of the API is made from these types."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from pages.publications.shapes import ImageReference, ObjectMeta, PageLink


class Total(TypedDict):
    """How many objects there are, of which a listing shows a part."""

    total_count: int


class QueryProblem(TypedDict):
    """A mistake in a search text: at which character, from 0, and what it is, in the language of the documents."""

    position: int
    message: str


class Problem(TypedDict):
    """An error, as RFC 9457 describes it; `message` is what clients of Wagtail's own API read."""

    type: str
    title: str
    status: int
    detail: str
    message: str
    #: Of a search text alone.
    problems: NotRequired[list[QueryProblem]]


class SiteLocale(TypedDict):
    """A language of the site."""

    code: str
    name: str
    names: dict[str, str]
    is_default: bool
    home: PageLink | None


class SiteLocales(TypedDict):
    """The languages in the order of the site."""

    meta: Total
    items: list[SiteLocale]


class LocaleMeta(TypedDict):
    """The language that was asked for, and the one that was found."""

    locale: str
    requested_locale: str


class MenuEntry(TypedDict):
    """An entry of a menu, with the pages below it that are shown in menus."""

    label: str
    url: str
    page: PageLink | None
    children: list[MenuEntry]


class Navigation(TypedDict):
    """The menus of the site in one language."""

    meta: LocaleMeta
    main: list[MenuEntry]
    footer: list[MenuEntry]


class Funding(TypedDict):
    """Whose money the project is made with: an outside front end must show it."""

    emblem: ImageReference | None
    line: str
    statement: str


class Contact(TypedDict):
    """How to reach the organisers."""

    name: str
    address: str
    email: str
    phone: str


class Settings(TypedDict):
    """The texts around the pages, in one language."""

    funding: Funding
    footer: str
    contact: Contact
    accessibility_page: PageLink | None
    privacy_page: PageLink | None


class SiteSettings(Settings):
    """The texts around the pages, and their language."""

    meta: LocaleMeta


class Redirect(TypedDict):
    """An old address and where it leads."""

    id: int
    meta: ObjectMeta
    old_path: str
    site: str | None
    location: str
    is_permanent: bool
    page: PageLink | None


class Redirects(TypedDict):
    """A part of the redirects."""

    meta: Total
    items: list[Redirect]


class SuggestionsMeta(TypedDict):
    """How many are suggested, and the language that comes first."""

    total_count: int
    locale: str


class Suggestion(TypedDict):
    """A page by its title, or a term to search for; `html` is the text with what was typed in `<mark>`.

    The id of a term is that of its versions in all languages; type and detail are of pages only.
    """

    kind: Literal["page", "term"]
    id: int | str
    locale: str
    text: str
    html: str
    html_url: str
    type: str | None
    detail_url: str | None


class Suggestions(TypedDict):
    """What is suggested for what has been typed, best first."""

    meta: SuggestionsMeta
    items: list[Suggestion]


class ChangesMeta(TypedDict):
    """Where to go on, and whether there is more at once."""

    next_cursor: str
    more: bool
