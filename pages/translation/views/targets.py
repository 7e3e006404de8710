"""The endpoints of wagtail-localize's editor, each behind the permissions on the page it changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.snippets.views.snippets import get_snippet_model_from_url_params
from wagtail_localize.models import Translation

from pages.translation.permissions import may_publish, may_read_type, may_write

View = Callable[..., HttpResponseBase]
Rule = Callable[[Any, Model], bool]


def on_target(view: View, rule: Rule = may_write) -> View:
    """Return a view that only those may call who fulfil a rule on the target of the translation."""

    @wraps(view)
    def guarded(request: HttpRequest, translation_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not rule(request.user, _target(translation_id)):
            raise PermissionDenied
        return view(request, translation_id, *args, **kwargs)

    return guarded


def on_target_by_script(view: View) -> View:
    """Return a view for the editor's script, which would take Wagtail's redirect of a refusal for success."""

    @wraps(view)
    def guarded(request: HttpRequest, translation_id: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_write(request.user, _target(translation_id)):
            return JsonResponse({"detail": _("You may not change this translation, or it is locked.")}, status=403)
        return view(request, translation_id, *args, **kwargs)

    return guarded


def with_catalogue(view: View) -> View:
    """Return a view that takes a PO file, and says so where it got something else, instead of failing."""

    @wraps(view)
    def guarded(request: HttpRequest, translation_id: int) -> HttpResponseBase:
        try:
            return view(request, translation_id)
        except KeyError:  # no file, or a catalogue without the mark of its translation
            messages.error(request, _("Please upload a PO file that was downloaded from this translation."))
            return redirect(get_object_or_404(Translation, pk=translation_id).get_target_instance_edit_url())

    return guarded


def on_public_page(view: View) -> View:
    """Return a view that changes what is public of a page, for those who may publish it."""

    @wraps(view)
    def guarded(request: HttpRequest, page_id: int) -> HttpResponseBase:
        if not may_publish(request.user, get_object_or_404(Page, pk=page_id)):
            raise PermissionDenied
        return view(request, page_id)

    return guarded


def on_snippet_type(view: View) -> View:
    """Return a view that lists snippets, for those who have to do with their type."""

    @wraps(view)
    def guarded(request: HttpRequest, app_label: str, model_name: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read_type(request.user, get_snippet_model_from_url_params(app_label, model_name)):
            return JsonResponse({"detail": _("You may not see these snippets.")}, status=403)
        return view(request, *args, app_label=app_label, model_name=model_name, **kwargs)

    return guarded


def _target(translation_id: int) -> Model:
    translation = get_object_or_404(Translation, pk=translation_id)
    try:
        target: Model = translation.get_target_instance()
    except ObjectDoesNotExist as error:
        raise Http404 from error
    return target
