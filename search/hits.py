"""From the stored text of what was found to what is shown, the same for every engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from search.documents import DocumentPassage
from search.highlighting import Highlighter
from search.results import HitPassage, SearchHit

PASSAGES_SHOWN = 3
# Passages looked at for those to show: the title counts in the score of each passage, so
# that the best by score may have no found word of its own.
PASSAGES_TRIED = 6


@dataclass(frozen=True, slots=True)
class StoredPage:
    """What an engine keeps of a page to show it, with its passages, best first, each asked for once if at all."""

    page_id: int
    title: str
    url: str
    type: str
    language_code: str
    facets: Mapping[str, tuple[str, ...]]
    passages: Iterable[DocumentPassage]


def build_hit(page: StoredPage, highlighter: Highlighter) -> SearchHit:
    """Return a page with its best places, marked; without any, with its beginning."""
    shown = _shown(page.passages, highlighter)
    return SearchHit(
        page_id=page.page_id,
        title=page.title,
        title_html=highlighter.whole(page.title).html,
        url=page.url,
        type=page.type,
        language_code=page.language_code,
        facets=page.facets,
        passages=tuple(shown),
    )


def _shown(passages: Iterable[DocumentPassage], highlighter: Highlighter) -> list[HitPassage]:
    shown: list[HitPassage] = []
    beginning: list[HitPassage] = []
    for passage in passages:
        excerpt = highlighter.excerpt(passage.text)
        if excerpt.distinct_words or highlighter.whole(passage.heading).distinct_words:
            shown.append(_hit_passage(passage, excerpt.html))
        elif not beginning:
            beginning.append(_hit_passage(passage, excerpt.html))
        if len(shown) == PASSAGES_SHOWN:
            break
    return shown or beginning


def _hit_passage(passage: DocumentPassage, html: SafeString) -> HitPassage:
    return HitPassage(passage.kind, passage.heading, passage.anchor, passage.url, html)
