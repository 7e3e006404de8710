"""Tags for what stands in a page: text, sections, pictures, files, pages it refers to."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.rich_text import RichText

from media_library.models import Document, Image
from media_library.selectors import image_renditions
from pages import selectors
from pages.body_sections import BodySection, chapter_sections, flat_html, sections_of
from pages.rich_text import render_rich_text
from pages.templatetags.readers import user_in
from pages.templatetags.text_filters import nbsp_pl
from pages.terms.models import Term
from pages.terms.selectors import versions_of

register = template.Library()


@dataclass(frozen=True)
class TermRow:
    """A term in the language of the page and its names in the others."""

    name: str
    definition: str
    language_code: str
    others: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class TermTable:
    """Terms side by side in the languages of the site."""

    language_codes: Sequence[str]
    rows: Sequence[TermRow]


@register.simple_tag(takes_context=True)
def rich_text(context: template.Context, value: RichText | str | None) -> SafeString:
    """Return rich text without the links that this visitor may not follow."""
    html = value.source if isinstance(value, RichText) else str(value or "")
    return SafeString(nbsp_pl(render_rich_text(html, user_in(context))))


@register.simple_tag(takes_context=True)
def body_sections(context: template.Context, stream: StreamValue | None) -> Sequence[BodySection]:
    """Return a body cut at its headings, each section to stand in a row of its own."""
    return sections_of(stream or (), _flat(context))


@register.simple_tag(takes_context=True)
def chapters(context: template.Context, stream: StreamValue | None) -> Sequence[BodySection]:
    """Return the chapters of a document with their text."""
    return chapter_sections(stream or (), _flat(context))


@register.simple_tag(takes_context=True)
def flat_stream(context: template.Context, stream: StreamValue | None) -> SafeString:
    """Return a stream as one run of HTML, for a preview or a list of materials."""
    return flat_html(stream or (), _flat(context))


@register.inclusion_tag("includes/picture.html", takes_context=True)
def picture(
    context: template.Context,
    image: Image | None,
    alt: str = "",
    sizes: str = "(min-width: 58rem) 45rem, 100vw",
    classname: str = "",
) -> Mapping[str, Any]:
    """Show an image in the widths that the screen needs, if this visitor may see it."""
    return {"renditions": _renditions(context, image), "alt": alt, "sizes": sizes, "classname": classname}


@register.simple_tag(takes_context=True)
def share_image(context: template.Context, image: Image | None) -> Any:
    """Return the largest rendition of an image for link previews, or None."""
    renditions = _renditions(context, image)
    return renditions[-1] if renditions else None


@register.simple_tag(takes_context=True)
def readable_page(context: template.Context, page: Page | None) -> Page | None:
    """Return the page, in its own type and in this language, if this visitor may read it."""
    found = _readable_pages(context, [page])
    return found[0] if found else None


@register.simple_tag(takes_context=True)
def readable_pages(context: template.Context, pages: Iterable[Page | None]) -> Sequence[Page]:
    """Return those of the pages, in this language where they exist in it, that this visitor may read."""
    return _readable_pages(context, pages)


@register.simple_tag(takes_context=True)
def readable_file(context: template.Context, file: Any) -> Any:
    """Return an image, document or media item if this visitor may read it, else None."""
    return selectors.readable_file(file, user_in(context))


@register.simple_tag(takes_context=True)
def readable_documents(context: template.Context, items: Iterable[Any]) -> Sequence[Any]:
    """Return those items of a file list whose document this visitor may read."""
    rows = [item for item in items if item.get("document")]
    allowed = {file.pk for file in selectors.readable_files([row["document"] for row in rows], user_in(context))}
    return [row for row in rows if row["document"].pk in allowed]


@register.simple_tag(takes_context=True)
def is_restricted_file(context: template.Context, file: Document) -> bool:
    """Tell whether a file that this visitor may read is for participants only."""
    return selectors.is_restricted_file(file, user_in(context))


@register.filter
def term_table(terms: Iterable[Term | None]) -> TermTable:
    """Return glossary terms with their names in the other languages, a column for each."""
    chosen = [term for term in terms if term]
    versions = versions_of(chosen)
    shown = [versions[term.translation_key].get(get_language() or "", term) for term in chosen]
    others = [{code: v.name for code, v in versions[term.translation_key].items() if v != term} for term in shown]
    codes = [code for code, _name in settings.LANGUAGES if any(code in names for names in others)]
    rows = [
        TermRow(term.name, term.definition, term.locale.language_code, [(code, names.get(code, "")) for code in codes])
        for term, names in zip(shown, others, strict=True)
    ]
    return TermTable(codes, rows)


@register.filter
def is_language_of_page(code: str) -> bool:
    """Tell whether a language is the one of this page."""
    return code == get_language()


def _renditions(context: template.Context, image: Image | None) -> Sequence[Any]:
    readable = selectors.readable_file(image, user_in(context))
    return image_renditions(readable) if readable else ()


def _readable_pages(context: template.Context, pages: Iterable[Page | None]) -> Sequence[Page]:
    return selectors.readable_versions(pages, user_in(context), get_language() or "")


def _flat(context: template.Context) -> dict[str, Any]:
    return {str(key): value for key, value in context.flatten().items()}
