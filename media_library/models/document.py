"""Documents and the text of their pages."""

from collections.abc import Iterable

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.search import index

from media_library.languages import content_languages
from media_library.models.deletion import refuse_deleted
from media_library.models.new_file import is_new_file


class TextStatus(models.TextChoices):
    """How far the reading of a document's text has come."""

    PENDING = "pending", _("waiting to be read")
    DONE = "done", _("searchable")
    FAILED = "failed", _("not searchable")
    NONE = "none", _("no text is read from this kind of file")


class TextError(models.TextChoices):
    """Why the text of a document could not be read; kept as a key, shown in the editor's language."""

    DAMAGED = "damaged", _("The file is damaged or is not a PDF.")
    ENCRYPTED = "encrypted", _("The file is protected by a password.")
    MISSING = "missing", _("The file is missing.")
    NO_TEXT = "no_text", _("The file has pictures of pages and no text, as a scan has.")
    TOO_LARGE = "too_large", _("The file has too many pages or too much text.")
    TOO_SLOW = "too_slow", _("Reading the file took too long.")


class Document(AbstractDocument):
    """A file to download, with its language and the state of its extracted text."""

    language_code = models.CharField(
        _("language"),
        max_length=20,
        blank=True,
        choices=content_languages,
        help_text=_("The language in which the document is written."),
    )
    page_count = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    text_status = models.CharField(
        _("text"),
        max_length=10,
        choices=TextStatus,
        default=TextStatus.NONE,
        editable=False,
    )
    text_error = models.CharField(
        _("why the text could not be read"),
        max_length=10,
        choices=TextError,
        blank=True,
        editable=False,
    )

    # Wagtail's field again, named apart from that of Wagtail's own model of the same name.
    tags = TaggableManager(_("tags"), help_text=None, blank=True, related_name="library_documents")

    admin_form_fields = ("title", "file", "language_code", "collection", "tags")

    search_fields = [
        *AbstractDocument.search_fields,
        index.FilterField("language_code"),
    ]

    class Meta(AbstractDocument.Meta):
        default_related_name = "library_documents"  # apart from the document of Wagtail itself
        permissions = (("choose_document", "Can choose document"),)

    @property
    def has_readable_type(self) -> bool:
        """Tell whether text can be read from this kind of file."""
        return str(self.file_extension).lower() == "pdf"

    @transaction.atomic
    def save(
        self,
        *,
        force_insert: bool = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """Save, and when the file is new, note its size, hash and that its text is to be read."""
        refuse_deleted(self)
        if is_new_file(self.file):
            self._set_document_file_metadata()
            self.text_status = TextStatus.PENDING if self.has_readable_type else TextStatus.NONE
            self.text_error = ""
            self.page_count = None
            if update_fields is not None:
                update_fields = {
                    *update_fields,
                    "file_size",
                    "file_hash",
                    "page_count",
                    "text_error",
                    "text_status",
                }
        super().save(
            force_insert=force_insert,
            force_update=force_update,
            using=using,
            update_fields=update_fields,
        )


class DocumentPage(models.Model):
    """The text of one page of a document."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="pages", verbose_name=_("document"))
    number = models.PositiveIntegerField(_("page number"))
    text = models.TextField(_("text"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("document page")
        verbose_name_plural = _("document pages")
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=("document", "number"), name="unique_document_page")]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.number}"
