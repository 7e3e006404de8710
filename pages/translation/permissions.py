"""What a user may do with translations; wagtail-localize itself asks for little more than one permission for all."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.models import DraftStateMixin, Locale, Page
from wagtail.permissions import policy_registry

from pages.translation.families import source_page, translation_parent


def may_edit(user: Any, instance: Model) -> bool:
    """Tell whether a user may edit a page or snippet."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_edit())
    return bool(policy_registry.get(instance).user_has_permission_for_instance(user, "change", instance))


def is_locked_for(user: Any, instance: Model) -> bool:
    """Tell whether somebody else or a workflow has locked a page."""
    return isinstance(instance, Page) and bool(instance.permissions_for_user(user).page_locked())


def may_write(user: Any, instance: Model) -> bool:
    """Tell whether a user may change the text of a page or snippet now."""
    return may_edit(user, instance) and not is_locked_for(user, instance)


def may_publish(user: Any, instance: Model) -> bool:
    """Tell whether a user may publish a page or snippet now; a snippet without drafts is published as it is edited."""
    if isinstance(instance, Page):
        return bool(instance.permissions_for_user(user).can_publish()) and not is_locked_for(user, instance)
    action = "publish" if isinstance(instance, DraftStateMixin) else "change"
    return bool(policy_registry.get(instance).user_has_permission_for_instance(user, action, instance))


def may_submit(user: Any, instance: Model) -> bool:
    """Tell whether a user may have a page or snippet translated: he may edit it and what it is translated from."""
    if isinstance(instance, Page):
        return may_edit(user, instance) and may_edit(user, source_page(instance))
    return may_edit(user, instance) and bool(policy_registry.get(instance).user_has_permission(user, "add"))


def may_submit_subtree(user: Any, page: Page) -> bool:
    """Tell whether a user may edit every page beneath one."""
    editable = policy_registry.get(page).instances_user_has_permission_for(user, "change")
    return not page.get_descendants().exclude(pk__in=editable.values("pk")).exists()


def may_translate_into(user: Any, instance: Model, locale: Locale) -> bool:
    """Tell whether a user may have a page translated into a language.

    A new translation asks for the permission to add a page where it will stand. An alias becomes a draft, so that a
    live one is withdrawn: that is for those who may publish it.
    """
    if not isinstance(instance, Page):
        return True
    target = Page.objects.filter(translation_key=instance.translation_key, locale=locale).first()
    if target is None:
        return bool(translation_parent(instance, locale).permissions_for_user(user).can_add_subpage())
    return may_write(user, target) and (not target.live or may_publish(user, target))


def may_read_type(user: Any, model: type[Model]) -> bool:
    """Tell whether a user has anything to do with a type of snippet."""
    policy = policy_registry.get_by_type(model)
    return bool(policy.user_has_any_permission(user, ["add", "change", "delete", "view"]))
