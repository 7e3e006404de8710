"""Wagtail's v2 serializers, less what some reader of the publication may not read."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from rest_framework.fields import Field
from rest_framework.relations import MANY_RELATION_KWARGS, ManyRelatedField
from wagtail.api.v2.serializers import (
    BaseSerializer,
    PageAliasOfField,
    PageParentField,
    PageSerializer,
    RelatedField,
    RichTextFieldSerializer,
)
from wagtail.fields import RichTextField
from wagtail.models import Page

from pages.publications import references
from pages.publications.kinds import has_publications
from pages.publications.models import PublicationKind
from pages.publications.scope import current_scope, may_show
from pages.publications.shapes import TranslationReference, TranslationState
from pages.publications.site_roots import page_html_url
from pages.publications.translation_state import translation_state


def is_shown(obj: Model) -> bool:
    """Say whether a related object may be named: a page or file only if all readers may read it."""
    return not has_publications(type(obj)) or may_show(obj)


class PublishedRelatedField(RelatedField):
    """A foreign key, null where the target may not be shown."""

    def get_attribute(self, instance: Model) -> Model | None:
        """Return the related object if it may be shown."""
        related = super().get_attribute(instance)
        return related if related is not None and is_shown(related) else None

    @classmethod
    def many_init(cls, *args: Any, **kwargs: Any) -> PublishedManyRelatedField:
        """Return the field of a many-to-many relation."""
        many = {key: value for key, value in kwargs.items() if key in MANY_RELATION_KWARGS}
        return PublishedManyRelatedField(child_relation=cls(*args, **kwargs), **many)


class PublishedManyRelatedField(ManyRelatedField):
    """The shown objects of a many-to-many relation, in an order that the database cannot change."""

    def get_attribute(self, instance: Model) -> list[Model]:
        """Return the related objects that may be shown."""
        related = super().get_attribute(instance)
        rows = [row for row in related or () if is_shown(row)]
        return rows if getattr(related, "ordered", False) else sorted(rows, key=lambda row: row.pk)


class PublishedRichTextField(RichTextFieldSerializer):
    """Rich text in database form without the links that some reader may not follow."""

    def to_representation(self, value: str) -> str:
        """Return the text that all readers may see."""
        return references.rich_text_source(value)


class PublishedParentField(PageParentField):
    """The parent page, null where it may not be shown."""

    def get_attribute(self, instance: Page) -> Page | None:
        """Return the parent if it may be shown."""
        parent = instance.get_parent()
        return parent if parent is not None and is_shown(parent) else None


class PublishedAliasOfField(PageAliasOfField):
    """The source of an alias, null where it may not be shown."""

    def get_attribute(self, instance: Page) -> Page | None:
        """Return the source if it may be shown."""
        source = instance.alias_of
        return source if source is not None and is_shown(source) else None


class WholeObjectField(Field):
    """A field computed from the whole object."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def get_attribute(self, instance: Model) -> Model:
        """Return the object itself."""
        return instance


class TranslationsField(WholeObjectField):
    """The translations that all readers of the page may read, by language."""

    def to_representation(self, page: Page) -> list[TranslationReference]:
        """Return locale, id and addresses of each translation."""
        siblings = page.get_translations().filter(live=True).select_related("locale")
        roots = current_scope().surroundings.site_roots
        return [
            {
                "locale": sibling.locale.language_code,
                "id": sibling.pk,
                "html_url": page_html_url(sibling, roots),
                "detail_url": references.detail_url(PublicationKind.PAGE, sibling.pk),
            }
            for sibling in siblings.order_by("locale__language_code", "pk")
            if is_shown(sibling)
        ]


class TranslationStateField(WholeObjectField):
    """Whether the text is an original or a translation, and of what kind."""

    def to_representation(self, page: Page) -> TranslationState:
        """Return the state of what is live."""
        return translation_state(page)


class ContentLocaleField(WholeObjectField):
    """The language the text is in, which for an alias is that of its source."""

    def to_representation(self, page: Page) -> str:
        """Return the language code of the source."""
        while page.alias_of is not None:
            page = page.alias_of
        return str(page.locale.language_code)


class PublishedSerializer(BaseSerializer):
    """Serializes files, snippets and child rows."""

    serializer_field_mapping = {
        **BaseSerializer.serializer_field_mapping,
        RichTextField: PublishedRichTextField,
    }
    serializer_related_field = PublishedRelatedField


class PublishedPageSerializer(PageSerializer):
    """Serializes pages."""

    serializer_field_mapping = PublishedSerializer.serializer_field_mapping
    serializer_related_field = PublishedRelatedField

    parent = PublishedParentField(read_only=True)
    alias_of = PublishedAliasOfField(read_only=True)
    translation = TranslationStateField()
    translations = TranslationsField()
    content_locale = ContentLocaleField()
