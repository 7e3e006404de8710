"""A copy that follows the feed equals what a new one would be given."""

import os
from datetime import timedelta
from pathlib import Path
from random import Random, randrange

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.utils import timezone

from api import views
from api.readers import Reader
from cms.models import User
from pages.models import HomePage
from pages.publications.models import PublicationKind
from pages.publications.retention import purge_tombstones
from pages.publications.selectors import audiences_for, readable_publications
from pages.publications.verification import differences
from tests.factories.media import make_reader
from tests.integration.api.conftest import Get
from tests.integration.api.editorial_acts import Editors
from tests.integration.api.replica import Copy, Killed, Replica
from tests.integration.conftest import Act

ACTS = int(os.environ.get("REPLICA_ACTS", "150"))


def export(get: Get, tmp_path: Path) -> Copy:
    replica = Replica(get, tmp_path / "export.sqlite3")
    replica.follow()
    return replica.items


@pytest.fixture(params=["outsider", "participant"])
def user(request: pytest.FixtureRequest, db: None, monkeypatch: pytest.MonkeyPatch) -> AnonymousUser | User:
    """Who keeps the copy; the feed is read with his rights."""
    if request.param == "outsider":
        return AnonymousUser()
    # The editors restrict to this group and another.
    participant = make_reader(groups=[Group.objects.create(name="A")])
    monkeypatch.setattr(
        views, "reader_for", lambda request: Reader(audiences_for(participant), "login,A", is_anonymous=False)
    )
    return participant


def readable_keys(user: AnonymousUser | User) -> set[str]:
    """Return what a reader may read, as the other addresses of the API know it."""
    kinds = PublicationKind.values
    return {f"{row.kind} {row.object_id}" for kind in kinds for row in readable_publications(user, kind)}


@pytest.mark.slow
@pytest.mark.soak
def test_a_replica_that_is_killed_and_restarted_holds_an_exact_copy(
    homes: dict[str, HomePage], user: AnonymousUser | User, act: Act, get: Get, tmp_path: Path
) -> None:
    seed = int(os.environ.get("REPLICA_SEED") or randrange(10**6))  # noqa: S311 - no secret
    print(f"REPLICA_SEED={seed}")  # noqa: T201 - to do the same acts again
    random = Random(seed)  # noqa: S311 - no secret
    path = tmp_path / "replica.sqlite3"
    ever_readable = readable_keys(user)
    with act():
        editors = Editors(random, homes)
    deaths, done = 0, []
    for number in range(ACTS):
        with act():
            done.append(editors.act())
        ever_readable |= readable_keys(user)
        if random.random() < 0.3:
            try:
                Replica(get, path, random.randint(1, 50), chance=random).follow()
            except Killed:
                deaths += 1
        assert set(Replica(get, path).items) <= ever_readable
        if number == ACTS // 2:
            purge_tombstones(timezone.now() + timedelta(days=365))
    replica = Replica(get, path, random.randint(1, 50))
    replica.follow()
    assert replica.items == export(get, tmp_path), done
    assert set(replica.items) == readable_keys(user)
    assert [str(difference) for difference in differences()] == [], done
    assert deaths
