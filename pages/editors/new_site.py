"""Makes an empty site ready for work: languages, home pages, groups and moderation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import translation
from wagtail.models import GroupApprovalTask, Locale, Page, Site, Task, Workflow, WorkflowPage, WorkflowTask
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from pages.editors.groups import MODERATORS, participants_collection
from pages.editors.permissions import SUPERSEDED_GROUPS, grant, roles
from pages.editors.site_address import site_address
from pages.models import HomePage

WORKFLOW: Final = "Moderation"
#: What Wagtail calls the workflow that it makes itself.
WAGTAILS_WORKFLOW: Final = "Moderators approval"
#: The home page of the first language is the source of the others, and has the plain slug.
HOME_SLUG: Final = "home"
HOME_TITLES: Final[Mapping[str, str]] = {
    "pl": "Multimedialne Centrum Kompetencji",
    "lt": "Multimedijos kompetencijų centras",
    "en": "Multimedia Competence Centre",
}


def is_new() -> bool:
    """Tell whether the page tree is still as Wagtail's migrations have made it."""
    return (
        not HomePage.objects.exists()
        and not Page.objects.filter(depth__gt=2).exists()
        and not Page.objects.filter(depth=2).exclude(content_type__model="page").exists()
        and Page.objects.filter(depth=1).exists()
    )


@transaction.atomic
def set_up_new_site() -> None:
    """Make languages, home pages, groups, the participants' files and moderation, where the site is new.

    What an administrator has changed since is never touched again.
    """
    if not is_new():
        return
    with translation.override(settings.LANGUAGE_CODE):
        homes = _make_home_pages()
        Group.objects.filter(name__in=SUPERSEDED_GROUPS).delete()
        for role in roles(homes):
            grant(role)
        participants_collection()
        _set_up_moderation(list(homes.values()))


def _make_home_pages() -> dict[str, Page]:
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code, _name in settings.LANGUAGES}
    root = Page.get_first_root_node()
    for welcome in root.get_children():
        welcome.delete()  # takes Wagtail's site along
    root = Page.get_first_root_node()
    code = settings.LANGUAGE_CODE
    home = root.add_child(instance=HomePage(title=_home_title(code), slug=HOME_SLUG, locale=locales[code]))
    home.save_revision().publish()
    _make_site(home)
    targets = [locale for locale_code, locale in locales.items() if locale_code != code]
    return {code: home, **{locale.language_code: _translate_home(home, locale) for locale in targets}}


def _home_title(language_code: str) -> str:
    return HOME_TITLES.get(language_code, HOME_TITLES["en"])


def _make_site(home: Page) -> None:
    hostname, port = site_address()
    Site.objects.create(
        hostname=hostname,
        port=port,
        site_name=settings.WAGTAIL_SITE_NAME,
        root_page=home,
        is_default_site=True,
    )


def _translate_home(home: Page, locale: Locale) -> Page:
    """Make the home page of another language as a translator would, so that it can be brought up to date later."""
    code = locale.language_code
    source, _created = TranslationSource.get_or_create_from_instance(home)
    target = Translation.objects.create(source=source, target_locale=locale)
    texts = {"title": _home_title(code), "slug": f"{HOME_SLUG}-{code}"}
    for segment in StringSegment.objects.filter(source=source, context__path__in=texts).select_related("context"):
        StringTranslation.objects.create(
            translation_of_id=segment.string_id,
            context=segment.context,
            locale=locale,
            data=texts[segment.context.path],
        )
    target.save_target(publish=False)
    page = target.get_target_instance()
    page.get_latest_revision().publish()
    return Page.objects.get(pk=page.pk)


def _set_up_moderation(homes: list[Page]) -> None:
    task = GroupApprovalTask.objects.filter(name=WAGTAILS_WORKFLOW).first() or GroupApprovalTask()
    task.name = WORKFLOW
    task.active = True
    task.save()
    task.groups.set(Group.objects.filter(name=MODERATORS))
    workflow = Workflow.objects.filter(name=WAGTAILS_WORKFLOW).first() or Workflow()
    workflow.name = WORKFLOW
    workflow.active = True
    workflow.save()
    WorkflowTask.objects.get_or_create(workflow=workflow, task=Task.objects.get(pk=task.pk), defaults={"sort_order": 0})
    WorkflowPage.objects.filter(workflow=workflow).exclude(page__in=homes).delete()
    for home in homes:
        WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})
