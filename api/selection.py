"""Which publications a listing answers with: the filters and orders of the v2 dialect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, cast

from django.core.exceptions import FieldDoesNotExist, FieldError, ValidationError
from django.db import DataError
from django.db.models import Case, F, Model, OuterRef, QuerySet, Subquery, When
from django.db.models.expressions import OrderBy
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView
from wagtail.api.v2 import filters
from wagtail.api.v2.utils import BadRequestError, page_models_from_string
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, Site

from api.fallback_filters import FALLBACK_TREE_FILTERS
from api.file_filters import ShownOnFilter
from api.languages import LanguagePreference, first_versions, read_preference
from api.parameters import refuse_unknown, wants_html
from api.site_scope import within_site
from pages.publications.endpoints import ENDPOINT_CLASSES, Endpoint
from pages.publications.kinds import has_publications, kind_of, model_of
from pages.publications.models import Publication, PublicationBody, PublicationKind
from pages.publications.rich_text_html import in_html

# In the order of Wagtail's viewsets. Searching is not among them: it is ours.
PAGE_FILTERS: Final[Sequence[type[BaseFilterBackend]]] = (
    filters.FieldsFilter,
    filters.ChildOfFilter,
    filters.AncestorOfFilter,
    filters.DescendantOfFilter,
    filters.OrderingFilter,
    filters.TranslationOfFilter,
    filters.LocaleFilter,
)
FALLBACK_FILTERS: Final[Sequence[type[BaseFilterBackend]]] = (
    filters.FieldsFilter,
    *FALLBACK_TREE_FILTERS,
    filters.OrderingFilter,
    filters.TranslationOfFilter,
)
FILE_FILTERS: Final[Sequence[type[BaseFilterBackend]]] = (
    filters.FieldsFilter,
    ShownOnFilter,
    filters.OrderingFilter,
)
SEARCH_OPERATORS: Final = ("and", "or")
# What is raised for a value that a column cannot hold; Wagtail's API answers it with a 500.
BAD_VALUES: Final = (DataError, FieldError, OverflowError, TypeError, ValidationError, ValueError)


@dataclass(frozen=True)
class Selection:
    """The objects of a listing, in order, the model whose fields it shows, and the languages it was asked in."""

    model: type[Model]
    objects: QuerySet[Any]
    kind: PublicationKind
    preference: LanguagePreference | None = None
    as_html: bool = False

    def count(self) -> int:
        """Return how many objects there are; a BadRequestError for a value that only the database refuses."""
        with refusing_bad_values():
            return self.objects.count()

    def representations(self, start: int, stop: int) -> list[str]:
        """Return the stored JSON of a part of the listing."""
        return [text for _pk, text in self._stored(self.objects, slice(start, stop))]

    def representations_by_id(self, pks: Sequence[int]) -> dict[int, str]:
        """Return the stored JSON of those of the objects that are selected."""
        return dict(self._stored(self.objects.filter(pk__in=pks).order_by(), slice(None)))

    def _stored(self, objects: QuerySet[Any], part: slice) -> list[tuple[int, str]]:
        bodies = PublicationBody.objects.filter(
            publication__kind=self.kind, publication__deleted=False, publication__object_id=OuterRef("pk")
        )
        objects = objects.annotate(stored=Subquery(bodies.values("full")[:1]))
        if not self.as_html:
            return list(objects.values_list("pk", "stored")[part])
        objects = objects.annotate(stored_html=Subquery(bodies.values("html")[:1]))
        rows = objects.values_list("pk", "stored", "stored_html")[part]
        return [(pk, in_html(text, html)) for pk, text, html in rows]


@contextmanager
def refusing_bad_values() -> Iterator[None]:
    """Raise a BadRequestError for a value that a field cannot have, whether Django refuses it or the database."""
    try:
        yield
    except BAD_VALUES as error:
        message = f"a parameter has a value that its field cannot have ({_first_line(error)})"
        raise BadRequestError(message) from error


class Selector:
    """Selects for one request; it stands where Wagtail's filters expect the view."""

    def __init__(self, request: Request, kind: PublicationKind, audience_ids: frozenset[int]) -> None:
        self.request = request
        self.kind = kind
        self.audience_ids = audience_ids
        self.endpoint: Endpoint = ENDPOINT_CLASSES[kind]
        # Without a fallback `locale` is an ordinary filter of the v2 dialect.
        self.preference: LanguagePreference | None = None

    def select(self) -> Selection:
        """Return the selection; a BadRequestError says which parameter is wrong."""
        if self.kind == PublicationKind.PAGE and "fallback" in self.request.GET:
            self.preference = read_preference(self.request.GET)
        model, objects = self._unfiltered()
        self._check_parameters(model)
        with refusing_bad_values():
            for backend in self._backends():
                objects = backend().filter_queryset(self.request, objects, cast("APIView", self))
            objects = self._only_visible_references(model, objects)
        return Selection(
            model, self._well_ordered(model, objects), self.kind, self.preference, wants_html(self.request.GET)
        )

    def get_available_fields(self, model: type[Model], *, db_fields_only: bool = False) -> list[str]:
        """Return the names of the fields of a model, for Wagtail's filters."""
        return self.endpoint.get_available_fields(model, db_fields_only=db_fields_only)

    def get_base_queryset(self) -> QuerySet[Page]:
        """Return the pages that the reader may read, for Wagtail's tree filters."""
        return within_site(Page.objects.filter(pk__in=self._readable(PublicationKind.PAGE)), self.request)

    def get_root_page(self) -> Page:
        """Return the page that ``root`` stands for, for Wagtail's tree filters."""
        return Site.find_for_request(self.request).root_page

    def _backends(self) -> Sequence[type[BaseFilterBackend]]:
        if self.kind != PublicationKind.PAGE:
            return FILE_FILTERS
        return FALLBACK_FILTERS if self.preference else PAGE_FILTERS

    def _readable(self, kind: PublicationKind) -> QuerySet[Publication, int]:
        return self._publications(kind).values_list("object_id", flat=True)

    def _publications(self, kind: PublicationKind) -> QuerySet[Publication]:
        return Publication.objects.filter(kind=kind, deleted=False, audience_id__in=self.audience_ids)

    def _candidates(self) -> QuerySet[Publication, int]:
        candidates = self._publications(self.kind)
        if self.kind == PublicationKind.PAGE:
            candidates = within_site(candidates, self.request)
        if self.preference is not None:
            candidates = first_versions(candidates, self.preference)
        return candidates.values_list("object_id", flat=True)

    def _unfiltered(self) -> tuple[type[Model], QuerySet[Any]]:
        if self.kind != PublicationKind.PAGE:
            model = model_of(self.kind)
            return model, model._default_manager.filter(pk__in=self._candidates()).order_by("pk")
        models = self._page_models()
        model = models[0] if len(models) == 1 else Page
        pages = model._default_manager.filter(pk__in=self._candidates())
        if len(models) > 1:
            pages = pages.type(*models)
        return model, pages

    def _page_models(self) -> Sequence[type[Page]]:
        names = self.request.GET.get("type")
        try:
            return page_models_from_string(names) if names else ()
        except (LookupError, ValueError) as error:
            message = "type doesn't exist"
            raise BadRequestError(message) from error

    def _check_parameters(self, model: type[Model]) -> None:
        parameters = self.request.GET
        known = self.endpoint.known_query_parameters.union(self.get_available_fields(model, db_fields_only=True))
        refuse_unknown(parameters, known | {"fallback" if self.kind == PublicationKind.PAGE else "shown_on"})
        if parameters.get("search_operator", "or") not in SEARCH_OPERATORS:
            message = "search operator must be either 'and' or 'or'"
            raise BadRequestError(message)
        for name in (set(parameters) | set(_order_of(self.request))) & known:
            if _is_formatted_text(model, name):
                # Its stored form holds the links that were left out, which guesses would find.
                message = f"cannot filter or order by '{name}' (it is formatted text)"
                raise BadRequestError(message)

    def _only_visible_references(self, model: type[Model], objects: QuerySet[Any]) -> QuerySet[Any]:
        """Let a filter match only references that are shown: a guess must not find out what is left out."""
        for name in set(self.request.GET) & set(self.get_available_fields(model, db_fields_only=True)):
            target = _relation_target(model, name)
            if target is not None and has_publications(target):
                objects = objects.filter(**{f"{name}__in": self._readable(kind_of(target))})
        return objects

    def _well_ordered(self, model: type[Model], objects: QuerySet[Any]) -> QuerySet[Any]:
        names = _order_of(self.request)
        for name in names:
            if _is_to_many(model, name):
                message = f"cannot order by '{name}' (it has more than one value)"
                raise BadRequestError(message)
        if not names or "random" in names:
            return objects
        return objects.order_by(*(self._order_term(model, str(term)) for term in objects.query.order_by), "pk")

    def _order_term(self, model: type[Model], term: str) -> str | OrderBy:
        """Let an order know only references that are shown; what is left out stands where nothing is referred to."""
        name = term.lstrip("-")
        target = _relation_target(model, name)
        if target is None or not has_publications(target):
            return term
        shown = Case(When(**{f"{name}__in": self._readable(kind_of(target))}, then=F(f"{name}_id")))
        return shown.desc() if term.startswith("-") else shown.asc()


def _order_of(request: Request) -> list[str]:
    return [name.lstrip("-") for name in request.GET.get("order", "").split(",") if name]


def _is_formatted_text(model: type[Model], name: str) -> bool:
    try:
        return isinstance(model._meta.get_field(name), (RichTextField, StreamField))
    except FieldDoesNotExist:
        return False


def _relation_target(model: type[Model], name: str) -> type[Model] | None:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field.related_model if field.is_relation and isinstance(field.related_model, type) else None


def _is_to_many(model: type[Model], name: str) -> bool:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return False
    return bool(field.one_to_many or field.many_to_many)


def _first_line(error: BaseException) -> str:
    return "; ".join(error.messages) if isinstance(error, ValidationError) else str(error).splitlines()[0]
