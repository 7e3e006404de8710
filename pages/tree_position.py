"""Where a page stands in the tree, while somebody else may be moving it."""

from __future__ import annotations

from typing import Final

from wagtail.models import Page

FIELDS: Final = ("path", "depth", "numchild", "url_path")


def keep_position(page: Page) -> None:
    """Give a page that is about to be saved the place it has by now, and hold it there until the transaction ends.

    A page is loaded, changed and saved with all its fields, those of the tree among them. Who saved it as it was before
    a move would put it back, but leave its children where they are now; who saved it as it was before its first child
    was made would hide that from every list.
    """
    stored = Page.objects.select_for_update().filter(pk=page.pk).values(*FIELDS).first()
    if stored is None:
        return
    is_elsewhere = (stored["path"], stored["url_path"]) != (page.path, page.url_path)
    page.path, page.depth, page.numchild = stored["path"], stored["depth"], stored["numchild"]
    if is_elsewhere:
        # Moved by another, or by who saves it now: its parent knows.
        page.set_url_path(page.get_parent(update=True))
