"""Handlers that keep the view restrictions of translations and aliases those of their source."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Model
from django.db.models.query import QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import Page, PageViewRestriction, get_page_models

from pages.translation.families import source_page
from pages.translation.view_restrictions import follow, is_mirroring, mirror


def connect() -> None:
    """Listen to view restrictions and to new pages."""
    post_save.connect(on_restriction_saved, sender=PageViewRestriction, dispatch_uid="translation.restriction_saved")
    post_delete.connect(
        on_restriction_deleted, sender=PageViewRestriction, dispatch_uid="translation.restriction_deleted"
    )
    m2m_changed.connect(
        on_restriction_groups_changed,
        sender=PageViewRestriction.groups.through,
        dispatch_uid="translation.restriction_groups",
    )
    for model in get_page_models():
        post_save.connect(on_page_saved, sender=model, dispatch_uid=f"translation.{model._meta.label}")


def on_restriction_saved(instance: PageViewRestriction, *, raw: bool = False, **_kwargs: Any) -> None:
    """Mirror a restriction that was set or changed on a source; a row set on a follower takes its source's terms."""
    if not raw and not is_mirroring():
        _restrictions_changed(instance.page, instance)


def on_restriction_deleted(instance: PageViewRestriction, origin: Any = None, **_kwargs: Any) -> None:
    """Mirror the lifting of a restriction; a page that is deleted with its restriction lifts nothing."""
    if not is_mirroring() and _model_of(origin) is PageViewRestriction:
        source = source_page(instance.page)
        if source.pk == instance.page_id:
            mirror(source)
        else:
            follow(instance.page, source)


def on_restriction_groups_changed(
    instance: PageViewRestriction | Group, action: str, pk_set: Iterable[int] | None, **_kwargs: Any
) -> None:
    """Mirror the groups of a restriction, from whichever side they were changed."""
    if is_mirroring() or not action.startswith("post_"):
        return
    if isinstance(instance, PageViewRestriction):
        _restrictions_changed(instance.page, instance)
        return
    restrictions = PageViewRestriction.objects.filter(restriction_type=PageViewRestriction.GROUPS)
    # None where a group has lost all its restrictions at once.
    for restriction in restrictions if pk_set is None else restrictions.filter(pk__in=pk_set):
        _restrictions_changed(restriction.page, restriction)


def on_page_saved(instance: Page, *, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """Restrict a new translation or alias as its source is."""
    if raw or not created:
        return
    source = source_page(instance)
    if source.pk != instance.pk:
        follow(instance, source)
        return
    # A translation into the site's first language that was not made by wagtail-localize is a source from now on.
    restricted = instance.get_translations().filter(view_restrictions__isnull=False).first()
    if restricted is not None:
        follow(instance, restricted)


def _restrictions_changed(page: Page, restriction: PageViewRestriction) -> None:
    source = source_page(page)
    if source.pk == page.pk:
        mirror(source)
    elif source.view_restrictions.exists():
        follow(page, source, kept=restriction)


def _model_of(origin: Model | QuerySet[Model] | None) -> type[Model] | None:
    return origin.model if isinstance(origin, QuerySet) else type(origin) if origin is not None else None
