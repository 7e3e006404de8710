"""Bringing translations up to date with their source."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from wagtail_localize.models import Translation
from wagtail_localize.views.update_translations import UpdateTranslationsForm, UpdateTranslationsView

from pages.translation.permissions import may_edit, may_publish
from pages.translation.publishing import refusal


class GuardedUpdateView(UpdateTranslationsView):
    """Updates the translations of what the user may edit, and publishes those that are complete."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_edit(request.user, self.get_object().get_source_instance()):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_form(self) -> UpdateTranslationsForm:
        form = super().get_form()
        form.fields["publish_translations"].help_text = _(
            "Publishes the translations that are complete after the update; the others keep what is public now."
        )
        return form

    @transaction.atomic
    def form_valid(self, form: UpdateTranslationsForm) -> HttpResponse:
        # Asked for by the view of wagtail-localize, it would publish new texts in the source language.
        publish, form.cleaned_data["publish_translations"] = form.cleaned_data["publish_translations"], False
        targets = self._targets()
        if publish and not all(may_publish(self.request.user, instance) for _translation, instance in targets):
            raise PermissionDenied
        response: HttpResponse = super().form_valid(form)
        if publish:
            for translation, instance in targets:
                self._publish(translation, instance)
        return response

    def _targets(self) -> list[tuple[Translation, Any]]:
        running = self.object.translations.filter(enabled=True).select_related("source", "target_locale")
        return [(translation, translation.get_target_instance()) for translation in running]

    def _publish(self, translation: Translation, instance: Any) -> None:
        problem = refusal(instance)
        if not problem:
            try:
                translation.save_target(user=self.request.user, publish=True)
            except ValidationError:
                # Localize has noted the error on the text, where its editor shows it.
                problem = refusal(instance)
        if problem:
            messages.error(self.request, problem)
