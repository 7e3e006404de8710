"""Audiences admit exactly those whom Wagtail's own serve admits."""

from itertools import product

import pytest
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, Group
from django.test import RequestFactory
from django.utils import translation
from wagtail.models import Collection, Page
from wagtail.views import serve

from pages.models import HomePage
from pages.publications.access import FileAccessPolicy, can_read_page
from pages.publications.audience_keys import LOGIN, PUBLIC
from pages.publications.audiences import audiences_for
from pages.publications.selectors import readable_publications
from tests.factories.media import make_collection, make_document, make_reader, make_superuser, restricted_collection
from tests.factories.site_tree import make_article, restrict_page
from tests.integration.conftest import Act
from tests.integration.publications.reading import audience_of

READERS = ("anonymous", "none", "first", "second", "both", "superuser")


def make_user(name: str) -> AbstractBaseUser | AnonymousUser:
    groups = {group.name: group for group in Group.objects.filter(name__in=["first", "second"])}
    if name == "anonymous":
        return AnonymousUser()
    if name == "superuser":
        return make_superuser()
    chosen = {"none": (), "first": ("first",), "second": ("second",), "both": ("first", "second")}
    return make_reader(name, [groups[key] for key in chosen[name]])


def is_served(page: Page, user: AbstractBaseUser | AnonymousUser) -> bool:
    """Ask Wagtail's view, without rendering what it would answer."""
    request = RequestFactory().get(page.url, HTTP_HOST="localhost")
    request.user = user  # type: ignore[assignment]
    request.session = {}  # type: ignore[assignment]
    return bool(serve(request, page.url.split("/", 2)[2]).status_code == 200)


@pytest.mark.parametrize("name", READERS)
def test_every_reader_reads_what_wagtail_serves_him(homes: dict[str, HomePage], act: Act, name: str) -> None:
    first, second = Group.objects.create(name="first"), Group.objects.create(name="second")
    choices = {"open": (), "login": ((),), "first": ((first,),), "either": ((first, second),), "second": ((second,),)}
    with act():
        for outer, inner in product(choices, choices):
            section = make_article(homes["pl"], f"{outer} {inner}")
            page = make_article(section, f"{outer} {inner} strona")
            for target, choice in ((section, outer), (page, inner)):
                for groups in choices[choice]:
                    restrict_page(target, *groups)
    user = make_user(name)
    readable = set(readable_publications(user).values_list("object_id", flat=True))
    with translation.override("pl"):
        served = {page.pk: is_served(page, user) for page in Page.objects.filter(live=True, depth__gt=2)}
    assert served == {pk: pk in readable for pk in served}
    assert served == {page.pk: can_read_page(user, page) for page in Page.objects.filter(pk__in=served)}


def test_an_alias_has_the_restrictions_of_its_source(homes: dict[str, HomePage], act: Act) -> None:
    with act():
        source = make_article(homes["pl"], "Zrodlo")
        alias = source.create_alias(parent=Page.objects.get(pk=homes["lt"].pk))
        restrict_page(source)
    assert alias.pk not in set(readable_publications(AnonymousUser()).values_list("object_id", flat=True))
    with translation.override("lt"):
        assert not is_served(Page.objects.get(pk=alias.pk), AnonymousUser())


def test_the_anonymous_audience_costs_no_query(db: None, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert len(audiences_for(AnonymousUser())) == 1


def test_a_user_who_was_deactivated_reads_as_a_stranger(homes: dict[str, HomePage], act: Act) -> None:
    with act():
        restrict_page(make_article(homes["pl"], "Materiały"))
    user = make_reader("left")
    assert len(audiences_for(user)) == 2
    user.is_active = False
    assert audiences_for(user) == audiences_for(AnonymousUser())


def test_a_restricted_file_is_read_by_members_only(homes: dict[str, HomePage]) -> None:
    group = Group.objects.create(name="Uczestnicy")
    document = make_document(collection=restricted_collection([group]))
    policy = FileAccessPolicy()
    assert not policy.can_read(AnonymousUser(), document)
    assert not policy.can_read(make_reader("stranger"), document)
    assert policy.can_read(make_reader("member", [group]), document)
    assert policy.can_read(make_superuser(), document)


@pytest.mark.parametrize(("before", "after"), [("Open", "Closed"), ("Closed", "Open")])
def test_a_script_may_move_a_collection_without_saving_it(
    homes: dict[str, HomePage], act: Act, before: str, after: str
) -> None:
    with act():
        restricted_collection(name="Closed")
        make_collection("Open")
        moved = make_collection("Handouts", parent=Collection.objects.get(name=before))
        document = make_document(collection=make_collection("Sheets", parent=moved))
    with act():
        Collection.objects.get(pk=moved.pk).move(Collection.objects.get(name=after), pos="sorted-child")
    assert audience_of(document) == {"Closed": LOGIN, "Open": PUBLIC}[after]
