"""A copy that follows the feed equals what a new one would be given."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.utils import timezone
from wagtail.models import Page

from api.scopes import group_scope
from cms.models import User
from pages.models import HomePage
from pages.publications import census, rebuilding, writer
from pages.publications.audience_keys import parse_key
from pages.publications.models import Publication, PublicationKind
from pages.publications.narrowing import present_audiences
from pages.publications.rebuilding import rebuild_stale
from pages.publications.references import ENDPOINTS
from pages.publications.retention import purge_tombstones
from pages.publications.scope import read_surroundings
from pages.publications.selectors import readable_publications
from pages.publications.verification import differences
from tests.factories.media import make_reader
from tests.factories.tokens import issue_token
from tests.integration.api.conftest import Get
from tests.integration.api.editorial_acts import editors_of_all
from tests.integration.api.replica import Killed, Replica, export
from tests.integration.api.seeds import how_many, seeded
from tests.integration.conftest import Act

READERS = {"outsider": "", "participant": "A", "participant of two groups": "AB"}


@pytest.fixture(params=READERS)
def user(request: pytest.FixtureRequest, db: None) -> AnonymousUser | User:
    """Who keeps the copy; the editors restrict to his groups and to others."""
    names = READERS[request.param]
    return make_reader(groups=[Group.objects.create(name=name) for name in names]) if names else AnonymousUser()


@pytest.fixture
def read(user: AnonymousUser | User, get: Get) -> Get:
    """Read the API with the reader's rights."""
    if isinstance(user, AnonymousUser):
        return get
    _token, secret = issue_token("Copy", [group_scope(group.pk) for group in user.groups.all()])
    return lambda path: get(path, Authorization=f"Bearer {secret}")


def readable_keys(user: AnonymousUser | User) -> set[str]:
    """Return what a reader may read, as the other addresses of the API know it."""
    kinds = PublicationKind.values
    return {f"{row.kind} {row.object_id}" for kind in kinds for row in readable_publications(user, kind)}


@pytest.fixture(params=["in the act", "by the worker"])
def rebuilt(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """When what shows something that has changed is rebuilt."""
    if request.param == "by the worker":
        monkeypatch.setattr(writer, "DEPENDANTS_REBUILT_IN_ACT", 1)
        monkeypatch.setattr(rebuilding, "PAUSE", 0)
        monkeypatch.setattr(rebuilding, "BATCH", 3)
    return str(request.param)


def assert_nothing_is_too_open() -> None:
    """Look at whatever readers are given: old it may be, but it refers to nothing that is closed to some of them."""
    surroundings = read_surroundings()
    everything = census.all_objects()
    audiences = present_audiences(everything, surroundings)
    names = {name: kind.value for kind, name in ENDPOINTS.items()}
    for row in Publication.objects.filter(deleted=False).select_related("body", "audience"):
        reader = parse_key(row.audience.key)
        found = {(names[name], int(pk)) for name, pk in re.findall(r'/api/v2/(\w+)/(\d+)/"', row.body.full)}
        found |= {("page", int(pk)) for pk in re.findall(r'linktype=\\"page\\" id=\\"(\d+)', row.body.full)}
        for key in found:
            audience = audiences.get(key)
            assert audience is not None, f"{row} tells of {key}, which nobody may read"
            assert reader.implies(audience), f"{row} tells its readers, {reader}, of {key} for {audience}"


def dies_on_the_way(replica: Replica) -> bool:
    """Follow the feed, and say whether the app died before the end."""
    try:
        replica.follow()
    except Killed:
        return True
    return False


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.usefixtures("rebuilt")
def test_a_replica_that_is_killed_and_restarted_holds_an_exact_copy(
    homes: dict[str, HomePage], user: AnonymousUser | User, act: Act, read: Get, tmp_path: Path
) -> None:
    random, acts = seeded("REPLICA_SEED"), how_many("REPLICA_ACTS", 150)
    path = tmp_path / "replica.sqlite3"
    ever_readable = readable_keys(user)
    with act():
        editors = editors_of_all(random, dict(homes))
    deaths, done = 0, []
    for number in range(10 * acts):
        if number >= acts and deaths:
            break
        with act():
            done.append(editors.act())
        ever_readable |= readable_keys(user)
        assert_nothing_is_too_open()
        if random.random() < 0.2:
            rebuild_stale(goes_on=lambda: random.random() < 0.8)
            ever_readable |= readable_keys(user)
        if random.random() < 0.3:
            deaths += dies_on_the_way(Replica(read, path, random.randint(1, 50), random))
        assert set(Replica(read, path).items) <= ever_readable
        if number == acts // 2:
            purge_tombstones(timezone.now() + timedelta(days=365))
    rebuild_stale()
    replica = Replica(read, path, random.randint(1, 50))
    replica.follow()
    assert replica.items == export(read, tmp_path), done
    assert set(replica.items) == readable_keys(user)
    assert [str(difference) for difference in differences()] == [], done
    assert not any(Page.find_problems()), done
    assert deaths
