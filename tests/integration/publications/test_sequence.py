"""Numbers grow in the order of the commits."""

import threading
import time
from collections.abc import Callable
from functools import partial

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import Group
from django.db import IntegrityError, connection, transaction

from pages.models import HomePage
from pages.publications.models import Publication
from pages.publications.selectors import audience_ids, changes_after, head_sequence
from pages.publications.verification import differences
from tests.factories.site_tree import make_article, make_homes, publish, restrict_page
from tests.integration.publications.reading import body_of

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.postgresql,
    pytest.mark.usefixtures("queued_tasks"),
]

WRITERS = 4
ROUNDS = 3


@pytest.fixture
def home(transactional_db: None, settings: LazySettings) -> HomePage:
    # As in production, Wagtail's own tasks run elsewhere. Its search index on PostgreSQL is no part of an act: it
    # updates rows of other pages, and two acts that did so would wait for each other.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return make_homes()["pl"]


def run_all(tasks: list[Callable[[], None]]) -> None:
    """Run tasks in threads with connections of their own; an error in one fails the test."""
    errors: list[BaseException] = []

    def run(task: Callable[[], None]) -> None:
        try:
            task()
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []


def test_a_reader_never_meets_a_number_below_one_it_has_seen(home: HomePage) -> None:
    articles = [make_article(home, f"Strona {number}") for number in range(WRITERS)]
    writing = threading.Event()
    writing.set()
    late: list[int] = []

    def write(index: int) -> None:
        for round_number in range(ROUNDS):
            with transaction.atomic():
                publish(articles[index], summary=f"Wersja {round_number}")

    def read() -> None:
        highest = head_sequence()
        seen: set[int] = set()
        while writing.is_set():
            numbers = set(Publication.objects.values_list("sequence", flat=True)) - seen
            late.extend(number for number in numbers if number < highest and highest in seen)
            seen |= numbers
            highest = max(seen, default=highest)
            time.sleep(0.005)

    def write_all() -> None:
        try:
            run_all([partial(write, index) for index in range(WRITERS)])
        finally:
            writing.clear()

    run_all([write_all, read])
    assert late == []
    assert {body_of(article)["summary"] for article in articles} == {f"Wersja {ROUNDS - 1}"}


def test_a_child_published_beside_its_parent_shows_the_parents_new_title(home: HomePage) -> None:
    parent = make_article(home, "Rodzic")
    child = make_article(parent, "Dziecko")
    run_all([lambda: publish(parent, title="Nowy rodzic"), lambda: publish(child, summary="Nowy opis")])
    assert body_of(child)["summary"] == "Nowy opis"
    assert body_of(child)["meta"]["parent"]["title"] == "Nowy rodzic"


def test_who_names_what_another_deletes_does_not_hold_up_the_other(home: HomePage) -> None:
    group = Group.objects.create(name="Uczestnicy")
    restriction = restrict_page(make_article(home, "Strona"), Group.objects.create(name="Inni"))
    deleted, named = threading.Event(), threading.Event()

    def delete() -> None:
        with transaction.atomic():
            Group.objects.filter(pk=group.pk).delete()
            deleted.set()
            named.wait(0.5)
            # The other is about to commit, and waits to know whether the group is still there.
            time.sleep(0.3)

    def name() -> None:
        deleted.wait()
        with transaction.atomic():
            restriction.groups.add(group)
            named.set()

    def name_too_late() -> None:
        with pytest.raises(IntegrityError):
            name()

    run_all([delete, name_too_late])
    assert not Group.objects.filter(pk=group.pk).exists()
    assert list(differences()) == []


def test_the_feed_gives_all_changes_in_order_page_by_page(home: HomePage) -> None:
    for number in range(5):
        make_article(home, f"Strona {number}").unpublish() if number % 2 else make_article(home, f"Inna {number}")
    everything = [change.sequence for change in changes_after(0, 1000, audience_ids())]
    assert everything == sorted(everything)
    paged: list[int] = []
    while batch := changes_after(paged[-1] if paged else 0, 2, audience_ids()):
        paged.extend(change.sequence for change in batch)
    assert paged == everything
    assert head_sequence() == everything[-1]
