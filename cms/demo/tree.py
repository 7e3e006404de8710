"""The Polish page tree of the demo."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps
from wagtail.models import Page

from cms.demo.library import Library
from cms.demo.streams import References, chapters, stream
from cms.demo.texts import SOURCE_LANGUAGE, PageEntry, one_line
from pages.models import CourseMeeting, HomePage, Partner, Specialisation
from pages.terms.models import Term

#: Section page under which the pages of a folder stand; the others stand below the front page.
SECTIONS = {
    "courses": "courses",
    "videos": "videos",
    "documents": "documents",
    "internships": "internships",
    "news": "news",
    "clusters": "clusters",
}
#: Folders in the order in which their pages are made, as the menu has them.
FOLDERS = (
    "home",
    "sections",
    "courses",
    "videos",
    "documents",
    "internships",
    "clusters",
    "news",
    "project",
    "articles",
)

PLAIN_FACTS = (
    "title",
    "slug",
    "summary",
    "date",
    "audience",
    "level",
    "hours",
    "host",
    "country",
    "town",
    "places",
    "starts_on",
    "ends_on",
    "period_start",
    "period_end",
    "policy_level",
    "status",
    "adopted_on",
    "speaker",
    "recorded_on",
    "founded_year",
    "website",
    "address",
    "email",
    "phone",
    "employees",
    "is_example",
    "programme",
    "funding",
)
RICH_TEXTS = ("learning_outcomes", "requirements")


@dataclass(frozen=True)
class Stock:
    """What pages of the demo refer to."""

    library: Library
    specialisations: Mapping[str, Specialisation]
    partners: Mapping[str, Partner]
    terms: Mapping[str, Term]


def build_tree(home: HomePage, entries: Iterable[PageEntry], stock: Stock) -> dict[str, Page]:
    """Make the Polish pages below the front page and publish them; returns them by key.

    Every page is made before any is filled, since their texts refer to each other.
    """
    ordered = sorted(entries, key=_place)
    pages: dict[str, Page] = {}
    for entry in ordered:
        pages[entry.key] = home if entry.folder == "home" else _make(entry, pages, home, stock)
    references = References(
        pages={key: page.pk for key, page in pages.items()},
        documents=stock.library.document_ids(SOURCE_LANGUAGE),
        videos={key: video.pk for key, video in stock.library.videos.items()},
        terms={key: term.pk for key, term in stock.terms.items()},
    )
    for entry in ordered:
        # Fresh from the database: the children made meanwhile changed what the tree knows of it.
        page = type(pages[entry.key]).objects.get(pk=pages[entry.key].pk)
        _fill(page, entry, references, pages)
        page.save_revision().publish()
        # As published: in the object in hand the rows of meetings and the like have no keys yet.
        pages[entry.key] = type(page).objects.get(pk=page.pk)
    return pages


def _place(entry: PageEntry) -> tuple[int, bool, str]:
    # Clusters before their companies.
    return FOLDERS.index(entry.folder), entry.type_name == "CompanyPage", entry.key


def _make(entry: PageEntry, pages: Mapping[str, Page], home: HomePage, stock: Stock) -> Page:
    facts = entry.facts
    model = apps.get_model("pages", entry.type_name)
    page = model(live=False, locale=home.locale, search_description=facts.get("seo_description", ""))
    for name in PLAIN_FACTS:
        if name in facts:
            setattr(page, name, facts[name])
    for name in RICH_TEXTS:
        if name in facts:
            setattr(page, name, one_line(facts[name]))
    _set_stock(page, entry, stock)
    parent = facts.get("parent") or SECTIONS.get(entry.folder, "home")
    pages[parent].add_child(instance=page)
    return page


def _set_stock(page: Page, entry: PageEntry, stock: Stock) -> None:
    facts = entry.facts
    if "specialisation" in facts:
        page.specialisation = stock.specialisations[facts["specialisation"]]
    if "lead_partner" in facts:
        page.lead_partner = stock.partners[facts["lead_partner"]]
    if "pdf" in facts:
        page.file = stock.library.documents[facts["pdf"], SOURCE_LANGUAGE]
    if entry.folder == "videos":
        page.video = stock.library.videos[entry.key]
        page.image = page.video.poster
        page.chapters = [
            _row(page, "chapters", start_seconds=row["start"], title=row["title"]) for row in facts["chapters"]
        ]
    if entry.key in stock.library.images:
        page.image = stock.library.images[entry.key]
    _set_rows(page, facts, stock)


def _set_rows(page: Page, facts: Mapping[str, Any], stock: Stock) -> None:
    for name in ("units", "aims", "figures"):
        if name in facts:
            setattr(page, name, [_row(page, name, **row) for row in facts[name]])
    if "partners" in facts:
        page.partners = [
            _row(page, "partners", partner=stock.partners[row["partner"]], role=row["role"])
            for row in facts["partners"]
        ]
    if "specialisations" in facts:
        page.specialisations = [
            _row(page, "specialisations", specialisation=stock.specialisations[code])
            for code in facts["specialisations"]
        ]


def _row(page: Page, relation: str, **values: Any) -> Any:
    model = page._meta.get_field(relation).related_model
    return model(locale=page.locale, **values)


def _fill(page: Page, entry: PageEntry, references: References, pages: Mapping[str, Page]) -> None:
    facts = entry.facts
    if entry.folder == "home":
        page.title, page.summary = facts["title"], facts["summary"]
        page.search_description = facts["seo_description"]
    if "body" in facts:
        page.body = stream(entry.key, facts["body"], references)
    if entry.folder == "documents":
        page.chapters = chapters(entry.key, facts["chapters"])
        page.cluster = pages[facts["cluster"]]
    if "company" in facts:
        page.company = pages[facts["company"]]
    if "meetings" in facts:
        page.meetings = [_meeting(page, entry.key, row, references) for row in facts["meetings"]]


def _meeting(page: Page, key: str, row: Mapping[str, Any], references: References) -> CourseMeeting:
    values = {name: value for name, value in row.items() if name not in {"starts_at", "ends_at", "materials"}}
    meeting = CourseMeeting(locale=page.locale, **values)
    zone = ZoneInfo(CourseMeeting.TIME_ZONES[meeting.country])
    meeting.starts_at = datetime.fromisoformat(row["starts_at"]).replace(tzinfo=zone)
    meeting.ends_at = datetime.fromisoformat(row["ends_at"]).replace(tzinfo=zone)
    meeting.materials = stream(f"{key}/{row['starts_at']}", row.get("materials", []), references)
    return meeting
