"""Rich text for all readers of a publication: references that some may not follow lose their tag."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Protocol

from bs4 import BeautifulSoup, Tag
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtailmedia.models import get_media_model

from pages.publications.kinds import FileItem
from pages.publications.stored import GREATEST_ID

# Most rich text refers to nothing, and parsing would rewrite its entities for no reason.
REFERENCE: Final = re.compile(r"<a\s[^>]*\blinktype=|<embed\b", re.IGNORECASE)
MODELS: Final[Mapping[str, Callable[[], Any]]] = {
    "page": lambda: Page,
    "document": get_document_model,
    "image": get_image_model,
    "media": get_media_model,
}


class Scope(Protocol):
    """For whom the text is made: all readers of a publication, or one visitor."""

    def may_show(self, obj: Page | FileItem) -> bool:
        """Say whether the target of a link or embed may be shown."""
        ...


def readable_rich_text(source: str, scope: Scope) -> str:
    """Return rich text in Wagtail's database form, less what not all readers of the scope may follow."""
    if not source or not REFERENCE.search(source):
        return source
    soup = BeautifulSoup(source, "html.parser")
    tags = [*soup.find_all("a", attrs={"linktype": True}), *soup.find_all("embed", attrs={"id": True})]
    targets = _targets(tags)
    hidden = [tag for tag in tags if not _may_follow(tag, targets, scope)]
    for tag in hidden:
        _remove(tag)
    return soup.decode(formatter="minimal") if hidden else source


def references_in(sources: Iterable[str]) -> set[tuple[str, int]]:
    """Return kind and id of all that rich texts in database form refer to."""
    found = set()
    for source in sources:
        if source and REFERENCE.search(source):
            found |= {_key(tag) for tag in _references(BeautifulSoup(source, "html.parser"))}
    return {key for key in found if key is not None}


def with_links(source: str, addresses: Mapping[tuple[str, int], str], *, as_html: bool) -> str:
    """Return rich text in which a reference without an address has lost its tag.

    ``as_html`` makes ordinary links and images of the others; else they keep their database form.
    """
    if not source or not REFERENCE.search(source):
        return source
    soup = BeautifulSoup(source, "html.parser")
    for tag in _references(soup):
        if tag.name == "embed" and tag.get("url"):
            if as_html:
                _link_to_embedded(tag)
            continue
        key = _key(tag)
        address = addresses.get(key) if key else None
        if address is None:
            _remove(tag)
        elif as_html and tag.name == "a":
            tag.attrs = {"href": address}
        elif as_html:
            tag.name, tag.attrs = "img", {"src": address, "alt": str(tag.get("alt") or "")}
    return soup.decode(formatter="minimal")


def _link_to_embedded(tag: Tag) -> None:
    """Make a link of what another site would show here: whether to load it is for the front end to ask its visitor."""
    url = str(tag["url"])
    if not url.startswith(("https://", "http://")):
        tag.decompose()
        return
    tag.name, tag.attrs, tag.string = "a", {"href": url}, url


def _references(soup: BeautifulSoup) -> list[Tag]:
    return [*soup.find_all("a", attrs={"linktype": True}), *soup.find_all("embed")]


def _key(tag: Tag) -> tuple[str, int] | None:
    identifier = str(tag.get("id") or "")
    return (_kind(tag), int(identifier)) if identifier.isdecimal() else None


def _kind(tag: Tag) -> str:
    return str(tag.get("linktype") or tag.get("embedtype"))


def _remove(tag: Tag) -> None:
    if tag.name == "a":
        tag.unwrap()
    else:
        tag.decompose()


def _targets(tags: Iterable[Tag]) -> Mapping[tuple[str, int], Page | FileItem]:
    """Return the existing targets of links and embeds, by kind and id, with a query for each kind."""
    wanted: dict[str, list[int]] = {}
    for kind, pk in filter(None, map(_key, tags)):
        if kind in MODELS and pk <= GREATEST_ID:
            wanted.setdefault(kind, []).append(pk)
    return {(kind, pk): obj for kind, pks in wanted.items() for pk, obj in MODELS[kind]().objects.in_bulk(pks).items()}


def _may_follow(tag: Tag, targets: Mapping[tuple[str, int], Page | FileItem], scope: Scope) -> bool:
    if _kind(tag) not in MODELS:
        return True
    key = _key(tag)
    target = targets.get(key) if key else None
    return target is not None and scope.may_show(target)
