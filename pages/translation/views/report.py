"""The report of translations, limited to what its reader works on."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page, get_translatable_models
from wagtail.permissions import policy_registry
from wagtail_localize.models import Translation
from wagtail_localize.views.report import TranslationsReportView

from pages.translation.permissions import may_read_type


class GuardedTranslationsReportView(TranslationsReportView):
    """Lists translations whose source or target the user finds in the explorer, and snippets he has to do with."""

    def get_queryset(self) -> QuerySet[Translation]:
        explorable = policy_registry.get_by_type(Page).explorable_instances(self.request.user)
        pages = Page.objects.filter(pk__in=explorable.values("pk"), translation_key=OuterRef("source__object_id"))
        is_explorable = Q(Exists(pages.filter(locale_id=OuterRef("source__locale_id")))) | Q(
            Exists(pages.filter(locale_id=OuterRef("target_locale_id")))
        )
        translations: QuerySet[Translation] = super().get_queryset()
        visible = translations.filter(is_explorable | Q(source__specific_content_type__in=self._snippet_types()))
        return visible.order_by("-created_at", "-pk")  # without an order, pages of the list would overlap

    def _snippet_types(self) -> list[ContentType]:
        models = [model for model in get_translatable_models() if not issubclass(model, Page)]
        allowed = [model for model in models if may_read_type(self.request.user, model)]
        return list(ContentType.objects.get_for_models(*allowed).values()) if allowed else []
