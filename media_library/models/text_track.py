"""Captions, subtitles and descriptions, kept as rows of cues."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from media_library.languages import content_languages, language_name
from media_library.models.media_item import MediaItem


class TrackKind(models.TextChoices):
    """What a track is for, in the words of the HTML track element."""

    CAPTIONS = "captions", _("captions")
    SUBTITLES = "subtitles", _("subtitles")
    DESCRIPTIONS = "descriptions", _("descriptions")


class TrackStatus(models.TextChoices):
    """Whether readers are shown a track."""

    DRAFT = "draft", _("draft")
    REVIEWED = "reviewed", _("reviewed")


class TextTrack(models.Model):
    """The text of one media item in one language."""

    media = models.ForeignKey(MediaItem, on_delete=models.CASCADE, related_name="tracks", verbose_name=_("media item"))
    language_code = models.CharField(_("language"), max_length=20, choices=content_languages)
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=TrackKind,
        default=TrackKind.CAPTIONS,
        help_text=_(
            "Captions give speech and sounds in the language of the recording, subtitles give speech in another "
            "language, descriptions tell what is seen."
        ),
    )
    label = models.CharField(
        _("label"),
        max_length=100,
        blank=True,
        help_text=_("The name in the player's menu. Left empty, it is the name of the language."),
    )
    status = models.CharField(
        _("status"),
        max_length=10,
        choices=TrackStatus,
        default=TrackStatus.DRAFT,
        help_text=_("Readers and the search see only reviewed text."),
    )
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("text track")
        verbose_name_plural = _("text tracks")
        ordering = ("media", "kind", "language_code")
        constraints = [
            models.UniqueConstraint(
                fields=("media", "language_code", "kind"),
                name="unique_text_track",
                violation_error_message=_("This media item already has a track of this kind in this language."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.media}: {self.get_kind_display()} ({self.language_code})"

    @property
    def menu_label(self) -> str:
        """Return the name shown in the player's menu."""
        return self.label or language_name(self.language_code)

    @property
    def url(self) -> str:
        """Return the address of the track as WebVTT."""
        return reverse("media_library:track", args=(self.media_id, self.pk))


class Cue(models.Model):
    """Words shown from one moment to another."""

    track = models.ForeignKey(TextTrack, on_delete=models.CASCADE, related_name="cues", verbose_name=_("text track"))
    number = models.PositiveIntegerField(_("number"))
    start_ms = models.PositiveIntegerField(_("start in milliseconds"))
    end_ms = models.PositiveIntegerField(_("end in milliseconds"))
    speaker = models.CharField(_("speaker"), max_length=255, blank=True)
    text = models.TextField(_("text"))

    class Meta:
        verbose_name = _("cue")
        verbose_name_plural = _("cues")
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=("track", "number"), name="unique_cue"),
            models.CheckConstraint(condition=models.Q(end_ms__gt=models.F("start_ms")), name="cue_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.text}"
