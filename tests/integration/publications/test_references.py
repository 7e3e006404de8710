"""What a page shows changes it too, and only what all its readers may read is shown."""

from django.contrib.auth.models import Group
from django.test import override_settings

from pages.models import (
    ClusterIndexPage,
    ClusterPage,
    HomePage,
    Specialisation,
    StrategyDocumentPage,
    StrategyIndexPage,
)
from tests.factories.media import (
    make_collection,
    make_document,
    make_image,
    make_media_item,
    make_track,
    restrict,
    restricted_collection,
)
from tests.factories.site_tree import make_article, make_course, make_page, publish, restrict_page, translate
from tests.integration.conftest import Act
from tests.integration.publications.reading import audience_of, body_of, publication_of

Homes = dict[str, HomePage]


def test_a_snippet_changes_the_pages_that_show_it(homes: Homes, act: Act) -> None:
    with act():
        trade = Specialisation.objects.create(name="Spawanie", code="tig", locale=homes["pl"].locale)
        course = make_course(homes["pl"], specialisation=trade)
    with act():
        trade.name = "Spawanie TIG"
        trade.save()
    assert body_of(course)["specialisation"]["name"] == "Spawanie TIG"
    with act():
        trade.delete()
    assert body_of(course)["specialisation"] is None


def test_an_image_changes_the_pages_that_show_it(homes: Homes, act: Act) -> None:
    with act():
        image = make_image("Tokarka")
        article = make_article(homes["pl"], "O nas", image=image)
    assert body_of(article)["image"]["alt_text"] == "A lathe"
    with act():
        image.alt_text = "Tokarka CNC"
        image.save()
    assert body_of(article)["image"]["alt_text"] == "Tokarka CNC"
    with act():
        image.delete()
    assert body_of(article)["image"] is None


def test_restricting_a_collection_takes_its_files_out_of_public_pages(homes: Homes, act: Act) -> None:
    with act():
        collection = make_collection()
        document = make_document(collection=collection)
        article = make_article(homes["pl"], "Pliki", body=[("document", {"document": document, "title": "Materiał"})])
    assert body_of(article)["body"][0]["value"]["document"]["id"] == document.pk
    with act():
        restriction = restrict(collection)
    assert audience_of(document) == "login"
    assert "Materiał" not in str(body_of(article))
    with act():
        restriction.delete()
    assert body_of(article)["body"][0]["value"]["document"]["id"] == document.pk


def test_restricting_a_linked_page_takes_its_card_out(homes: Homes, act: Act) -> None:
    with act():
        target = make_article(homes["pl"], "Cel")
        article = make_article(homes["pl"], "Karty", body=[("page_cards", {"title": "Zobacz", "pages": [target]})])
    with act():
        publish(target, title="Nowy cel")
    assert body_of(article)["body"][0]["value"]["pages"][0]["title"] == "Nowy cel"
    with act():
        restrict_page(target)
    assert "Nowy cel" not in str(body_of(article))


def test_a_link_to_a_restricted_page_loses_its_tag_and_keeps_its_text(homes: Homes, act: Act) -> None:
    with act():
        target = make_article(homes["pl"], "Cel")
        link = f'<p>Patrz <a linktype="page" id="{target.pk}">tutaj</a>.</p>'
        article = make_article(homes["pl"], "Tekst", body=[("rich_text", link)])
    assert body_of(article)["body"][0]["value"] == link
    with act():
        restrict_page(target)
    assert body_of(article)["body"][0]["value"] == "<p>Patrz tutaj.</p>"


def test_members_see_on_their_page_what_is_theirs(homes: Homes, act: Act) -> None:
    group, other = Group.objects.create(name="A"), Group.objects.create(name="B")
    with act():
        theirs = make_document("Nasze", collection=restricted_collection([group, other]))
        foreign = make_document("Obce", collection=restricted_collection([other], name="Inne"))
        article = make_article(
            homes["pl"],
            "Materiały",
            body=[("document", {"document": document, "title": ""}) for document in (theirs, foreign)],
        )
        restrict_page(article, group)
    text = str(body_of(article))
    assert "Nasze" in text
    assert "Obce" not in text


def test_passages_of_a_hidden_file_are_left_out(homes: Homes, act: Act) -> None:
    with act():
        collection = make_collection()
        video = make_media_item(collection=collection)
        make_track(video, texts=["Włączamy łuk."])
        article = make_article(homes["pl"], "Film", body=[("video", {"video": video, "caption": ""})])
    publication = publication_of(article)
    assert publication is not None
    passage = publication.passages.get(kind="cue")
    assert passage.text == "Włączamy łuk."
    assert passage.url.endswith("#t=0")
    with act():
        restrict(collection)
    assert not publication.passages.filter(kind="cue").exists()


def test_new_captions_change_the_page(homes: Homes, act: Act) -> None:
    with act():
        video = make_media_item()
        article = make_article(homes["pl"], "Film", body=[("video", {"video": video, "caption": ""})])
    assert body_of(article)["body"][0]["value"]["video"]["tracks"] == []
    with act():
        make_track(video)
    assert body_of(article)["body"][0]["value"]["video"]["tracks"][0]["language_code"] == "pl"


@override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}})
def test_references_are_known_before_wagtails_task_has_run(homes: Homes, act: Act) -> None:
    with act():
        image = make_image()
        article = make_article(homes["pl"], "O nas", image=image)
    with act():
        image.credit = "Jan Kowalski"
        image.save()
    assert body_of(article)["image"]["credit"] == "Jan Kowalski"


def test_a_snippet_of_another_language_changes_what_shows_its_translation(homes: Homes, act: Act) -> None:
    with act():
        polish = Specialisation.objects.create(name="Spawanie", code="tig", locale=homes["pl"].locale)
        lithuanian = polish.copy_for_translation(homes["lt"].locale)
        lithuanian.name = "Suvirinimas"
        lithuanian.save()
        course = make_course(homes["pl"], specialisation=polish)
    with act():
        lithuanian.name = "TIG suvirinimas"
        lithuanian.save()
    publication = publication_of(course)
    assert publication is not None
    labels = next(facet["labels"] for facet in publication.facets if facet["name"] == "specialisation")
    assert labels["lt"] == "TIG suvirinimas"


def test_a_poster_that_not_all_may_see_is_left_out_of_the_video(homes: Homes, act: Act) -> None:
    with act():
        picture = make_image(alt_text="Tajny plakat")
        video = make_media_item(poster=picture)
        course = make_course(homes["pl"], body=[("video", {"video": video, "caption": ""})])
    assert body_of(video)["poster"]["alt_text"] == "Tajny plakat"
    with act():
        picture.collection = restricted_collection()
        picture.save()
    assert body_of(video)["poster"] is None
    assert body_of(course)["body"][0]["value"]["video"]["poster"] is None


def test_the_title_of_an_unpublished_translation_is_no_label_of_a_facet(homes: Homes, act: Act) -> None:
    with act():
        clusters = {code: make_page(ClusterIndexPage, homes[code], "Klastry") for code in ("pl", "lt")}
        cluster = make_page(ClusterPage, clusters["pl"], "Klaster")
        draft = translate(cluster, clusters["lt"], "Juodraštis")
        draft.unpublish()
        index = make_page(StrategyIndexPage, homes["pl"], "Strategie")
        strategy = make_page(StrategyDocumentPage, index, "Strategia", cluster=cluster)

    def labels() -> list[dict[str, str]]:
        found = [publication_of(page) for page in (cluster, strategy)]
        facets = [facet for publication in found if publication for facet in publication.facets]
        return [facet["labels"] for facet in facets if facet["name"] == "cluster"]

    assert labels() == [{"pl": "Klaster"}] * 2
    with act():
        publish(draft, title="Klasteris")
    assert labels() == [{"lt": "Klasteris", "pl": "Klaster"}] * 2
