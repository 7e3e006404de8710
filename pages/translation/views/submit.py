"""Submitting pages and snippets for translation."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.views.submit_translations import (
    SubmitPageTranslationView,
    SubmitSnippetTranslationView,
    SubmitTranslationForm,
    SubmitTranslationView,
)

from pages.translation.permissions import may_submit, may_submit_subtree, may_translate_into
from pages.translation.submission import submit_for_translation


class GuardedSubmitView(SubmitTranslationView):
    """Submits only what the user may edit, into the languages in which he may add it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_submit(request.user, self.get_object()):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_form(self) -> SubmitTranslationForm:
        form = super().get_form()
        field = form.fields["locales"]
        allowed = [locale.pk for locale in field.queryset if may_translate_into(self.request.user, self.object, locale)]
        if not allowed:
            raise PermissionDenied
        field.queryset = field.queryset.filter(pk__in=allowed)
        return form

    def form_valid(self, form: SubmitTranslationForm) -> HttpResponse:
        locales = list(form.cleaned_data["locales"])
        include_subtree = bool(form.cleaned_data["include_subtree"])
        if include_subtree and not may_submit_subtree(self.request.user, self.object):
            raise PermissionDenied
        submit_for_translation(
            self.object,
            locales,
            user=self.request.user,
            include_subtree=include_subtree,
            components=self.components,
        )
        names = ", ".join(str(locale) for locale in locales)
        messages.success(self.request, self.get_success_message(names))
        return redirect(self.get_success_url() or self._url_after(locales))

    def _url_after(self, locales: list[Any]) -> str:
        target = self.object.get_translation_or_none(locales[0]) if len(locales) == 1 else None
        url: str = self.get_default_success_url(target)
        return url


class GuardedSubmitPageView(GuardedSubmitView, SubmitPageTranslationView):
    """Submits a page, with the pages beneath it where asked for."""

    def get_subtitle(self) -> str:
        missing = self._untranslated_parents()
        title: str = super().get_subtitle()
        if not missing:
            return title
        return _("%(title)s; with it, as they are missing there: %(parents)s") % {
            "title": title,
            "parents": ", ".join(missing),
        }

    def _untranslated_parents(self) -> list[str]:
        locales = {locale.pk for locale in self.get_form().fields["locales"].queryset}
        return [
            parent.title
            for parent in self.object.get_ancestors().filter(depth__gt=1)
            if locales
            - set(Page.objects.filter(translation_key=parent.translation_key).values_list("locale_id", flat=True))
        ]


class GuardedSubmitSnippetView(GuardedSubmitView, SubmitSnippetTranslationView):
    """Submits a snippet."""
