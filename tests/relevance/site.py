"""A throwaway site of the documents of a set, and its search over HTTP."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from html import escape
from http import HTTPStatus
from http.client import HTTPConnection
from itertools import count, islice
from pathlib import Path
from typing import Final
from urllib.parse import urlencode
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.db.models import F
from wagtail.models import Page

from pages.memory.models import MemorySegment, MemorySource
from pages.models import ArticlePage
from pages.models.base import BasePage
from tests.factories.bulk_pages import insert_pages, live_child
from tests.factories.site_tree import make_article, make_homes
from tests.relevance.question_set import Document, Question, json_lines
from tests.relevance.scores import DEPTH

BATCH: Final = 500


class QuestionRefusedError(Exception):
    """The search would not answer."""


def publish(documents: Sequence[Document]) -> dict[int, str]:
    """Make a page of each document, publish and index them; return the documents' keys by page.

    Each type of document is a branch of the site in each language. Rows are made in bulk, since it takes an editor's
    way a tenth of a second to save a page; what readers see of them is then written as after a restore.
    """
    homes = make_homes()
    branches: dict[tuple[str, str], ArticlePage] = {}
    places = count(1)
    keys: dict[int, str] = {}
    remaining = iter(documents)
    while batch := list(islice(remaining, BATCH)):
        with transaction.atomic():
            for document in batch:
                branch = (document.language_code, document.type)
                if branch not in branches:
                    branches[branch] = make_article(homes[document.language_code], f"{document.type or 'page'} branch")
            pages = [_page(each, branches[each.language_code, each.type], next(places)) for each in batch]
            _insert(pages)
            keys |= {page.pk: document.key for page, document in zip(pages, batch, strict=True)}
    for command in (["publications", "rebuild"], ["search", "build_dictionaries"], ["search", "rebuild"]):
        call_command(*command, verbosity=0)
    return keys


def import_memory(path: Path, language_codes: Iterable[str]) -> None:
    """Keep the segments of a file of JSON lines, and learn from them."""
    source = MemorySource.objects.create(name=path.name, is_complete=True)
    wanted = set(language_codes)
    rows = (
        MemorySegment(source=source, number=number, texts={code: row[code] for code in wanted & row.keys()})
        for number, row in enumerate(json_lines(path))
    )
    while batch := list(islice(rows, BATCH)):
        MemorySegment.objects.bulk_create(batch)
    call_command("terms", "mine")


@contextmanager
def serving() -> Iterator[HTTPConnection]:
    """Serve the site on a free port, and give a connection to it.

    One question is asked after another: a thread for each would open the database and the index anew.
    """
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield HTTPConnection("127.0.0.1", server.server_port, timeout=60)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def ask(connection: HTTPConnection, question: Question, keys: Mapping[int, str]) -> list[str]:
    """Return the documents found, best first."""
    parameters = {
        "q": question.text,
        "locale": question.pages_language_code,
        "query_locale": question.words_language_code,
        "limit": DEPTH,
    }
    connection.request("GET", f"/api/v2/search/?{urlencode(parameters)}")
    response = connection.getresponse()
    content = response.read()
    if response.status != HTTPStatus.OK:
        message = f"{response.status} {content.decode(errors='replace')[:300]}"
        raise QuestionRefusedError(message)
    found = (keys.get(item["id"]) for item in json.loads(content)["items"])
    return [key for key in found if key]


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_args: object) -> None:
        pass


def _page(document: Document, branch: BasePage, place: int) -> ArticlePage:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in document.text.splitlines() if line.strip())
    body = [("rich_text", paragraphs)]
    return live_child(ArticlePage, branch, place, f"document-{place}", document.title[:255], body=body)


def _insert(pages: Sequence[ArticlePage]) -> None:
    insert_pages(ArticlePage, pages)
    parents = Counter(Page._get_basepath(page.path, page.depth - 1) for page in pages)
    for path, added in parents.items():
        Page.objects.filter(path=path).update(numchild=F("numchild") + added)
