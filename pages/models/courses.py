"""Courses: what is taught, to whom, when and where."""

from datetime import datetime
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from pages.api_fields import RichTextSourceField, SnippetReferenceField
from pages.blocks.stream import BodyStreamBlock, MaterialsStreamBlock
from pages.models.base import BasePage
from pages.models.choices import Country, Language
from pages.publications.contributions import Facet, facet_of


class CourseIndexPage(BasePage):
    """The list of courses with its filters."""

    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.CoursePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("course list")
        verbose_name_plural = _("course lists")


class CoursePage(BasePage):
    """A course: outcomes, programme, meetings and teaching matter."""

    class Level(models.TextChoices):
        """How much a participant has to know before."""

        BASIC = "basic", _("basic")
        INTERMEDIATE = "intermediate", _("intermediate")
        ADVANCED = "advanced", _("advanced")

    specialisation = models.ForeignKey(
        "pages.Specialisation",
        verbose_name=_("specialisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="courses",
    )
    audience = models.CharField(
        _("for whom"), max_length=255, blank=True, help_text=_("For example: operators and technologists.")
    )
    level = models.CharField(_("level"), max_length=12, choices=Level, default=Level.BASIC)
    hours = models.PositiveSmallIntegerField(
        _("length in hours"), default=8, validators=[MinValueValidator(1)], help_text=_("Teaching hours of 45 minutes.")
    )
    learning_outcomes = RichTextField(
        _("learning outcomes"),
        blank=True,
        features=["ul", "ol", "bold"],
        help_text=_("What a participant can do afterwards, as a list."),
    )
    body = StreamField(BodyStreamBlock(), verbose_name=_("content"), blank=True)

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("specialisation"),
                FieldPanel("audience"),
                FieldRowPanel([FieldPanel("level"), FieldPanel("hours")]),
            ],
            heading=_("Facts"),
        ),
        FieldPanel("learning_outcomes"),
        InlinePanel("units", heading=_("Programme"), label=_("Unit")),
        FieldPanel("body"),
        InlinePanel("meetings", heading=_("Meetings"), label=_("Meeting")),
    ]
    api_fields: ClassVar[list[Any]] = [
        *BasePage.api_fields,
        APIField("specialisation", serializer=SnippetReferenceField()),
        APIField("audience"),
        APIField("level"),
        APIField("hours"),
        APIField("learning_outcomes", serializer=RichTextSourceField()),
        APIField("units"),
        APIField("body"),
        APIField("meetings"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("learning_outcomes"),
        index.SearchField("body"),
        index.FilterField("level"),
    ]
    translatable_fields: ClassVar[list[Any]] = [
        *BasePage.translatable_fields,
        TranslatableField("specialisation"),
        TranslatableField("audience"),
        SynchronizedField("level", overridable=False),
        SynchronizedField("hours", overridable=False),
        TranslatableField("learning_outcomes"),
        TranslatableField("units"),
        TranslatableField("body"),
        TranslatableField("meetings"),
    ]
    passage_fields = ("summary", "audience", "learning_outcomes", "units", "body", "meetings")
    parent_page_types = ["pages.CourseIndexPage"]
    subpage_types = ["pages.ArticlePage"]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def publication_facets(self) -> list[Facet]:
        facets = [facet_of("level", self.Level(self.level))]
        return [*facets, self.specialisation.as_facet()] if self.specialisation else facets


class CourseUnit(TranslatableMixin, Orderable):
    """A part of the programme of a course."""

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="units")
    title = models.CharField(_("title"), max_length=255)
    description = models.TextField(_("description"), blank=True)
    hours = models.PositiveSmallIntegerField(_("hours"), default=1, validators=[MinValueValidator(1)])

    panels = [FieldPanel("title"), FieldPanel("description"), FieldPanel("hours")]
    api_fields: ClassVar[list[Any]] = [APIField("title"), APIField("description"), APIField("hours")]
    translatable_fields = [
        TranslatableField("title"),
        TranslatableField("description"),
        SynchronizedField("hours", overridable=False),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("unit of a course")
        verbose_name_plural = _("units of a course")

    def __str__(self) -> str:
        return self.title

    def passage_text(self) -> tuple[str, str]:
        """Return heading and text as search should find them."""
        return self.title, self.description


class CourseMeeting(TranslatableMixin, Orderable):
    """A training meeting in a company."""

    #: Clocks differ by an hour between the two sides of the border.
    TIME_ZONES: ClassVar[dict[str, str]] = {Country.POLAND: "Europe/Warsaw", Country.LITHUANIA: "Europe/Vilnius"}

    page = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    town = models.CharField(_("town"), max_length=120)
    place = models.CharField(_("place"), max_length=255, help_text=_("Company and address."))
    country = models.CharField(_("side of the border"), max_length=2, choices=Country, default=Country.POLAND)
    seats = models.PositiveSmallIntegerField(_("seats"), default=12)
    seats_taken = models.PositiveSmallIntegerField(_("seats taken"), default=0)
    trainer = models.CharField(_("trainer"), max_length=120, blank=True)
    language_code = models.CharField(
        _("language of the meeting"), max_length=10, choices=Language, default=Language.POLISH
    )
    materials = StreamField(MaterialsStreamBlock(), verbose_name=_("materials"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldRowPanel([FieldPanel("town"), FieldPanel("country")]),
        FieldPanel("place"),
        FieldRowPanel([FieldPanel("seats"), FieldPanel("seats_taken")]),
        FieldRowPanel([FieldPanel("trainer"), FieldPanel("language_code")]),
        FieldPanel("materials"),
    ]
    api_fields: ClassVar[list[Any]] = [
        APIField(name)
        for name in (
            "starts_at",
            "ends_at",
            "town",
            "place",
            "country",
            "seats",
            "seats_taken",
            "trainer",
            "language_code",
            "materials",
        )
    ]
    translatable_fields = [
        *(
            SynchronizedField(name, overridable=False)
            for name in ("starts_at", "ends_at", "country", "seats", "seats_taken", "trainer", "language_code")
        ),
        TranslatableField("town"),
        TranslatableField("place"),
        TranslatableField("materials"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("meeting of a course")
        verbose_name_plural = _("meetings of a course")

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d} {self.town}"

    def clean(self) -> None:
        """Refuse a meeting that ends before it begins or holds more people than seats."""
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The meeting must end after it begins.")})
        if self.seats is not None and self.seats_taken is not None and self.seats_taken > self.seats:
            raise ValidationError({"seats_taken": _("There are more seats taken than there are seats.")})

    def passage_text(self) -> tuple[str, str]:
        """Return heading and text as search should find them."""
        return self.town, " ".join(filter(None, (self.place, self.trainer)))

    @property
    def seats_left(self) -> int:
        """Number of seats that are still free."""
        return max(self.seats - self.seats_taken, 0)

    @property
    def local_start(self) -> datetime:
        """Beginning by the clock of the place, without a time zone so that templates leave it as it is."""
        return self.starts_at.astimezone(ZoneInfo(self.TIME_ZONES[self.country])).replace(tzinfo=None)

    @property
    def local_end(self) -> datetime:
        """End by the clock of the place, without a time zone."""
        return self.ends_at.astimezone(ZoneInfo(self.TIME_ZONES[self.country])).replace(tzinfo=None)

    @property
    def is_over(self) -> bool:
        """Whether the meeting has ended."""
        return self.ends_at < timezone.now()
