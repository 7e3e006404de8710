"""Puts a catalogue of courses into an empty database, published: `python -m tests.benchmarks.load_catalogue 2000`.

DATABASE_URL and DATA_DIR name where.
"""

import os
import sys
from collections.abc import Sequence
from itertools import islice
from typing import Final

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
django.setup()

from django.core.management import call_command  # noqa: E402 - after the set-up
from django.db import transaction  # noqa: E402
from django.utils import translation  # noqa: E402

from pages.models import CourseIndexPage, CoursePage, CourseUnit, Specialisation  # noqa: E402
from tests.benchmarks.catalogue import Course, category_count, courses  # noqa: E402
from tests.factories.site_tree import make_homes, make_page  # noqa: E402

COURSES_IN_A_TRANSACTION: Final = 25


def load(size: int) -> None:
    """Make tables and courses."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        homes = make_homes()
        indexes = {code: make_page(CourseIndexPage, homes[code], title) for code, title in LISTS.items()}
        polish = homes["pl"].locale
        categories = [
            Specialisation.objects.create(name=f"Kategoria {number:03d}", code=f"k-{number:03d}", locale=polish)
            for number in range(category_count(size))
        ]
    remaining, done = courses(size), 0
    while batch := list(islice(remaining, COURSES_IN_A_TRANSACTION)):
        with transaction.atomic():
            for course in batch:
                make_course(course, indexes, categories)
        done += len(batch)
        sys.stdout.write(f"\r{done} of {size} courses")
        sys.stdout.flush()
    sys.stdout.write("\n")


LISTS: Final = {"pl": "Kursy", "lt": "Kursai"}


def make_course(
    course: Course, indexes: dict[str, CourseIndexPage], categories: Sequence[Specialisation]
) -> CoursePage:
    """Return a new live course."""
    page = CoursePage(
        title=course.title,
        slug=f"kurs-{course.number:05d}",
        summary=course.summary,
        specialisation=categories[course.category],
        locale=indexes[course.language_code].locale,
        body=[("rich_text", course.text)],
    )
    page.units = [CourseUnit(title=title, locale=page.locale, hours=2) for title in course.units]
    indexes[course.language_code].refresh_from_db(fields=["numchild"])
    indexes[course.language_code].add_child(instance=page)
    return page


if __name__ == "__main__":
    with translation.override("pl"):
        load(int(sys.argv[1]))
