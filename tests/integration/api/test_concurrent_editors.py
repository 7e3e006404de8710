"""Editors at work at the same time lock nobody out, lose nothing, and a copy that follows them is exact."""

import threading
import time
import traceback
from pathlib import Path
from random import Random

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.utils import OperationalError
from django.test import Client
from pytest_django import Settings
from wagtail.models import Page

from api.scopes import group_scope
from pages.models import HomePage
from pages.publications.rebuilding import rebuild_stale
from pages.publications.verification import differences
from tests.factories.site_tree import make_article, make_homes
from tests.factories.tokens import issue_token
from tests.integration.api.conftest import Get
from tests.integration.api.edited_site import EditedSite, make_common_matter
from tests.integration.api.editorial_acts import Editors, acts_beside_others
from tests.integration.api.replica import Killed, Replica, export
from tests.integration.api.seeds import how_many, seeded

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.postgresql,
    pytest.mark.slow,
    pytest.mark.soak,
]

EDITORS = 3
# What an editor is told who comes too late, since another has just deleted or taken what he works with.
TOO_LATE = (IntegrityError, ObjectDoesNotExist, ValidationError)


@pytest.fixture
def homes(transactional_db: None, settings: Settings) -> dict[str, HomePage]:
    # As in production, Wagtail's own tasks run elsewhere: its search index on PostgreSQL is no part of an act.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    return make_homes()


def editors_in_parts(random: Random, homes: dict[str, HomePage]) -> list[Editors]:
    """Return editors who each work in a part of the tree, which Wagtail does not lock."""
    make_common_matter()
    found = []
    for number in range(EDITORS):
        sections: dict[str, Page] = {code: make_article(homes[code], f"Dział {number}") for code in ("pl", "lt")}
        chance = Random(random.random())  # noqa: S311 - no secret
        site = EditedSite(chance, sections, name=f"{number}-")
        found.append(Editors(site, acts_beside_others(site)))
    return found


class Work(threading.Thread):
    """One editor, with a connection of his own."""

    def __init__(self, editors: Editors, acts: int) -> None:
        super().__init__()
        self.editors = editors
        self.acts = acts
        self.done: list[str] = []
        self.errors: list[str] = []
        self.deadlocks = 0

    def run(self) -> None:
        try:
            for _number in range(self.acts):
                self._act()
        except BaseException:
            self.errors.append(traceback.format_exc())
        finally:
            connection.close()

    def _act(self) -> None:
        """Do something, as a request to the admin does or as a script, until no other writer is in the way."""
        while True:
            try:
                if self.editors.site.is_chosen(0.7):
                    with transaction.atomic():
                        self.done.append(self.editors.act())
                else:
                    self.done.append(self.editors.act())
            except TOO_LATE as error:
                if "publications_" in str(error):
                    raise
                self.done.append("too late")
            except OperationalError as error:
                if "deadlock detected" in str(error) and "publications_" not in str(error):
                    self.deadlocks += 1
                elif connection.vendor != "sqlite" or "locked" not in str(error):
                    raise
                continue
            return


def test_a_replica_follows_editors_who_work_at_the_same_time(homes: dict[str, HomePage], tmp_path: Path) -> None:
    random, acts = seeded("EDITORS_SEED"), how_many("REPLICA_ACTS", 90) // EDITORS
    workers = [Work(editors, acts) for editors in editors_in_parts(random, homes)]
    group = Group.objects.get(name="A")
    _token, secret = issue_token("Copy", [group_scope(group.pk)])
    readers = {"outsider": reading({}), "participant": reading({"Authorization": f"Bearer {secret}"})}
    for worker in workers:
        worker.start()
    deaths = 0
    while any(worker.is_alive() for worker in workers):
        for name, get in readers.items():
            try:
                Replica(get, tmp_path / f"{name}.sqlite3", random.randint(1, 50), random).follow()
            except Killed:
                deaths += 1
        time.sleep(0.02)
    for worker in workers:
        worker.join()
    assert "\n".join(error for worker in workers for error in worker.errors) == ""
    for name, get in readers.items():
        replica = Replica(get, tmp_path / f"{name}.sqlite3", random.randint(1, 50))
        replica.follow()
        assert replica.items == export(get, tmp_path), name
        (tmp_path / "export.sqlite3").unlink()
    # What shows something stale is not right either before the worker has done its part.
    rebuild_stale()
    assert [str(difference) for difference in differences()] == [], [worker.done for worker in workers]
    assert not any(Page.find_problems()), [worker.done for worker in workers]
    # Wagtail's own tables have them where two change the same restriction: the act is undone, and done again.
    assert sum(worker.deadlocks for worker in workers) <= 1
    assert deaths


def reading(headers: dict[str, str]) -> Get:
    client = Client()
    return lambda path: client.get(f"/api/v2/{path}", headers=headers)
