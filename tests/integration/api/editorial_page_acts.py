"""What editors do with the text and the life of a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.scheduled_publishing import ScheduledPublishing
from media_library.models import Document, Image, MediaItem
from pages.models import ArticlePage, CoursePage, Specialisation
from tests.factories.site_tree import make_article, make_page, publish, translate
from tests.integration.api.edited_site import EditedSite


class PageActs:
    """Acts that leave a page where it is."""

    def __init__(self, site: EditedSite) -> None:
        self.site = site
        self.acts: list[Callable[[], object]] = [
            self.create, self.create, self.create, self.create_course, self.edit, self.edit, self.edit, self.save_draft,
            self.save_and_publish, self.unpublish, self.schedule, self.expire, self.translate, self.submit, self.sync,
            self.link, self.show_files, self.show_files,
        ]  # fmt: skip

    def create(self) -> None:
        make_article(self.site.parent(), self.site.title(), live=self.site.is_chosen(0.8))

    def create_course(self) -> None:
        for trade in self.site.some(Specialisation):
            make_page(CoursePage, self.site.parent(), self.site.title(), specialisation=trade)

    def edit(self) -> None:
        for page in self.site.some_pages():
            publish(page, title=self.site.title(), summary=f"Opis {self.site.count}")

    def save_draft(self) -> None:
        for page in self.site.some_pages():
            page.title = self.site.title()
            page.save_revision()

    def save_and_publish(self) -> None:
        for page in self.site.some_pages():
            page.summary = self.site.title()
            page.save()
            publish(page, seo_title=self.site.title())

    def unpublish(self) -> None:
        for page in self.site.some_pages():
            page.unpublish()

    def schedule(self) -> None:
        """Set a time, let it come, and let the clock do its work."""
        for page in self.site.some_pages():
            page.title = self.site.title()
            page.go_live_at = timezone.now() + timedelta(hours=1)
            revision = page.save_revision()
            revision.publish()
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
            ScheduledPublishing().run()

    def expire(self) -> None:
        for page in self.site.some_pages(live=True):
            Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
            ScheduledPublishing().run()

    def translate(self) -> None:
        for page in self.site.some_pages(alias_of=None, locale__language_code="pl"):
            if not self._is_translated(page):
                translate(page, self.site.section("lt"), self.site.title())

    def submit(self) -> None:
        """Translate with wagtail-localize, all texts, and publish what was made."""
        for page in self.site.some_pages(alias_of=None, locale__language_code="pl", live=True):
            if not self._is_translated(page) and page.get_parent().pk == self.site.sections["pl"].pk:
                source, _created = TranslationSource.update_or_create_from_instance(page)
                lithuanian = Locale.objects.get(language_code="lt")
                Translation.objects.get_or_create(source=source, target_locale=lithuanian)
                self._fill_in(source)

    def sync(self) -> None:
        """Bring translations up to date with their source."""
        for source in self.site.some(TranslationSource):
            if self.site.some_pages(translation_key=source.object_id, locale_id=source.locale_id):
                source.update_from_db()
                self._fill_in(source)

    def link(self) -> None:
        for page in self.site.some_pages():
            target = self.site.random.choice(list(ArticlePage.objects.order_by("pk")))
            text = f'<p>Zob. <a linktype="page" id="{target.pk}">stronę</a>.</p>'
            cards = {"title": "Karty", "pages": [target]}
            publish(page, body=[("rich_text", text), ("page_cards", cards)])

    def show_files(self) -> None:
        for page in self.site.some_pages():
            body = [("document", {"document": item, "title": "Plik"}) for item in self.site.some(Document)]
            body += [("video", {"video": item, "caption": "Film"}) for item in self.site.some(MediaItem)]
            publish(page, body=body, image=next(iter(self.site.some(Image)), None))

    def _fill_in(self, source: TranslationSource) -> None:
        for translation in source.translations.all():
            for segment in StringSegment.objects.filter(source=source):
                StringTranslation.objects.get_or_create(
                    translation_of=segment.string,
                    locale=translation.target_locale,
                    context=segment.context,
                    defaults={"data": f"{segment.string.data} {self.site.count}"},
                )
            translation.save_target(publish=True)

    def _is_translated(self, page: Page) -> bool:
        others = Page.objects.filter(translation_key=page.translation_key)
        return others.exclude(locale_id=page.locale_id).exists()
