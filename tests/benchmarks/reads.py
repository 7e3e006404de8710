"""Queries and processor time of a second visit, for the addresses that are read most, and of a publish; on the demo.

Processor time, not time by the clock: what else the machine does then disturbs little.

python -m tests.benchmarks.reads (after make run; DATA_DIR names other data)
"""

import os
import sys
import time
from collections.abc import Callable

import django
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ROUNDS = 15


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.dev")
    django.setup()
    from pages.models import CourseIndexPage, CoursePage  # noqa: PLC0415 - after the set-up

    course = CoursePage.objects.filter(locale__language_code="pl", live=True).earliest("pk")
    course_list = CourseIndexPage.objects.get(locale__language_code="pl")
    client = Client(headers={"host": "localhost"})
    addresses = {
        "front page": "/pl/",
        "course list": str(course_list.url),
        "course": str(course.url),
        "search": "/pl/search/?q=spawanie",
        "API detail": f"/api/v2/pages/{course.pk}/",
        "API list": "/api/v2/pages/",
        "API list of courses, all fields": "/api/v2/pages/?type=pages.CoursePage&fields=*&locale=pl",
        "sitemap": "/sitemap.xml",
    }
    for name, address in addresses.items():
        tell(name, lambda address=address: client.get(address))  # type: ignore[misc]
    tell("publish a course", lambda: course.save_revision().publish())


def tell(name: str, act: Callable[[], object]) -> None:
    """Print how many queries an act takes, and the shortest of some processor times, after a first to fill caches."""
    act()
    shortest, count = float("inf"), 0
    for _round in range(ROUNDS):
        with CaptureQueriesContext(connection) as queries:
            start = time.process_time()
            act()
            shortest = min(shortest, time.process_time() - start)
        count = len(queries)
    sys.stdout.write(f"{name:36}{count:4} queries {shortest * 1000:8.1f} ms\n")


if __name__ == "__main__":
    main()
