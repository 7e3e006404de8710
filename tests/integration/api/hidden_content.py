"""Matter that is not for everybody, put among what is public and referred to by it."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Locale, Page, Site

from media_library.models import Document, Image, MediaItem
from pages.models import (
    ArticlePage,
    ClusterIndexPage,
    CompanyPage,
    CoursePage,
    InternshipIndexPage,
    InternshipPage,
    Menu,
    MenuItem,
    NewsIndexPage,
    NewsPage,
    SiteTexts,
    Specialisation,
    VideoIndexPage,
    VideoPage,
)
from tests.factories.media import make_collection, make_document, make_image, make_media_item, make_track, restrict
from tests.factories.site_tree import make_article, make_course, make_page, publish, restrict_page, translate
from tests.integration.api.rich_content import Content


@dataclass
class Hidden:
    """Pages, files and what leads to them; whoever reads them must be in the group, or logged in."""

    content: Content
    word: str
    group: Group
    #: Which of the public courses, internships and articles refer to it.
    number: int
    ids: dict[str, int] = field(default_factory=dict)

    def make(self) -> None:
        """Make everything."""
        self._make_files()
        self._make_pages()
        self._make_other_pages()
        self._lead_to_it()
        self._refer_to_it()

    def change(self) -> None:
        """Edit, move, open to a part, withdraw and delete some of it."""
        publish(self._page("section"), title=f"{self.word} inaczej", slug=f"{self.word.lower()}-inaczej")
        below = Page.objects.get(pk=self.ids["below"])
        below.move(Page.objects.get(pk=self.content.homes["pl"].pk), pos="first-child")
        # It has left the restricted section.
        restrict_page(Page.objects.get(pk=below.pk), self.group)
        self._page("news").unpublish()
        self._page("company").delete()
        image = Image.objects.get(pk=self.ids["image"])
        image.title = f"{self.word} nowy obraz"
        image.save()
        MediaItem.objects.get(pk=self.ids["video"]).delete()
        Redirect.objects.filter(pk=self.ids["redirect"]).delete()

    def _page(self, name: str) -> Page:
        return Page.objects.get(pk=self.ids[name]).specific

    def _make_files(self) -> None:
        collection = make_collection(f"{self.word} zbiór", Collection.objects.get(name="Zdjęcia"))
        restrict(collection, [self.group])
        image = make_image(f"{self.word} obraz", collection=collection)
        image.tags.add(self.word)
        document = make_document(f"{self.word} dokument", collection=collection)
        # A public picture is the poster of a hidden film.
        video = make_media_item(f"{self.word} film", collection=collection, poster=self.content.images[0])
        make_track(video)
        self.ids.update(image=image.pk, document=document.pk, video=video.pk)

    def _make_pages(self) -> None:
        homes = self.content.homes
        section = make_article(homes["pl"], f"{self.word} dział", show_in_menus=True, image=self.content.images[0])
        restrict_page(section, self.group)
        # It stands first: whatever is numbered by place would move.
        Page.objects.get(pk=section.pk).move(Page.objects.get(pk=homes["pl"].pk), pos="first-child")
        section = Page.objects.get(pk=section.pk).specific
        body = [("document", {"document": self.content.documents[0], "title": self.word})]
        below = make_article(section, f"{self.word} pod spodem", body=body)
        about = self.content.articles[0]
        alias = about.create_alias(parent=Page.objects.get(pk=section.pk), update_slug="alias")
        translation = translate(self.content.articles[2 + self.number], homes["lt"], f"{self.word} vertimas")
        restrict_page(translation, self.group)
        draft = make_article(about, f"{self.word} szkic", live=False)
        locked = make_article(about, f"{self.word} za hasłem")
        restrict_page(locked, password="tajne")
        self.ids.update(section=section.pk, below=below.pk, alias=alias.pk, translation=translation.pk)
        self.ids.update(draft=draft.pk, locked=locked.pk)
        # An alias in the open of what is hidden, and a draft of what is public.
        section.create_alias(
            parent=Page.objects.get(pk=homes["en"].pk), update_locale=Locale.objects.get(language_code="en")
        )
        edited = ArticlePage.objects.get(pk=about.pk)
        edited.title = f"{self.word} poprawka"
        edited.save_revision()

    def _make_other_pages(self) -> None:
        home = self.content.homes["pl"]
        trade = Specialisation.objects.create(name=self.word, code=self.word.lower(), locale=home.locale)
        course = make_course(home, f"{self.word} kurs", hours=8, specialisation=trade)
        company = make_page(CompanyPage, self.content.cluster, f"{self.word} firma", employees=5)
        offers = InternshipIndexPage.objects.child_of(home).get()
        internship = make_page(InternshipPage, offers, f"{self.word} staż", host="Firma", company=company)
        news = make_page(NewsPage, NewsIndexPage.objects.child_of(home).get(), f"{self.word} wieść")
        library = VideoIndexPage.objects.child_of(home).get()
        film = make_page(VideoPage, library, f"{self.word} film", video=self.content.videos[0], specialisation=trade)
        for page in (course, company, internship, news, film):
            restrict_page(page, self.group)
        self.ids.update(course=course.pk, company=company.pk, internship=internship.pk, news=news.pk, film=film.pk)
        self.ids["specialisation"] = trade.pk

    def _lead_to_it(self) -> None:
        site, section = Site.objects.get(is_default_site=True), self._page("section")
        path = f"/pl/{self.word.lower()}-dawniej"
        self.ids["redirect"] = Redirect.objects.create(old_path=path, redirect_page=section).pk
        Redirect.objects.create(old_path=f"{path}-2", redirect_link=section.get_url(), site=site)
        Redirect.objects.create(old_path=f"/pl/{self.word.lower()}-szkic", redirect_page=self._page("draft"))
        menu = Menu.objects.get(site=site, slot=Menu.Slot.MAIN)
        for order, name in enumerate(("section", "draft", "locked")):
            MenuItem.objects.create(menu=menu, page=self._page(name), label=f"{self.word} menu", sort_order=order)
        texts = SiteTexts.objects.get(site=site)
        if self.number:
            texts.privacy_page = section
        else:
            texts.accessibility_page = section
        texts.footer = texts.footer.replace("Stopka", f'<a linktype="page" id="{section.pk}">Stopka</a>', 1)
        texts.save()

    def _refer_to_it(self) -> None:
        """Change public pages so that nobody sees it who may not read what they refer to now."""
        content, number = self.content, self.number
        image, document = Image.objects.get(pk=self.ids["image"]), Document.objects.get(pk=self.ids["document"])
        internship = InternshipPage.objects.get(pk=content.internships[3 + number].pk)
        internship.company_id = self.ids["company"]
        internship.save()
        course = CoursePage.objects.get(pk=content.courses[2 * number].pk)
        course.image = image
        course.save()
        team = ArticlePage.objects.get(pk=content.articles[3 + number].pk)
        video = MediaItem.objects.get(pk=self.ids["video"])
        link = f'<p>Zob. <a linktype="page" id="{self.ids["section"]}">tutaj</a>.</p>'
        team.body[0] = ("rich_text", link, team.body[0].id)
        team.body.append(("image", {"image": image, "alt_text": self.word}))
        team.body.append(("document", {"document": document, "title": self.word}))
        team.body.append(("video", {"video": video, "caption": self.word}))
        team.save()


def make_surroundings(content: Content) -> None:
    """Make what a site has beside its pages, and the texts that will hold links."""
    site, locale = Site.objects.get(is_default_site=True), content.homes["pl"].locale
    menu = Menu.objects.create(site=site, locale=locale, slot=Menu.Slot.MAIN)
    MenuItem.objects.create(menu=menu, page=content.articles[0], label="O nas", sort_order=9)
    MenuItem.objects.create(menu=menu, page=ClusterIndexPage.objects.first(), sort_order=10)
    SiteTexts.objects.create(site=site, locale=locale, footer="<p>Stopka i Stopka</p>", contact_name="Biuro")
    Redirect.objects.create(old_path="/pl/dawniej", redirect_page=content.articles[0])
    for article in content.articles[3:5]:
        article.body = [("rich_text", "<p>Zob. tutaj.</p>")]
        article.save()
