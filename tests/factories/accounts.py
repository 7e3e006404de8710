"""Accounts of the groups that a new site has."""

from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.users.models import UserProfile


def log_in(*group_names: str, username: str = "", language_code: str = "en", is_superuser: bool = False) -> Client:
    """Return the browser of a new user of the groups."""
    name = username or "-".join(group_names).lower().replace(" ", "-") or "administrator"
    user = get_user_model().objects.create_user(name, f"{name}@example.org", "password", is_superuser=is_superuser)
    user.groups.set([Group.objects.get(name=group_name) for group_name in group_names])
    UserProfile.objects.create(user=user, preferred_language=language_code)
    client = Client()
    client.force_login(user)
    return client
