"""The page tree cannot be built wrong."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from pages import models
from pages.models.base import BasePage
from tests.factories.media import make_superuser
from tests.factories.site_tree import make_article, make_course, make_page
from tests.integration.conftest import Act, Homes

TREE: dict[type[Page], set[type[Page]]] = {
    models.HomePage: {
        models.ArticlePage,
        models.NewsIndexPage,
        models.CourseIndexPage,
        models.InternshipIndexPage,
        models.StrategyIndexPage,
        models.VideoIndexPage,
        models.ClusterIndexPage,
        models.ProjectPage,
    },
    models.ArticlePage: {models.ArticlePage},
    models.NewsIndexPage: {models.NewsPage},
    models.NewsPage: set(),
    models.CourseIndexPage: {models.CoursePage},
    models.CoursePage: {models.ArticlePage},
    models.InternshipIndexPage: {models.InternshipPage},
    models.InternshipPage: set(),
    models.StrategyIndexPage: {models.StrategyDocumentPage},
    models.StrategyDocumentPage: set(),
    models.VideoIndexPage: {models.VideoPage},
    models.VideoPage: set(),
    models.ClusterIndexPage: {models.ClusterPage},
    models.ClusterPage: {models.CompanyPage},
    models.CompanyPage: set(),
    models.ProjectPage: {models.ArticlePage},
}
INDEXES = [model for model in TREE if model.__name__.endswith("IndexPage")]


@pytest.mark.parametrize("parent", TREE, ids=lambda model: model.__name__)
def test_a_page_takes_only_the_children_that_belong_there(parent: type[Page]) -> None:
    assert set(parent.allowed_subpage_models()) == TREE[parent]


def test_every_page_type_has_its_place() -> None:
    assert set(BasePage.__subclasses__()) == set(TREE)
    assert all(any(model in children for children in TREE.values()) for model in set(TREE) - {models.HomePage})


@pytest.mark.parametrize("index", INDEXES, ids=lambda model: model.__name__)
def test_a_home_page_has_each_list_once(homes: Homes, act: Act, index: type[Page]) -> None:
    assert index.can_create_at(homes["pl"])
    with act():
        make_page(index, homes["pl"], "Lista")
    assert not index.can_create_at(Page.objects.get(pk=homes["pl"].pk))
    assert index.can_create_at(homes["lt"])


def test_a_page_cannot_be_moved_where_it_does_not_belong(homes: Homes, act: Act) -> None:
    with act():
        course = make_course(homes["pl"])
        article = make_article(homes["pl"], "Strona")
    assert article.can_move_to(course)
    assert not course.can_move_to(article)


def test_the_admin_refuses_a_page_in_the_wrong_place(homes: Homes, client: Client) -> None:
    client.force_login(make_superuser())
    wrong = reverse("wagtailadmin_pages:add", args=["pages", "coursepage", homes["pl"].pk])
    right = reverse("wagtailadmin_pages:add", args=["pages", "courseindexpage", homes["pl"].pk])
    assert client.get(wrong).status_code == 302
    assert client.get(right).status_code == 200
