"""After each editorial act the publications are right."""

from wagtail.actions.convert_alias import ConvertAliasPageAction
from wagtail.models import Locale, Page, Site

from pages.models import HomePage
from pages.publications.models import Publication
from tests.factories.site_tree import make_article, publish, translate
from tests.integration.conftest import Act
from tests.integration.publications.reading import body_of, publication_of

Homes = dict[str, HomePage]


def test_a_new_live_page_is_published(homes: Homes, act: Act) -> None:
    with act():
        article = make_article(homes["pl"], "O nas")
    publication = publication_of(article)
    assert publication is not None
    assert publication.type == "pages.ArticlePage"
    assert publication.locale_code == "pl"
    assert publication.html_url == "http://localhost/pl/o-nas/"
    assert body_of(article)["meta"]["detail_url"].endswith(f"/api/v2/pages/{article.pk}/")


def test_publishing_a_revision_replaces_the_body(homes: Homes, act: Act) -> None:
    with act():
        article = make_article(homes["pl"], "O nas")
    before = publication_of(article)
    with act():
        publish(article, summary="Nowy opis")
    after = publication_of(article)
    assert before is not None
    assert after is not None
    assert body_of(article)["summary"] == "Nowy opis"
    assert after.sequence > before.sequence
    assert after.etag != before.etag


def test_a_draft_changes_nothing(homes: Homes, act: Act) -> None:
    with act():
        article = make_article(homes["pl"], "O nas")
    before = publication_of(article)
    with act():
        article.title = "Szkic"
        article.save_revision()
    after = publication_of(article)
    assert before is not None
    assert after is not None
    assert (after.sequence, after.title) == (before.sequence, "O nas")


def test_publishing_the_same_again_writes_nothing(homes: Homes, act: Act) -> None:
    with act():
        article = make_article(homes["pl"], "O nas")
    before = publication_of(article)
    with act():
        article.save()
    after = publication_of(article)
    assert before is not None
    assert after is not None
    assert after.sequence == before.sequence


def test_unpublishing_leaves_a_tombstone_without_content(homes: Homes, act: Act) -> None:
    with act():
        article = make_article(homes["pl"], "O nas")
    with act():
        article.unpublish()
    assert publication_of(article) is None
    tombstone = Publication.objects.get(kind="page", object_id=article.pk)
    assert (tombstone.title, tombstone.html_url, tombstone.type) == ("", "", "pages.ArticlePage")
    assert not hasattr(tombstone, "body")


def test_deleting_withdraws_the_whole_subtree(homes: Homes, act: Act) -> None:
    with act():
        parent = make_article(homes["pl"], "Rodzic")
        child = make_article(parent, "Dziecko")
    parent_pk, child_pk = parent.pk, child.pk
    with act():
        Page.objects.get(pk=parent_pk).delete()
    assert not Publication.objects.filter(object_id__in=[parent_pk, child_pk], kind="page", deleted=False).exists()


def test_moving_changes_the_address_of_the_whole_subtree(homes: Homes, act: Act) -> None:
    with act():
        old, new = make_article(homes["pl"], "Stary"), make_article(homes["pl"], "Nowy")
        page = make_article(old, "Strona")
        below = make_article(page, "Pod")
    with act():
        Page.objects.get(pk=page.pk).move(Page.objects.get(pk=new.pk), pos="last-child")
    assert body_of(page)["meta"]["html_url"] == "http://localhost/pl/nowy/strona/"
    assert body_of(below)["meta"]["html_url"] == "http://localhost/pl/nowy/strona/pod/"
    assert body_of(page)["meta"]["parent"]["id"] == new.pk


def test_moving_an_unpublished_page_changes_the_address_of_what_is_beneath(homes: Homes, act: Act) -> None:
    with act():
        new, page = make_article(homes["pl"], "Nowy"), make_article(homes["pl"], "Strona")
        below = make_article(page, "Pod")
        page.unpublish()
    with act():
        Page.objects.get(pk=page.pk).move(Page.objects.get(pk=new.pk), pos="last-child")
    assert body_of(below)["meta"]["html_url"] == "http://localhost/pl/nowy/strona/pod/"


def test_reordering_keeps_the_order_of_listings(homes: Homes, act: Act) -> None:
    with act():
        pages = [make_article(homes["pl"], f"Strona {number}") for number in range(4)]
    with act():
        Page.objects.get(pk=pages[3].pk).move(Page.objects.get(pk=pages[0].pk), pos="left")
    paths = dict(Publication.objects.filter(kind="page", deleted=False).values_list("object_id", "path"))
    assert paths == dict(Page.objects.filter(live=True, depth__gt=1, pk__in=paths).values_list("pk", "path"))


def test_a_draft_put_between_published_pages_keeps_the_order_of_listings(homes: Homes, act: Act) -> None:
    with act():
        pages = [make_article(homes["pl"], f"Strona {number}") for number in range(3)]
        draft = make_article(homes["pl"], "Szkic", live=False)
    with act():
        Page.objects.get(pk=draft.pk).move(Page.objects.get(pk=pages[0].pk), pos="left")
    for page in pages:
        publication = publication_of(page)
        assert publication is not None
        assert publication.path == Page.objects.get(pk=page.pk).path


def test_a_new_slug_changes_the_address_of_what_is_beneath(homes: Homes, act: Act) -> None:
    with act():
        parent = make_article(homes["pl"], "Rodzic")
        child = make_article(parent, "Dziecko")
    with act():
        publish(parent, slug="inny")
    assert body_of(child)["meta"]["html_url"] == "http://localhost/pl/inny/dziecko/"


def test_a_parents_title_stands_in_its_children(homes: Homes, act: Act) -> None:
    with act():
        parent = make_article(homes["pl"], "Rodzic")
        child = make_article(parent, "Dziecko")
    with act():
        publish(parent, title="Nowy rodzic")
    assert body_of(child)["meta"]["parent"]["title"] == "Nowy rodzic"
    with act():
        Page.objects.get(pk=parent.pk).specific.unpublish()
    assert body_of(child)["meta"]["parent"] is None


def test_an_alias_follows_its_source(homes: Homes, act: Act) -> None:
    with act():
        source = make_article(homes["pl"], "Źródło")
    with act():
        alias = source.create_alias(
            parent=Page.objects.get(pk=homes["lt"].pk), update_locale=Locale.objects.get(language_code="lt")
        )
    body = body_of(alias)
    assert body["meta"]["alias_of"]["id"] == source.pk
    assert (body["meta"]["locale"], body["meta"]["content_locale"]) == ("lt", "pl")
    with act():
        publish(source, title="Nowe źródło", summary="Opis")
    assert body_of(alias)["meta"]["alias_of"]["title"] == "Nowe źródło"
    assert body_of(alias)["summary"] == "Opis"


def test_translations_name_each_other(homes: Homes, act: Act) -> None:
    with act():
        polish = make_article(homes["pl"], "O nas")
    with act():
        lithuanian = translate(polish, homes["lt"], "Apie mus")
    assert [row["id"] for row in body_of(polish)["meta"]["translations"]] == [lithuanian.pk]
    assert body_of(lithuanian)["meta"]["translations"][0]["html_url"] == "http://localhost/pl/o-nas/"
    with act():
        lithuanian.unpublish()
    assert body_of(polish)["meta"]["translations"] == []


def test_deleting_a_translation_takes_it_out_of_the_others(homes: Homes, act: Act) -> None:
    with act():
        polish = make_article(homes["pl"], "O nas")
        lithuanian = translate(polish, homes["lt"], "Apie mus")
    with act():
        Page.objects.get(pk=lithuanian.pk).delete()
    assert body_of(polish)["meta"]["translations"] == []


def test_a_new_host_changes_every_address(homes: Homes, act: Act) -> None:
    with act():
        article = make_article(homes["pl"], "O nas")
    with act():
        site = Site.objects.get()
        site.hostname = "centrum.example"
        site.save()
    assert body_of(article)["meta"]["html_url"] == "http://centrum.example/pl/o-nas/"


def test_a_copy_is_published_and_a_converted_alias_stands_alone(homes: Homes, act: Act) -> None:
    with act():
        source = make_article(homes["pl"], "Źródło")
        alias = source.create_alias(update_slug="alias")
        copy = source.copy(update_attrs={"slug": "kopia", "title": "Kopia"})
    assert body_of(copy)["title"] == "Kopia"
    with act():
        ConvertAliasPageAction(alias.specific).execute(skip_permission_checks=True)
    assert body_of(alias)["meta"]["alias_of"] is None
