"""The small site of the examples: every id, date and name is fixed, so that its answers are the same in each run."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import connection
from PIL import Image as Picture
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Locale, Page, Site
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from media_library.models import Cue, Document, Image, MediaItem, TextTrack, TrackStatus
from pages.models import (
    ArticlePage,
    CourseIndexPage,
    CourseMeeting,
    CoursePage,
    CourseUnit,
    HomePage,
    Menu,
    MenuItem,
    SiteTexts,
    Specialisation,
)
from tests.factories.media import pdf_bytes, restrict
from tests.factories.site_tree import make_article, make_page, restrict_page

Homes = dict[str, HomePage]

PUBLISHED: Final = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
ABOUT, ABOUT_LT, COURSES, COURSES_LT, COURSE, COURSE_LT, CNC, MATERIALS = 101, 102, 110, 111, 112, 113, 114, 121
PICTURE, SAFETY_SHEET, WORKBOOK, FILM = 201, 211, 212, 221
PARTICIPANTS: Final = 301
REDIRECT: Final = 401
SECTION_ID: Final = "0f6c3d9e-5c1e-4a60-9d0f-6b6a0a3f2b11"
DOCUMENT_ID: Final = "3b7e9b52-2a53-4d77-8c39-1f9f0c0f6d22"


def make_documented_site(homes: Homes) -> None:
    """Fill a site with the content of the examples."""
    for home, title in zip(homes.values(), ("Początek", "Pradžia", "Home"), strict=True):
        home.title = home.draft_title = title
        home.first_published_at = home.last_published_at = PUBLISHED
        home.translation_key = UUID(int=1)
        home.save()
    participants = Group.objects.create(id=PARTICIPANTS, name="Course participants")
    _make_files(participants)
    about = make_article(homes["pl"], "O centrum", **_numbered(ABOUT), summary="Kto i po co.")
    _localize(about, {"title": "Apie centrą", "summary": "Kas ir kam.", "slug": "apie-centra"})
    _make_courses(homes)
    materials = make_article(homes["pl"], "Materiały dla uczestników", **_numbered(MATERIALS))
    restrict_page(materials, participants)
    Redirect.objects.create(id=REDIRECT, old_path="/pl/tig", redirect_page=Page.objects.get(pk=COURSE))
    _make_frame(homes, about)


def _make_files(participants: Group) -> None:
    closed = Collection.get_first_root_node().add_child(name="For participants")
    restrict(closed, [participants])
    Image.objects.create(
        id=PICTURE,
        title="Spawacz przy pracy",
        alt_text="Spawacz w przyłbicy prowadzi palnik TIG",
        credit="Jan Nowak",
        file=ContentFile(_picture(), name="welder.gif"),
    )
    Document.objects.create(
        id=SAFETY_SHEET, title="Karta bezpieczeństwa", language_code="pl", file=_pdf("safety-sheet.pdf")
    )
    Document.objects.create(
        id=WORKBOOK, title="Zeszyt ćwiczeń", language_code="pl", file=_pdf("workbook.pdf"), collection=closed
    )
    film = MediaItem.objects.create(
        id=FILM,
        title="Zajarzenie łuku",
        type="video",
        duration=73,
        language_code="pl",
        file=ContentFile(b"0123456789", name="arc.mp4"),
    )
    track = TextTrack.objects.create(id=FILM, media=film, language_code="pl", status=TrackStatus.REVIEWED)
    Cue.objects.create(track=track, number=1, start_ms=0, end_ms=2000, text="Włączamy łuk.")


def _make_courses(homes: Homes) -> None:
    trade = Specialisation.objects.create(
        id=1, name="Spawanie", code="welding", mark="welding", locale=homes["pl"].locale
    )
    polish = make_page(CourseIndexPage, homes["pl"], "Kursy", **_numbered(COURSES))
    lithuanian = _translate(polish, homes["lt"], COURSES_LT, "Kursai")
    text = (
        f'<p>Kurs prowadzi <a linktype="page" id="{ABOUT}">centrum</a>. Przed zajęciami przeczytaj '
        f'<a linktype="document" id="{SAFETY_SHEET}">kartę bezpieczeństwa</a>.</p>'
    )
    tig: Any = make_page(
        CoursePage,
        polish,
        "Spawanie TIG",
        **_numbered(COURSE),
        summary="Łuk, gaz i ręka: trzy dni przy stanowisku.",
        image=Image.objects.get(pk=PICTURE),
        specialisation=trade,
        hours=24,
        body=[
            {"type": "rich_text", "value": text, "id": SECTION_ID},
            {"type": "document", "value": {"document": WORKBOOK, "title": ""}, "id": DOCUMENT_ID},
        ],
    )
    CourseUnit.objects.create(id=1, page=tig, title="Przygotowanie złącza", hours=8, locale=tig.locale)
    body = [{"type": "quote", "value": {"text": "Ranka mato.", "source": "Jonas Petraitis"}, "id": SECTION_ID}]
    lt = _translate(
        tig, lithuanian, COURSE_LT, "TIG suvirinimas", summary="Lankas, dujos ir ranka.", hours=24, body=body
    )
    for number, course in enumerate((tig, lt), start=1):
        _add_meeting(course, number)
        course.save()
    make_page(CoursePage, polish, "Programowanie CNC", **_numbered(CNC), level="advanced", hours=40)


def _add_meeting(course: CoursePage, number: int) -> None:
    CourseMeeting.objects.create(
        id=number,
        page=course,
        starts_at=datetime(2026, 5, 4, 6, 0, tzinfo=UTC),
        ends_at=datetime(2026, 5, 4, 12, 0, tzinfo=UTC),
        town="Suwałki",
        place="Hala szkoleniowa, ul. Przemysłowa 1",
        seats_taken=3,
        locale=course.locale,
    )


def _make_frame(homes: Homes, about: ArticlePage) -> None:
    site = Site.objects.get(is_default_site=True)
    menu = Menu.objects.create(id=1, site=site, locale=homes["pl"].locale, slot="main")
    MenuItem.objects.create(menu=menu, page=Page.objects.get(pk=COURSES), sort_order=0)
    MenuItem.objects.create(menu=menu, page=about, sort_order=1)
    SiteTexts.objects.create(
        site=site,
        locale=homes["pl"].locale,
        funding_line="Współfinansowane przez Unię Europejską",
        funding_statement="<p>Program Interreg Litwa–Polska.</p>",
        footer="<p>Multimedialne Centrum Kompetencji</p>",
        contact_name="Biuro projektu",
        contact_email="biuro@example.org",
        privacy_page=about,
    )


def _translate(page: Any, parent: Page, pk: int, title: str, **fields: Any) -> Any:
    copy = type(page)(
        **{**_numbered(pk), "translation_key": page.translation_key},
        title=title,
        locale=parent.locale,
        **fields,
    )
    return Page.objects.get(pk=parent.pk).add_child(instance=copy)


def _localize(page: ArticlePage, texts: Mapping[str, str]) -> None:
    """Translate a page as an editor does, text by text."""
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="lt"))
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        StringTranslation.objects.create(
            translation_of=segment.string,
            context=segment.context,
            locale=translation.target_locale,
            data=texts[segment.context.path],
        )
    _numbered(ABOUT_LT)
    translation.save_target(publish=True)


def _numbered(pk: int) -> dict[str, Any]:
    """Let the next page have this id, which is above all others: a new page takes none that it is given."""
    table = Page._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [pk - 1, table])
    return {"first_published_at": PUBLISHED, "translation_key": UUID(int=pk)}


def _picture() -> bytes:
    # No PNG: each build of the library that packs it packs it in another way, and addresses follow from the bytes.
    output = io.BytesIO()
    Picture.new("P", (800, 600)).save(output, "GIF")
    return output.getvalue()


def _pdf(name: str) -> ContentFile:
    return ContentFile(pdf_bytes([["Strona pierwsza"]]), name=name)
