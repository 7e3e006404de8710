"""Rows that every reader of published content is served from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Audience(models.Model):
    """An interned set of readers: a conjunction of alternatives, such as ``(3|5)&(7)``.

    The id is computed from the key (see ``audience_keys.audience_id``), so that interning needs no lookup
    and the anonymous reader's audience is known without a query.
    """

    id = models.BigIntegerField(primary_key=True)
    # Unique by the id, and in no index, which would bound how many groups it names.
    key = models.TextField()
    # The newest tombstone of this audience that is no longer kept: who stands before it cannot be told of it.
    purged_through = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")

    def __str__(self) -> str:
        return self.key


class PublicationKind(models.TextChoices):
    """The kinds of object that have publications of their own."""

    PAGE = "page", _("page")
    IMAGE = "image", _("image")
    DOCUMENT = "document", _("document")
    MEDIA = "media", _("media item")


class Publication(models.Model):
    """A page or file as one audience reads it, or the tombstone of what that audience has lost.

    No foreign key has a database constraint: a constraint would lock rows of the page or audience table while
    the writer holds the counter, which deadlocks with a transaction that deletes them and waits for the counter.
    """

    kind = models.CharField(max_length=10, choices=PublicationKind.choices)
    object_id = models.PositiveBigIntegerField()
    audience = models.ForeignKey(
        Audience, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="publications"
    )
    sequence = models.PositiveBigIntegerField()
    deleted = models.BooleanField(default=False)
    deleted_at = models.DateTimeField(null=True)

    type = models.CharField(max_length=200)
    locale_code = models.CharField(max_length=20, blank=True)
    translation_key = models.UUIDField(null=True)
    alias_of_id = models.PositiveBigIntegerField(null=True)
    path = models.CharField(max_length=255, blank=True)
    depth = models.PositiveIntegerField(default=0)
    url_path = models.TextField(blank=True)
    html_url = models.TextField(blank=True)
    slug = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=255)
    etag = models.CharField(max_length=64, blank=True)
    # A digest of what other publications say about this one: they are rebuilt only when it changes.
    reference_etag = models.CharField(max_length=64, blank=True)
    first_published_at = models.DateTimeField(null=True)
    last_published_at = models.DateTimeField(null=True)
    facets = models.JSONField(default=list)

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "object_id", "audience"], name="publication_object_audience"),
            models.UniqueConstraint(fields=["audience", "sequence"], name="publication_audience_sequence"),
            models.UniqueConstraint(
                fields=["kind", "object_id"], condition=Q(deleted=False), name="publication_one_live_row"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # The audience stands in every index so that a count of what a reader may see is read from it alone.
            models.Index(fields=["kind", "path", "audience"], condition=Q(deleted=False), name="publication_tree"),
            models.Index(
                fields=["kind", "locale_code", "path", "audience"],
                condition=Q(deleted=False),
                name="publication_locale",
            ),
            models.Index(
                fields=["kind", "type", "path", "audience"], condition=Q(deleted=False), name="publication_type"
            ),
            models.Index(fields=["kind", "slug"], condition=Q(deleted=False), name="publication_slug"),
            models.Index(fields=["translation_key"], name="publication_translations"),
            models.Index(fields=["deleted_at"], condition=Q(deleted=True), name="publication_tombstones"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}: {self.title}"


class PublicationBody(models.Model):
    """The JSON of a publication, apart from the row so that listings scan no bodies.

    ``body`` is the answer to a detail request without parameters; ``full`` has every field to the second level,
    from which any ``fields=`` is projected. Both are text, since a JSON column would reorder the keys. ``html`` maps
    their rich texts with links to HTML; most publications have none.
    """

    publication = models.OneToOneField(Publication, on_delete=models.CASCADE, primary_key=True, related_name="body")
    body = models.TextField()
    full = models.TextField()
    html = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("publication body")
        verbose_name_plural = _("publication bodies")

    def __str__(self) -> str:
        return str(self.publication_id)


class ShownFile(models.Model):
    """A file that a live page refers to, also where the page leaves it out because not all its readers may read it."""

    page_id = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=10, choices=PublicationKind.choices)
    file_id = models.PositiveBigIntegerField()

    class Meta:
        verbose_name = _("shown file")
        verbose_name_plural = _("shown files")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["page_id", "kind", "file_id"], name="shown_file_of_page"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["kind", "file_id"], name="shown_file_pages")]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_id} on page {self.page_id}"


class PassageKind(models.TextChoices):
    """The kinds of place inside a publication that search can lead to."""

    SECTION = "section", _("section")
    PDF_PAGE = "pdf_page", _("PDF page")
    CUE = "cue", _("cue")


class Passage(models.Model):
    """A piece of a publication's text with a link to its place, for search."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="passages")
    ordinal = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=PassageKind.choices)
    heading = models.TextField(blank=True)
    text = models.TextField()
    language_code = models.CharField(max_length=20)
    anchor = models.CharField(max_length=255, blank=True)
    url = models.TextField(blank=True)
    source = models.CharField(max_length=50)

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering: ClassVar[list[str]] = ["publication_id", "ordinal"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["publication", "ordinal"], name="passage_ordinal"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.anchor}"


class StalePublication(models.Model):
    """A publication that the worker is to rebuild, because something that it shows has changed.

    Rows are written and deleted under the lock of the counter only, so that none is lost to a rebuild under way.
    """

    kind = models.CharField(max_length=10, choices=PublicationKind.choices)
    object_id = models.PositiveBigIntegerField()
    # Whom it is withheld from, as an audience id; null while it is served as it was.
    withheld_from = models.PositiveBigIntegerField(null=True)
    # Who may have been told of the object by what was written since and shows it: the audience, by its id, that the
    # object was given last. Null: its readers have not changed since its publication was written.
    told_to = models.PositiveBigIntegerField(null=True)

    class Meta:
        verbose_name = _("stale publication")
        verbose_name_plural = _("stale publications")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="stale_publication_object"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class SequenceCounter(models.Model):
    """The last number given to a change; its row lock makes numbers grow in commit order."""

    name = models.CharField(max_length=50, primary_key=True)
    value = models.PositiveBigIntegerField(default=0)
    # The version of the representation that every publication has, or is marked to be given.
    representation = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        verbose_name = _("sequence counter")
        verbose_name_plural = _("sequence counters")

    def __str__(self) -> str:
        return f"{self.name}: {self.value}"


class FeedEpoch(models.Model):
    """The history that sequence numbers belong to: a database put back from a copy begins another one."""

    value = models.CharField(max_length=32)
    begun_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("epoch of the feed")
        verbose_name_plural = _("epochs of the feed")

    def __str__(self) -> str:
        return self.value
