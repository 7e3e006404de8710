"""The termbase in the admin."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from pages.terms.models import Term


class TermViewSet(SnippetViewSet):
    """Glossary terms, listed in one language at a time."""

    model = Term
    icon = "openquote"
    add_to_admin_menu = True
    menu_order = 320
    list_display = ["name", "definition"]
    search_fields = ["name", "definition"]


register_snippet(TermViewSet)
