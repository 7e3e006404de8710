"""Guards around wagtail-localize in the admin.

With a negative order these hooks come before those of wagtail-localize: its addresses lead to the views here, under
their old names, and its editor is asked last.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.views import convert, edit_translation, snippets_api

from pages.translation.completeness import translation_of
from pages.translation.permissions import is_locked_for, may_edit
from pages.translation.publishing import refusal
from pages.translation.views.locale_deletion import GuardedLocaleViewSet
from pages.translation.views.report import GuardedTranslationsReportView
from pages.translation.views.submit import GuardedSubmitPageView, GuardedSubmitSnippetView
from pages.translation.views.targets import (
    on_public_page,
    on_snippet_type,
    on_target,
    on_target_by_script,
    with_catalogue,
)
from pages.translation.views.update import GuardedUpdateView

BEFORE_LOCALIZE = -10
TARGET = "translate/<int:translation_id>/"
SNIPPETS = "api/snippets/<slug:app_label>/<slug:model_name>/"


@hooks.register("register_admin_urls", order=BEFORE_LOCALIZE)
def register_guarded_urls() -> list[URLPattern | URLResolver]:
    """Put guards before the views of wagtail-localize."""
    strings = on_target_by_script(edit_translation.edit_string_translation)
    overrides = on_target_by_script(edit_translation.edit_override)
    preview = on_target(edit_translation.preview_translation, may_edit)
    snippets = snippets_api.SnippetViewSet
    urls = [
        path("submit/page/<int:page_id>/", GuardedSubmitPageView.as_view()),
        path(
            "submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/",
            GuardedSubmitSnippetView.as_view(),
        ),
        path("update/<int:translation_source_id>/", GuardedUpdateView.as_view()),
        path(f"{TARGET}strings/<int:string_segment_id>/edit/", strings),
        path(f"{TARGET}overrides/<int:overridable_segment_id>/edit/", overrides),
        path(f"{TARGET}pofile/download/", on_target(edit_translation.download_pofile, may_edit)),
        path(f"{TARGET}pofile/upload/", on_target(with_catalogue(edit_translation.upload_pofile))),
        path(f"{TARGET}machine_translate/", on_target(edit_translation.machine_translate)),
        path(f"{TARGET}preview/", preview),
        path(f"{TARGET}preview/<str:mode>/", preview),
        path(f"{TARGET}disable/", on_target(edit_translation.stop_translation)),
        path("page/<int:page_id>/convert_to_alias/", on_public_page(convert.convert_to_alias)),
        path("reports/translations/", GuardedTranslationsReportView.as_view()),
        path("reports/translations/results/", GuardedTranslationsReportView.as_view(results_only=True)),
        path(SNIPPETS, on_snippet_type(snippets.as_view({"get": "list"}))),
        path(f"{SNIPPETS}<str:pk>/", on_snippet_type(snippets.as_view({"get": "retrieve"}))),
    ]
    locales = GuardedLocaleViewSet("wagtaillocales", url_prefix="locales")
    return [path("localize/", include(urls)), path("locales/delete/<str:pk>/", locales.delete_view)]


@hooks.register("before_edit_page", order=BEFORE_LOCALIZE)
@hooks.register("before_edit_snippet", order=BEFORE_LOCALIZE)
def guard_translation_editor(request: HttpRequest, instance: Model) -> HttpResponse | None:
    """Refuse to publish a translation that is not complete, and any change of one that is locked."""
    if request.method != "POST" or not isinstance(instance, TranslatableMixin):
        return None
    restarts = "localize-restart-translation" in request.POST
    if not restarts and translation_of(instance) is None:
        return None
    problem = refusal(instance) if request.POST.get("action") == "publish" else ""
    if is_locked_for(request.user, instance):
        problem = _("“%(title)s” is locked.") % {"title": str(instance)}
    if not problem:
        return None
    messages.error(request, problem)
    return redirect(request.path)


@hooks.register("before_bulk_action")
def refuse_bulk_publish(
    request: HttpRequest, action_type: str, objects: list[Model], action: Any
) -> HttpResponse | None:
    """Refuse to publish many pages if a translation among them is not complete."""
    if action_type != "publish":
        return None
    pages = [page for page in objects if isinstance(page, Page)]
    if pages and action.cleaned_form.cleaned_data.get("include_descendants"):
        beneath = [page.get_descendants().not_live() for page in pages]
        pages.extend(page for group in beneath for page in group)
    problems = [problem for page in pages if (problem := refusal(page))]
    for problem in problems:
        messages.error(request, problem)
    return redirect(action.next_url) if problems else None
