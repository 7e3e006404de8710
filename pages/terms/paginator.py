"""How many rows a list of the admin has, with the plural forms of each language."""

from django.utils.functional import cached_property
from django.utils.translation import ngettext
from wagtail.admin.paginator import WagtailPaginator


class EntryPaginator(WagtailPaginator):
    """Pages of entries, which Wagtail would count with one plural in every language."""

    @cached_property
    def items_count_label(self) -> str:
        return ngettext("%(count)d entry", "%(count)d entries", self.count) % {"count": self.count}
