"""What editors and translators do in the admin, as requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.messages import get_messages
from django.db.models import Model
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail_localize.models import StringSegment, Translation, TranslationSource

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response


def locale(language_code: str) -> Locale:
    found: Locale = Locale.objects.get(language_code=language_code)
    return found


def submit(browser: Client, page: Page, *language_codes: str, subtree: bool = False) -> Response:
    """Submit a page for translation."""
    data: dict[str, Any] = {"locales": [locale(code).pk for code in language_codes]}
    if subtree:
        data["include_subtree"] = "on"
    return browser.post(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), data)


def submit_snippet(browser: Client, snippet: Model, *language_codes: str) -> Response:
    """Submit a snippet for translation."""
    args = [snippet._meta.app_label, snippet._meta.model_name, snippet.pk]
    data = {"locales": [locale(code).pk for code in language_codes]}
    return browser.post(reverse("wagtail_localize:submit_snippet_translation", args=args), data)


def translation_into(source: TranslatableMixin, language_code: str) -> Translation:
    """Return the translation that wagtail-localize keeps."""
    found: Translation = Translation.objects.get(
        source__object_id=source.translation_key, target_locale__language_code=language_code
    )
    return found


def write_texts(browser: Client, source: TranslatableMixin, language_code: str, *, but: int = 0) -> list[Response]:
    """Translate all texts but the last few in the editor."""
    translation = translation_into(source, language_code)
    segments = list(StringSegment.objects.filter(source=translation.source).select_related("string").order_by("order"))
    return [
        write_text(browser, translation, segment, f"{segment.string.data}-{language_code}")
        for segment in segments[: len(segments) - but]
    ]


def write_text(browser: Client, translation: Translation, segment: StringSegment, text: str) -> Response:
    """Translate one text in the editor."""
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    return browser.put(url, encode_multipart(BOUNDARY, {"value": text}), content_type=MULTIPART_CONTENT)


def publish_in_editor(browser: Client, page: Page) -> Response:
    """Click “Publish” in the editor of translations."""
    return browser.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"})


def sync(browser: Client, source: TranslatableMixin, *, publish: bool = False) -> Response:
    """Bring the translations of a page up to date."""
    pk = TranslationSource.objects.get(object_id=source.translation_key).pk
    data = {"publish_translations": "on"} if publish else {}
    return browser.post(reverse("wagtail_localize:update_translations", args=[pk]), data)


def set_privacy(browser: Client, page: Page, restriction_type: str, **data: Any) -> Response:
    """Set the privacy of a page."""
    url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    return browser.post(url, {"restriction_type": restriction_type, **data})


def messages_of(response: Response) -> str:
    """Return what the next page will tell the user."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def was_denied(response: Response) -> bool:
    """Tell whether Wagtail answered that the user has no permission."""
    return response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home")
