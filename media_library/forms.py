"""Forms of the admin for media items, documents and text tracks."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.widgets import AdminImageChooser
from wagtailmedia.forms import BaseMediaForm

from media_library.models import TextStatus, TextTrack
from media_library.permissions import editable_media
from media_library.services import replace_cues
from media_library.webvtt import CaptionError, CaptionProblem, ParsedCue, late_cues, parse_webvtt, render_webvtt

MAX_CAPTIONS_BYTES = 5 * 1024 * 1024


class MediaItemForm(BaseMediaForm):
    """wagtailmedia's form, with the image library for the poster."""

    class Meta(BaseMediaForm.Meta):
        widgets = {**BaseMediaForm.Meta.widgets, "poster": AdminImageChooser}


class DocumentForm(BaseDocumentForm):
    """Wagtail's form, with a note on whether the text of the file can be searched."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields and self.instance.pk:
            self.fields["file"].help_text = self._text_note()

    def _text_note(self) -> str:
        document = self.instance
        note = _("Text: %(status)s.") % {"status": document.get_text_status_display()}
        if document.text_status == TextStatus.FAILED:
            return f"{note} {document.get_text_error_display()}"
        return note


class TextTrackForm(WagtailAdminModelForm):
    """A text track with its cues, from a WebVTT or SubRip file or typed as text.

    The file is read and thrown away: readers are served what is written anew from the cues.
    """

    captions_file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".vtt,.srt"}),
        help_text=gettext_lazy("A WebVTT (.vtt) or SubRip (.srt) file. It takes the place of the text below."),
    )
    captions_text = forms.CharField(
        label=gettext_lazy("Text with times"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 20, "spellcheck": "true"}),
        help_text=gettext_lazy("WebVTT or SubRip."),
    )

    class Meta:
        model = TextTrack
        fields = ("media", "language_code", "kind", "label", "status")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cues: list[ParsedCue] = []
        self.fields["media"].queryset = editable_media(self.for_user).order_by("title")
        if self.instance.pk:
            # The words belong to this recording; for another one they would be wrong.
            self.fields["media"].disabled = True
            self.initial["captions_text"] = render_webvtt(self.instance.cues.all())

    def clean(self) -> dict[str, Any]:
        cleaned_data: dict[str, Any] = super().clean()
        uploaded = cleaned_data.get("captions_file")
        field = "captions_file" if uploaded else "captions_text"
        if uploaded and uploaded.size > MAX_CAPTIONS_BYTES:
            self.add_error(field, _("The file is too large for captions."))
            return cleaned_data
        source = uploaded.read() if uploaded else cleaned_data.get("captions_text", "")
        try:
            self.cues = self._parsed(source)
        except CaptionError as error:
            self.add_error(field, [str(problem) for problem in error.problems])
        return cleaned_data

    def _parsed(self, source: bytes | str) -> list[ParsedCue]:
        if not source.strip():
            raise CaptionError([CaptionProblem(0, _("Choose a file, or type the text."))])
        cues = parse_webvtt(source, self.cleaned_data.get("language_code", ""))
        media = self.cleaned_data.get("media")
        late = late_cues(cues, media.duration) if media else []
        if late:
            raise CaptionError(late)
        return cues

    def save(self, commit: bool = True) -> TextTrack:
        track: TextTrack = super().save(commit=commit)
        if commit:
            replace_cues(track, self.cues)
        return track
