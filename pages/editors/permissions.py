"""What each group may do when the site is new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from pages.editors.groups import EDITORS_BY_LANGUAGE, MODERATORS, PARTICIPANTS, TRANSLATORS

Codename = tuple[str, str]

#: Wagtail's group of everybody's editors; here each language has its own.
SUPERSEDED_GROUPS: Final = ("Editors",)

ADMIN: Final[Sequence[Codename]] = (("wagtailadmin", "access_admin"),)
SUBMIT_TRANSLATION: Final[Sequence[Codename]] = (("wagtail_localize", "submit_translation"),)
TRANSLATED_SNIPPETS: Final[Sequence[Codename]] = tuple(
    (app_label, f"{action}_{model}")
    for app_label, model in (("pages", "specialisation"), ("pages", "partner"), ("terms", "term"))
    for action in ("add", "change", "view")
)
SITE_SNIPPETS: Final[Sequence[Codename]] = tuple(
    (app_label, f"{action}_{model}")
    for app_label, model in (("pages", "sitetexts"), ("pages", "menu"), ("wagtailredirects", "redirect"))
    for action in ("add", "change", "delete")
)
SEARCH_WORDS: Final[Sequence[Codename]] = tuple(
    ("search", f"{action}_{model}") for model in ("synonymset", "bestbet") for action in ("add", "change", "delete")
)
DELETE_SNIPPETS: Final[Sequence[Codename]] = (
    ("pages", "delete_specialisation"),
    ("pages", "delete_partner"),
    ("terms", "delete_term"),
)
#: Of the media library; captions follow the permission to change their video.
FILES: Final[Sequence[Codename]] = tuple(
    (app_label, f"{action}_{model}")
    for app_label, model in (("wagtailimages", "image"), ("wagtaildocs", "document"), ("wagtailmedia", "media"))
    for action in ("add", "change", "choose")
)
CHOOSE_FILES: Final[Sequence[Codename]] = tuple(row for row in FILES if row[1].startswith("choose_"))
WRITE_PAGES: Final = ("add_page", "change_page")
MODERATE_PAGES: Final = (*WRITE_PAGES, "publish_page", "bulk_delete_page", "lock_page", "unlock_page")

EDITORS_MAY: Final = (*ADMIN, *SUBMIT_TRANSLATION, *TRANSLATED_SNIPPETS, *SITE_SNIPPETS, *SEARCH_WORDS)


@dataclass(frozen=True)
class Role:
    """A group with its permissions: over the whole admin, over pages beneath some, and over files."""

    name: str
    permissions: Sequence[Codename] = ()
    page_permissions: Sequence[str] = ()
    pages: Sequence[Page] = ()
    file_permissions: Sequence[Codename] = ()


def roles(homes: dict[str, Page]) -> list[Role]:
    """Return the roles of a new site with these home pages by language."""
    everywhere = list(homes.values())
    editors = [
        Role(name, EDITORS_MAY, WRITE_PAGES, [homes[code]], FILES)
        for code, name in EDITORS_BY_LANGUAGE.items()
        if code in homes
    ]
    return [
        *editors,
        # A translator writes in the translations and submits pages for it; what is public, moderators decide.
        Role(TRANSLATORS, (*ADMIN, *SUBMIT_TRANSLATION, *TRANSLATED_SNIPPETS), WRITE_PAGES, everywhere, CHOOSE_FILES),
        Role(MODERATORS, (*EDITORS_MAY, *DELETE_SNIPPETS), MODERATE_PAGES, everywhere, FILES),
        Role(PARTICIPANTS),
    ]


def grant(role: Role) -> Group:
    """Give a group exactly the permissions of its role."""
    group, _created = Group.objects.get_or_create(name=role.name)
    group.permissions.set(_permissions(role.permissions))
    GroupPagePermission.objects.filter(group=group).delete()
    GroupCollectionPermission.objects.filter(group=group).delete()
    allowed = Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=role.page_permissions)
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page, permission=permission)
        for page in role.pages
        for permission in allowed
    )
    root = Collection.get_first_root_node()
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=root, permission=permission)
        for permission in _permissions(role.file_permissions)
    )
    return group


def _permissions(codenames: Iterable[Codename]) -> list[Permission]:
    found = Q(pk__in=[])
    for app_label, codename in codenames:
        found |= Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.filter(found))
