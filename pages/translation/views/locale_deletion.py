"""Deletion of a language, refused as long as anything is kept in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page
from wagtail_localize.locales.views import DeleteView, LocaleViewSet


class GuardedLocaleDeleteView(DeleteView):
    """Counts what belongs to a language without being translated, too: wagtail-localize would fail on it."""

    def can_delete(self, locale: Locale) -> bool:
        if not super().can_delete(locale):
            return False
        kept = kept_in(locale)
        if kept:
            message = _("This language cannot be deleted as long as there is something in it: %(kept)s.")
            self.cannot_delete_message = message % {"kept": _counted(kept)}
        return not kept


class GuardedLocaleViewSet(LocaleViewSet):
    """The views of languages with the guarded deletion."""

    delete_view_class = GuardedLocaleDeleteView


def kept_in(locale: Locale) -> list[Model]:
    """Return the rows that protect a language, but for pages: the root of them goes to another language."""
    try:
        Collector(using="default").collect([locale])
    except ProtectedError as protected:
        return [row for row in protected.protected_objects if not isinstance(row, Page)]
    return []


def _counted(rows: Iterable[Any]) -> str:
    counts = Counter(str(capfirst(row._meta.verbose_name_plural)) for row in rows)
    return ", ".join(f"{name}: {count}" for name, count in sorted(counts.items()))
