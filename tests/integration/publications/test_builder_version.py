"""Other bytes of the same content have another version, so that what is published already is made anew."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any, Final

import pytest
from pytest_django import Settings

from pages.models import HomePage
from pages.publications.models import Publication
from pages.publications.rows import stored_passages
from pages.publications.versions import BUILDER_VERSION
from tests.integration.api.rich_content import make_content
from tests.integration.conftest import Act, Homes

RECORDED: Final = Path(__file__).with_name("builder_version.json")
RECORD: Final = "RECORD_BUILDER=yes .venv/bin/pytest -n 0 tests/integration/publications/test_builder_version.py"
# What differs from one database to the next: names of files that are there already; signatures, keys and digests; then
# ids, dates and other numbers.
PASSING: Final = tuple(
    re.compile(text, re.ASCII) for text in (r"lathe[\w.-]*", r"welding[\w.-]*", r"[\w-]{16,}", r"\d+")
)


def made_of(publication: Publication) -> str:
    passages = [vars(passage) for passage in stored_passages(publication)]
    parts = [
        publication.body.full,
        publication.body.html,
        json.dumps(publication.facets, sort_keys=True),
        str(passages),
    ]
    text = "\n".join([publication.body.body, *parts])
    for pattern in PASSING:
        text = pattern.sub("0", text)
    return text


def digests() -> dict[str, str]:
    """Return a digest of all publications of each type, in the order in which they were made."""
    totals: dict[str, Any] = {}
    # Less the front pages, which are there already, and differ by who has made them.
    rows = Publication.objects.exclude(type=HomePage._meta.label).order_by("object_id")
    for publication in rows.select_related("body").prefetch_related("passages"):
        totals.setdefault(publication.type, hashlib.sha256()).update(made_of(publication).encode())
    return {label: total.hexdigest()[:16] for label, total in sorted(totals.items())}


@pytest.mark.django_db
@pytest.mark.postgresql
def test_other_bytes_of_the_same_content_have_another_version(
    homes: Homes, act: Act, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)  # so that files get the names they ask for
    with act():
        for code, home in homes.items():
            # Made by a migration, or, where another test has emptied the database, by the fixture.
            home.title, home.slug = f"Home {code}", f"home-{code}"
            home.save()
        make_content(homes)
    found = {"builder_version": BUILDER_VERSION, "digests": digests()}
    if os.environ.get("RECORD_BUILDER"):
        RECORDED.write_text(json.dumps(found, indent=2) + "\n")
    recorded = json.loads(RECORDED.read_text())
    before, now = recorded["digests"], digests()
    changed = sorted(label for label in before.keys() | now.keys() if before.get(label) != now.get(label))
    assert not changed or recorded["builder_version"] != BUILDER_VERSION, (
        f"The same content is published as other bytes than before: {', '.join(changed)}. If that is meant, raise "
        "BUILDER_VERSION in pages/publications/versions.py, or what is published already keeps the old ones; "
        f"then {RECORD} records it."
    )
    assert found == recorded, f"{RECORD} records the new version."
