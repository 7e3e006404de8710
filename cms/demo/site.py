"""Texts, menus, restrictions and accounts of the demo site."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from wagtail.models import Locale, Page, PageViewRestriction, Site
from wagtail.users.models import UserProfile

from cms.demo.logins import LOGINS
from cms.demo.texts import CONTENT_DIR, LANGUAGES, PageEntry, one_line, read_toml
from media_library.models import Image
from pages.editors.groups import PARTICIPANTS
from pages.models import Menu, MenuItem, SiteTexts


def restrict(pages: Mapping[str, Page], entries: list[PageEntry]) -> None:
    """Keep the pages marked as restricted for participants."""
    for entry in entries:
        if entry.facts.get("restricted"):
            restriction = PageViewRestriction.objects.create(
                page=pages[entry.key], restriction_type=PageViewRestriction.GROUPS
            )
            restriction.groups.set([Group.objects.get(name=PARTICIPANTS)])


def load_site_texts(pages: Mapping[str, Page], images: Mapping[str, Image]) -> None:
    """Write co-funding, footer, contact and menus in every language."""
    site = Site.objects.get(is_default_site=True)
    texts = read_toml(CONTENT_DIR / "site.toml")
    for code in LANGUAGES:
        locale = Locale.objects.get(language_code=code)
        plain = {name: value for name, value in texts[code].items() if isinstance(value, str)}
        SiteTexts.objects.create(
            site=site,
            locale=locale,
            funding_emblem=images.get("eu-emblem"),
            accessibility_page=pages["accessibility"].get_translation(locale),
            privacy_page=pages["privacy"].get_translation(locale),
            **{name: one_line(value) if value.startswith("<") else value for name, value in plain.items()},
        )
        for slot, rows in texts[code]["menus"].items():
            _load_menu(site, locale, slot, rows, pages)


def _load_menu(site: Site, locale: Locale, slot: str, rows: list[Any], pages: Mapping[str, Page]) -> None:
    menu = Menu.objects.create(site=site, locale=locale, slot=slot)
    MenuItem.objects.bulk_create(
        MenuItem(menu=menu, page=pages[key].get_translation(locale), label=label, sort_order=number)
        for number, (key, label) in enumerate(rows)
    )


def load_accounts(*, random_passwords: bool) -> dict[str, str]:
    """Make the demo accounts; returns their passwords."""
    passwords = {}
    users = get_user_model()
    for login in LOGINS:
        password = secrets.token_urlsafe(15) if random_passwords else login.password
        user = users.objects.filter(username=login.username).first()
        if user is None:
            email = f"{login.username}@example.org"
            make = users.objects.create_superuser if login.is_superuser else users.objects.create_user
            names = {"first_name": login.first_name, "last_name": login.last_name}
            user = make(login.username, email, password, **names)
            user.groups.set(Group.objects.filter(name__in=login.group_names))
            UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": login.language_code})
            passwords[login.username] = password
    return passwords
