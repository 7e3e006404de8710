"""Puts a catalogue of courses into an empty database, published: `python -m tests.benchmarks.load_catalogue 2000`.

DATABASE_URL and DATA_DIR name where. Rows are made in bulk, since it takes an editor's way a tenth of a second to
save a page; what readers see of them is then written as after a restore.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
django.setup()

from django.core.management import call_command  # noqa: E402 - after the set-up
from django.db import transaction  # noqa: E402
from django.db.models import F  # noqa: E402
from django.utils import translation  # noqa: E402
from wagtail.models import Page  # noqa: E402

from pages.models import CourseIndexPage, CoursePage, CourseUnit, Specialisation  # noqa: E402
from tests.benchmarks.catalogue import Course, category_count, courses  # noqa: E402
from tests.factories.bulk_pages import insert_pages, live_child  # noqa: E402
from tests.factories.site_tree import make_homes, make_page  # noqa: E402

COURSES_IN_A_TRANSACTION: Final = 500
LISTS: Final = {"pl": "Kursy", "lt": "Kursai"}


def load(size: int) -> None:
    """Make tables and courses, and publish them."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        homes = make_homes()
        lists = {code: make_page(CourseIndexPage, homes[code], title) for code, title in LISTS.items()}
        polish = homes["pl"].locale
        categories = [
            Specialisation.objects.create(name=f"Kategoria {number:03d}", code=f"k-{number:03d}", locale=polish)
            for number in range(category_count(size))
        ]
    remaining = courses(size)
    while batch := list(islice(remaining, COURSES_IN_A_TRANSACTION)):
        with transaction.atomic():
            make_courses(batch, lists, categories)
    for command in (["publications", "rebuild"], ["search", "build_dictionaries"], ["search", "catch_up"]):
        call_command(*command)


def make_courses(
    batch: Sequence[Course], lists: Mapping[str, CourseIndexPage], categories: Sequence[Specialisation]
) -> None:
    """Insert live courses, in the order of the batch."""
    pages = [_page(course, lists[course.language_code], categories[course.category]) for course in batch]
    insert_pages(CoursePage, pages)
    CourseUnit.objects.bulk_create(
        CourseUnit(page=page, title=title, locale=page.locale, hours=2, sort_order=order)
        for page, course in zip(pages, batch, strict=True)
        for order, title in enumerate(course.units)
    )
    for code, parent in lists.items():
        added = sum(course.language_code == code for course in batch)
        Page.objects.filter(pk=parent.pk).update(numchild=F("numchild") + added)


def _page(course: Course, parent: CourseIndexPage, category: Specialisation) -> CoursePage:
    return live_child(
        CoursePage,
        parent,
        course.number // len(LISTS) + 1,
        f"kurs-{course.number:05d}",
        course.title,
        summary=course.summary,
        specialisation=category,
        body=[("rich_text", course.text)],
    )


if __name__ == "__main__":
    with translation.override("pl"):
        load(int(sys.argv[1]))
