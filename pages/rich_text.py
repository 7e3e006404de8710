"""Rich text as one visitor sees it."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from media_library.access import can_read
from media_library.models import Document, Image, MediaItem
from pages.publications.access import can_read_page
from pages.publications.rich_text import readable_rich_text
from pages.selectors import Visitor


@dataclass(frozen=True)
class VisitorScope:
    """What one visitor may follow."""

    user: Visitor

    def may_show(self, obj: Page | Image | Document | MediaItem) -> bool:
        """Tell whether the visitor may read the target of a link or embed."""
        if isinstance(obj, Page):
            return can_read_page(self.user, obj.localized)
        return can_read(self.user, obj)


def render_rich_text(html: str, user: Visitor) -> SafeString:
    """Return rich text as HTML, without the links and embeds that the visitor may not follow."""
    expanded = expand_db_html(readable_rich_text(html, VisitorScope(user)))
    # Wagtail has cleaned the text by the features of its field when the editor saved it.
    return mark_safe(expanded)  # noqa: S308
