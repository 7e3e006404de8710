"""What happens between the requests of the examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from api.webhooks.models import WebhookDelivery, WebhookEndpoint
from api.webhooks.outbox import fill_outbox, start_at_head
from api.webhooks.signing import seal, signed_headers
from pages.models import ArticlePage
from pages.publications.epoch import begin_epoch
from search.indexing import catch_up, rebuild
from tests.factories.site_tree import publish
from tests.integration.conftest import Act
from tests.integration.documentation.content import ABOUT, COURSE
from tests.integration.documentation.examples import ADDRESS

MESSAGE_ID: Final = "msg_2f1d3c0b5a7e4d968c1b0a2f3e4d5c6b"
#: Stands in the document as well, so that a reader can try his own verification with it.
SECRET: Final = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def rename_course() -> None:
    publish(Page.objects.get(pk=COURSE), title="Spawanie TIG od podstaw")


def withdraw_page() -> None:
    ArticlePage.objects.get(pk=ABOUT).unpublish()


def draft_course() -> None:
    course = Page.objects.get(pk=COURSE).specific
    course.title = "Spawanie TIG i MIG"
    course.save_revision()


def index_site() -> None:
    rebuild()
    catch_up()


def load_terms() -> None:
    call_command("terms", "load", verbosity=0)


def limit_requests() -> None:
    settings.API_THROTTLE_RATES = {"anonymous": "1/minute"}


ACTS: Final[Mapping[str, Callable[[], object]]] = {
    "an editor gives the course another title": rename_course,
    "an editor withdraws the page about the centre": withdraw_page,
    "an editor saves a draft of the course": draft_course,
    "the installation is restored from a backup": begin_epoch,
    "search has taken in what is published": index_site,
    "the editors have a termbase": load_terms,
    "one request a minute is allowed": limit_requests,
}


class Editors:
    """Do what a document says, each act in a transaction of its own."""

    def __init__(self, act: Act) -> None:
        self.act = act

    def do(self, name: str) -> None:
        """Do an act, and publish what follows from it."""
        with self.act():
            ACTS[name]()

    def message_after(self, name: str) -> str:
        """Return the request that a webhook makes after an act, with an id that is always the same."""
        endpoint = WebhookEndpoint(name="App", url="https://app.example.org/hooks", sealed_secret=seal(SECRET))
        endpoint.events = ["page.published", "page.withdrawn"]
        start_at_head(endpoint)
        endpoint.save()
        self.do(name)
        fill_outbox()
        delivery = WebhookDelivery.objects.filter(endpoint=endpoint).earliest("pk")
        payload = delivery.payload.replace(settings.WAGTAILAPI_BASE_URL, ADDRESS)
        headers = signed_headers([endpoint.sealed_secret], MESSAGE_ID, payload.encode(), timezone.now())
        lines = ["POST /hooks HTTP/1.1", "Content-Type: application/json"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\n".join([*lines, "", payload])
