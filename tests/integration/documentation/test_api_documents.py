"""What the documents of the API show is what the API does."""

import os
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings as django_settings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone, translation
from pytest_django import Settings
from standardwebhooks import Webhook

from api import throttles
from api.preview_tokens import preview_token
from api.scopes import DRAFT, PUBLISHED, group_scope
from pages.models import HomePage
from tests.factories.site_tree import make_homes
from tests.factories.tokens import issue_token
from tests.integration.conftest import Act
from tests.integration.documentation.acts import SECRET, Editors
from tests.integration.documentation.content import COURSE, PARTICIPANTS, make_documented_site
from tests.integration.documentation.examples import Examples

DOCUMENTS = sorted((Path(django_settings.PROJECT_DIR) / "docs" / "api").glob("*.md"))
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
RENEW = "RENEW_DOCUMENTS=yes .venv/bin/pytest tests/integration/documentation/test_api_documents.py"


@pytest.fixture
def undisturbed(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own_index: None) -> None:
    """Nothing of other tests, and a clock that stands still: when something was published is part of its ETag."""
    settings.MEDIA_ROOT = str(tmp_path / "media")  # so that a file gets the name it asks for
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(throttles, "time", SimpleNamespace(time=lambda: NOW.timestamp() + 18))
    settings.API_THROTTLE_RATES = {}  # put back at the end, whatever an example sets
    cache.clear()


@pytest.fixture
def examples(client: Client, act: Act, undisturbed: None, db: None) -> Examples:
    """The small site, and the tokens of its readers."""
    homes: dict[str, HomePage] = make_homes()
    with act(), translation.override("pl"):
        make_documented_site(homes)
    tokens = {
        "PARTICIPANT-TOKEN": [PUBLISHED, group_scope(PARTICIPANTS)],
        "PLAIN-TOKEN": [PUBLISHED],
        "EDITOR-TOKEN": [PUBLISHED, DRAFT],
    }
    names = {name: issue_token(name, scopes)[1] for name, scopes in tokens.items()}
    names["PREVIEW-TOKEN"] = preview_token(COURSE)
    editors = Editors(act)
    return Examples(client, editors.do, editors.message_after, names)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_what_a_document_shows_is_what_the_api_does(document: Path, examples: Examples) -> None:
    text = document.read_text(encoding="utf-8")
    executed = examples.executed(text)
    if os.environ.get("RENEW_DOCUMENTS"):
        document.write_text(executed, encoding="utf-8")
    else:
        assert executed == text, f"The examples are not up to date; {RENEW} renews them."


def test_a_wrong_answer_in_a_document_is_found(examples: Examples) -> None:
    text = "```http\nGET /api/v2/pages/999/\n```\n\n```http\nHTTP/1.1 200 OK\n```\n"
    assert "HTTP/1.1 404 Not Found" in examples.executed(text)


def test_the_signature_in_the_document_holds() -> None:
    text = next(document for document in DOCUMENTS if document.stem == "webhooks").read_text(encoding="utf-8")
    head, payload = text.partition("```http\nPOST ")[2].partition("\n```")[0].split("\n\n")
    headers = dict(line.split(": ", 1) for line in head.splitlines()[1:])
    sent = datetime.fromtimestamp(int(headers["webhook-timestamp"]), tz=UTC)
    assert SECRET in text
    assert Webhook(SECRET).sign(headers["webhook-id"], sent, payload) == headers["webhook-signature"]
