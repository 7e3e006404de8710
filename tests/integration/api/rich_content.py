"""A site that has something of everything the API tells of, for tests that ask it at random."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from wagtail.models import Locale, Page, Site

from media_library.models import Document, Image, MediaItem
from pages.models import (
    ArticlePage,
    ClusterIndexPage,
    ClusterPage,
    CompanyPage,
    CoursePage,
    HomePage,
    InternshipIndexPage,
    InternshipPage,
    NewsIndexPage,
    NewsPage,
    Partner,
    ProjectPage,
    Specialisation,
    StrategyDocumentPage,
    StrategyIndexPage,
    VideoIndexPage,
    VideoPage,
)
from tests.factories.media import make_collection, make_document, make_image, make_media_item, make_track
from tests.factories.site_tree import make_article, make_course, make_page, translate

Homes = dict[str, HomePage]
OTHER_HOST = "klastry.example"
OTHER_URL_PATH = "/klastry-"
RICH_TEXT = '<p>Łuk i <b>spoina</b>, „cudzysłów” &amp; <a href="https://example.org/?a=1&amp;b=2">odsyłacz</a>.</p>'


@dataclass(frozen=True)
class Content:
    """What tests refer to by name."""

    homes: Homes
    other_home: HomePage
    trades: list[Specialisation]
    images: list[Image]
    documents: list[Document]
    videos: list[MediaItem]
    articles: list[ArticlePage]
    courses: list[CoursePage]
    cluster: ClusterPage
    companies: list[CompanyPage]
    internships: list[InternshipPage]


def make_content(homes: Homes) -> Content:
    """Make the whole site; all of it is public."""
    images, documents, videos = _make_files()
    trades = [
        Specialisation.objects.create(name=name, code=code, locale=homes["pl"].locale, description="Opis ąęł")
        for name, code in (("Obróbka skrawaniem", "cnc"), ("Łączenie", "tig"), ("Magazyn", "logistics"))
    ]
    articles = _make_articles(homes, images, documents, videos)
    courses = [_make_course(homes["pl"], number, trades, images) for number in range(7)]
    cluster, companies = _make_clusters(homes["pl"], trades)
    content = Content(
        homes=homes,
        other_home=_make_other_site(),
        trades=trades,
        images=images,
        documents=documents,
        videos=videos,
        articles=articles,
        courses=courses,
        cluster=cluster,
        companies=companies,
        internships=_make_internships(homes["pl"], companies),
    )
    _make_library(content)
    _make_project(content)
    return content


def _make_files() -> tuple[list[Image], list[Document], list[MediaItem]]:
    collection = make_collection("Zdjęcia")
    images = [make_image(f"Obraz {number}", 800 + number % 2, 600, collection) for number in range(4)]
    images[0].tags.add("spawanie", "łuk")
    images[1].tags.add("spawanie")
    images[2].focal_point_x, images[2].focal_point_y = 200, 150
    images[2].focal_point_width = images[2].focal_point_height = 40
    images[2].save()
    documents = [make_document(f"Dokument {number % 2}", filename=f"plik-{number}.pdf") for number in range(3)]
    documents[0].tags.add("strategia")
    videos = [make_media_item(f"Film {number}", poster=images[number]) for number in range(2)]
    videos[1].tags.add("łuk")
    make_track(videos[0])
    return images, documents, videos


def _make_articles(
    homes: Homes, images: list[Image], documents: list[Document], videos: list[MediaItem]
) -> list[ArticlePage]:
    polish = homes["pl"]
    about = make_article(
        polish, "O nas", image=images[0], summary="Opis <b>ostry</b> & „łukowy”", show_in_menus=True, body=[
            ("rich_text", RICH_TEXT),
            ("image", {"image": images[1], "alt_text": "Tokarka"}),
            ("document", {"document": documents[0], "title": "Plik"}),
            ("video", {"video": videos[0], "caption": "Film"}),
            ("page_cards", {"title": "Karty", "pages": [polish]}),
            ("quote", {"text": "Miara", "source": "CNC"}),
        ],
    )  # fmt: skip
    team = make_article(about, "Zespół — żółć", seo_title="Zespół", search_description="Kto tu pracuje")
    deeper = make_article(team, "Historia", image=images[2])
    twins = [make_article(about, "Ten sam tytuł", slug=f"ten-sam-{number}") for number in range(3)]
    lithuanian = translate(about, homes["lt"], "Apie mus")
    english = translate(about, homes["en"], "About us")
    team.create_alias(parent=Page.objects.get(pk=homes["en"].pk), update_locale=Locale.objects.get(language_code="en"))
    deeper.create_alias(parent=Page.objects.get(pk=polish.pk), update_slug="historia-inaczej")
    return [about, team, deeper, *twins, lithuanian, english]


def _make_course(home: HomePage, number: int, trades: list[Specialisation], images: list[Image]) -> CoursePage:
    course = make_course(
        home,
        f"Kurs {number}",
        specialisation=trades[number] if number < len(trades) else None,
        hours=8 + number % 3,
        level=CoursePage.Level.values[number % 2],
        audience="operatorzy",
        learning_outcomes="<ul><li>umie spawać</li></ul>",
        image=images[number % 3] if number % 2 else None,
    )
    for part in range(number % 3):
        course.units.create(title=f"Część {part}", hours=part + 1, sort_order=part, locale=home.locale)
    course.meetings.create(
        starts_at=datetime(2030, 3, 1 + number, 8, tzinfo=UTC),
        ends_at=datetime(2030, 3, 1 + number, 14, tzinfo=UTC),
        town="Suwałki",
        place="Hala",
        locale=home.locale,
    )
    course.save()
    return course


def _make_clusters(home: HomePage, trades: list[Specialisation]) -> tuple[ClusterPage, list[CompanyPage]]:
    index = make_page(ClusterIndexPage, home, "Klastry")
    cluster = make_page(ClusterPage, index, "Klaster metalowy", founded_year=2007, website="https://example.org/")
    make_page(ClusterPage, index, "Klaster maszynowy", country="lt")
    companies = []
    for number in range(3):
        company = make_page(
            CompanyPage, cluster, f"Firma {number}", town="Ełk", employees=10 * number or None, is_example=number == 1
        )
        for order, trade in enumerate(trades[:number]):
            company.specialisations.create(specialisation=trade, sort_order=order, locale=home.locale)
        company.save()
        companies.append(company)
    return cluster, companies


def _make_internships(home: HomePage, companies: list[CompanyPage]) -> list[InternshipPage]:
    index = make_page(InternshipIndexPage, home, "Staże")
    return [
        make_page(
            InternshipPage,
            index,
            f"Staż {number}",
            host=f"Firma {number % 2}",
            company=companies[number] if number < len(companies) else None,
            places=1 + number % 2,
            starts_on=date(2030, 5, 1 + number % 2),
            requirements="<p>dokładność</p>",
        )
        for number in range(5)
    ]


def _make_library(content: Content) -> None:
    home = content.homes["pl"]
    strategies = make_page(StrategyIndexPage, home, "Strategie")
    chapters = [("chapter", {"title": "Cel", "content": [("rich_text", RICH_TEXT)]})]
    for number in range(3):
        make_page(
            StrategyDocumentPage,
            strategies,
            f"Strategia {number}",
            cluster=content.cluster if number else None,
            period_start=2024 + number % 2,
            file=content.documents[number],
            chapters=chapters,
        )
    library = make_page(VideoIndexPage, home, "Filmy")
    for number, video in enumerate(content.videos):
        page = make_page(VideoPage, library, f"Film {number}", video=video, specialisation=content.trades[0])
        page.chapters.create(start_seconds=10 * number, title="Łuk", sort_order=0, locale=home.locale)
        page.save()
    news = make_page(NewsIndexPage, home, "Aktualności")
    for number in range(4):
        make_page(NewsPage, news, f"Wiadomość {number}", date=date(2030, 1, 1 + number % 2))


def _make_project(content: Content) -> None:
    home = content.homes["pl"]
    partners = [
        Partner.objects.create(name=name, locale=home.locale, logo=content.images[3]) for name in ("Alytus", "Suwałki")
    ]
    project = make_page(
        ProjectPage, home, "Projekt", lead_partner=partners[0], starts_on=date(2029, 1, 1), programme="Interreg"
    )
    project.aims.create(title="Cel", text="Tekst", sort_order=0, locale=home.locale)
    project.figures.create(value="12", label="kursów", sort_order=0, locale=home.locale)
    for order, partner in enumerate(partners):
        project.partners.create(partner=partner, sort_order=order, locale=home.locale)
    project.save()


def _make_other_site() -> HomePage:
    root = Page.get_first_root_node()
    polish = root.add_child(
        instance=HomePage(title="Klastry", slug="klastry-pl", locale=Locale.objects.get(language_code="pl"))
    )
    lithuanian = HomePage(
        title="Klasteriai",
        slug="klastry-lt",
        locale=Locale.objects.get(language_code="lt"),
        translation_key=polish.translation_key,
    )
    Page.objects.get(pk=root.pk).add_child(instance=lithuanian)
    Site.objects.create(hostname=OTHER_HOST, port=8080, root_page=polish)
    make_article(polish, "Inna strona", summary="Na drugiej stronie")
    make_article(lithuanian, "Kitas puslapis")
    return polish
