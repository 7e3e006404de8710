"""Which publications a listing answers with: the filters and orders of the v2 dialect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from django.core.exceptions import FieldError, ValidationError
from django.db import DataError
from django.db.models import Case, Exists, F, Model, OuterRef, QuerySet, Subquery, When
from django.db.models.expressions import OrderBy
from django.http import HttpRequest
from rest_framework.filters import BaseFilterBackend
from rest_framework.request import Request
from rest_framework.views import APIView
from wagtail.api.v2 import filters
from wagtail.api.v2.utils import BadRequestError, page_models_from_string
from wagtail.models import Page, Site

from api.fallback_filters import FALLBACK_TREE_FILTERS
from api.file_filters import ShownOnFilter
from api.languages import LanguagePreference, first_versions, read_preference
from api.model_fields import is_formatted_text, is_to_many, labels_of, relation_target
from api.parameters import refuse_unknown
from api.site_scope import within_site
from pages.publications.endpoints import ENDPOINT_CLASSES, Endpoint
from pages.publications.kinds import has_publications, kind_of, model_of
from pages.publications.models import Publication, PublicationKind
from pages.publications.selectors import publications_for

# Searching is not among Wagtail's filters here: it is ours.
TREE_FILTERS: Final[Sequence[type[BaseFilterBackend]]] = (
    filters.ChildOfFilter,
    filters.AncestorOfFilter,
    filters.DescendantOfFilter,
    filters.TranslationOfFilter,
)
TREE_FILTERS_OF_FALLBACK: Final[Sequence[type[BaseFilterBackend]]] = (
    *FALLBACK_TREE_FILTERS,
    filters.TranslationOfFilter,
)
TREE_PARAMETERS: Final = frozenset({"ancestor_of", "child_of", "descendant_of", "translation_of"})
# By these a publication tells the order itself; any other field is one of the model's table.
OWN_ORDERS: Final = {"id": "object_id", "title": "title", "slug": "slug", "first_published_at": "first_published_at"}
# What is raised for a value that a column cannot hold; Wagtail's API answers it with a 500.
BAD_VALUES: Final = (DataError, FieldError, OverflowError, TypeError, ValidationError, ValueError)


@dataclass(frozen=True)
class Selection:
    """The objects of a listing, in order, the model whose fields it shows, and the languages it was asked in."""

    model: type[Model]
    objects: QuerySet[Any]
    kind: PublicationKind
    #: The column of ``objects`` that names the object that is published.
    id_column: str
    preference: LanguagePreference | None = None

    def count(self) -> int:
        """Return how many objects there are; a BadRequestError for a value that only the database refuses."""
        with refusing_bad_values():
            return self.objects.count()

    def among(self, pks: Sequence[int]) -> Selection:
        """Return the selection less what is not among some objects."""
        return replace(self, objects=self.objects.filter(**{f"{self.id_column}__in": pks}))

    def rows(self) -> QuerySet[Any]:
        """Return the id of each object, and the entity tag of each publication."""
        columns = [self.id_column, "etag"] if self.is_of_publications else [self.id_column]
        return self.objects.values(*columns)

    def identities(self) -> QuerySet[Any, tuple[int, str]]:
        """Return id and entity tag of each object."""
        if self.is_of_publications:
            return self.objects.values_list(self.id_column, "etag")
        publication = Publication.objects.filter(kind=self.kind.value, deleted=False, object_id=OuterRef("pk"))
        tagged = self.objects.annotate(stored_etag=Subquery(publication.values("etag")[:1]))
        return tagged.values_list(self.id_column, "stored_etag")

    @property
    def is_of_publications(self) -> bool:
        """Whether the objects are publications, and not rows of the model."""
        return self.objects.model is Publication


@contextmanager
def refusing_bad_values() -> Iterator[None]:
    """Raise a BadRequestError for a value that a field cannot have, whether Django refuses it or the database."""
    try:
        yield
    except BAD_VALUES as error:
        message = f"a parameter has a value that its field cannot have ({_first_line(error)})"
        raise BadRequestError(message) from error


class Selector:
    """Selects for one request; it stands where Wagtail's filters expect the view.

    Pages are selected among their publications, and the model's own table is asked only for what it alone knows: a
    publication has the type, language, place and audience in indexes of its own, so that what a listing costs does not
    grow with the site.
    """

    def __init__(self, request: HttpRequest, kind: PublicationKind, audience_ids: frozenset[int]) -> None:
        # Wagtail's filters ask nothing that DRF's request has and Django's has not.
        self.request = cast("Request", request)
        self.kind = kind
        self.audience_ids = audience_ids
        self.endpoint: Endpoint = ENDPOINT_CLASSES[kind]
        # Without a fallback `locale` is an ordinary filter of the v2 dialect.
        self.preference: LanguagePreference | None = None

    def select(self) -> Selection:
        """Return the selection; a BadRequestError says which parameter is wrong."""
        if self.kind == PublicationKind.PAGE and "fallback" in self.request.GET:
            self.preference = read_preference(self.request.GET)
        models = self._page_models()
        model = self._model(models)
        self._check_parameters(model)
        with refusing_bad_values():
            narrowed = self._narrowed(model)
            found = self._candidates(models)
            order = self._order(model)
        if narrowed is not None:
            found = found.filter(object_id__in=narrowed.values("pk"))
        own = _own_order(order)
        if self.kind == PublicationKind.PAGE and own is not None:
            return Selection(model, found.order_by(*own), self.kind, "object_id", self.preference)
        # Files have few columns and no place, and other fields lie with the model.
        objects: QuerySet[Any] = model._default_manager.filter(Exists(found.filter(object_id=OuterRef("pk"))))
        return Selection(model, objects.order_by(*(order or ["pk"])), self.kind, "pk", self.preference)

    def known_parameters(self) -> set[str]:
        """Return the names of the parameters that listings of this kind, or of the page type asked for, know."""
        return self._known_parameters(self._model(self._page_models()))

    def get_available_fields(self, model: type[Model], *, db_fields_only: bool = False) -> list[str]:
        """Return the names of the fields of a model, for Wagtail's filters."""
        return self.endpoint.get_available_fields(model, db_fields_only=db_fields_only)

    def get_base_queryset(self) -> QuerySet[Page]:
        """Return the pages that the reader may read, for Wagtail's tree filters."""
        return within_site(Page.objects.filter(pk__in=self._readable(PublicationKind.PAGE)), self.request)

    def get_root_page(self) -> Page:
        """Return the page that ``root`` stands for, for Wagtail's tree filters."""
        return Site.find_for_request(self.request).root_page

    def _readable(self, kind: PublicationKind) -> QuerySet[Publication, int]:
        return self._publications(kind).values_list("object_id", flat=True)

    def _publications(self, kind: PublicationKind) -> QuerySet[Publication]:
        return publications_for(self.audience_ids, kind.value)

    def _page_models(self) -> Sequence[type[Page]]:
        names = self.request.GET.get("type") if self.kind == PublicationKind.PAGE else None
        try:
            return page_models_from_string(names) if names else ()
        except (LookupError, ValueError) as error:
            message = "type doesn't exist"
            raise BadRequestError(message) from error

    def _model(self, models: Sequence[type[Page]]) -> type[Model]:
        return models[0] if len(models) == 1 else model_of(self.kind)

    def _candidates(self, models: Sequence[type[Page]]) -> QuerySet[Publication]:
        """Return the publications of the types, of the site and in the language that are asked for."""
        found = self._publications(self.kind)
        if self.kind != PublicationKind.PAGE:
            return found
        found = within_site(found, self.request)
        if self.preference is not None:
            found = first_versions(found, self.preference)
        elif "locale" in self.request.GET:
            found = found.filter(locale_code=self.request.GET["locale"])
        if models and Page not in models:
            found = found.filter(type__in=labels_of(models))
        if TREE_PARAMETERS.isdisjoint(self.request.GET):
            return found
        # A list of what lies beneath a page would be made of all of it, however few are shown.
        return found.filter(Exists(self._in_tree().filter(pk=OuterRef("object_id"))))

    def _in_tree(self) -> QuerySet[Page]:
        pages = Page.objects.order_by()
        for backend in TREE_FILTERS_OF_FALLBACK if self.preference else TREE_FILTERS:
            pages = backend().filter_queryset(self.request, pages, cast("APIView", self))
        return pages

    def _narrowed(self, model: type[Model]) -> QuerySet[Any] | None:
        """Return the objects whose fields have the values that are asked for, or None if none are."""
        names = set(self.request.GET) & set(self.get_available_fields(model, db_fields_only=True)) - {"locale"}
        shown_on = self.kind != PublicationKind.PAGE and "shown_on" in self.request.GET
        if not names and not shown_on:
            return None
        objects = model._default_manager.order_by()
        for backend in (filters.FieldsFilter, *([ShownOnFilter] if shown_on else [])):
            objects = backend().filter_queryset(self.request, objects, cast("APIView", self))
        for name in names:
            # A guess must not find out what is left out.
            target = relation_target(model, name)
            if target is not None and has_publications(target):
                objects = objects.filter(**{f"{name}__in": self._readable(kind_of(target))})
        return objects

    def _known_parameters(self, model: type[Model]) -> set[str]:
        own = "fallback" if self.kind == PublicationKind.PAGE else "shown_on"
        return {own, *self.endpoint.known_query_parameters, *self.get_available_fields(model, db_fields_only=True)}

    def _check_parameters(self, model: type[Model]) -> None:
        parameters, known = self.request.GET, self._known_parameters(model)
        refuse_unknown(parameters, known)
        for name in (set(parameters) | set(_order_of(self.request))) & known:
            if is_formatted_text(model, name):
                # Its stored form holds the links that were left out, which guesses would find.
                message = f"cannot filter or order by '{name}' (it is formatted text)"
                raise BadRequestError(message)

    def _order(self, model: type[Model]) -> Sequence[str | OrderBy]:
        """Return the terms of the order that is asked for, made whole by the id; none for the usual one."""
        names = _order_of(self.request)
        for name in names:
            if is_to_many(model, name):
                message = f"cannot order by '{name}' (it has more than one value)"
                raise BadRequestError(message)
        if not names:
            return []
        ordered = filters.OrderingFilter().filter_queryset(
            self.request, model._default_manager.order_by(), cast("APIView", self)
        )
        terms = [str(term) for term in ordered.query.order_by]
        return ["?"] if "?" in terms else [*(self._order_term(model, term) for term in terms), "id"]

    def _order_term(self, model: type[Model], term: str) -> str | OrderBy:
        """Let an order know only references that are shown; what is left out stands where nothing is referred to."""
        name = term.lstrip("-")
        target = relation_target(model, name)
        if target is None or not has_publications(target):
            return term
        shown = Case(When(**{f"{name}__in": self._readable(kind_of(target))}, then=F(f"{name}_id")))
        return shown.desc() if term.startswith("-") else shown.asc()


def _own_order(order: Sequence[str | OrderBy]) -> Sequence[str] | None:
    """Return an order in terms of publications, or None if it has others as well."""
    found = []
    for term in order:
        name = OWN_ORDERS.get(term.lstrip("-")) if isinstance(term, str) else None
        if name is None:
            return None
        found.append(f"-{name}" if str(term).startswith("-") else name)
    return found or ["path"]


def _order_of(request: HttpRequest | Request) -> list[str]:
    return [name.lstrip("-") for name in request.GET.get("order", "").split(",") if name]


def _first_line(error: BaseException) -> str:
    return "; ".join(error.messages) if isinstance(error, ValidationError) else str(error).splitlines()[0]
