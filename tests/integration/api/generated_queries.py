"""Requests in the v2 dialect, made at random from the models' own fields and from what is in the database."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, Field, Model, QuerySet
from taggit.managers import TaggableManager
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from pages.publications.endpoints import ENDPOINT_CLASSES, ROUTER
from pages.publications.kinds import has_publications, kind_of, model_of
from pages.publications.models import Publication, PublicationKind
from pages.publications.references import ENDPOINTS
from tests.integration.api.rich_content import OTHER_HOST, OTHER_URL_PATH

NOWHERE = 10**6
#: What ours adds to `meta`; Wagtail's knows no such fields.
ADDITIONS = ("content_locale", "requested_locale", "shown_on", "translation", "translations")
WRONG_VALUES = ("", "x", "-1", "0", str(NOWHERE), "1.5", "null", "łąka", "🔩", "a'b\"c%", "2030-02-31", "9" * 25, " 1 ")
WRONG_NAMES = ("unknown", "title__icontains", "pk", "html_url", "type", "Title", "żółć", "path", "specialisation_id")
TREE_FILTERS = ("child_of", "descendant_of", "ancestor_of", "translation_of")
HOSTS = ("localhost", "testserver", f"{OTHER_HOST}:8080", OTHER_HOST)
SITES = (*HOSTS, "", "nie-ma.example", "localhost:80", "localhost:x")


@dataclass(frozen=True)
class Request:
    """What is asked of one endpoint."""

    kind: PublicationKind
    #: ``""`` for the listing, ``find/``, or the id of an object with a slash.
    place: str
    parameters: Sequence[tuple[str, str]]
    host: str = "localhost"
    #: The model whose fields a listing has.
    model: type[Model] = field(default=Page, compare=False)

    @property
    def path(self) -> str:
        """Return the address below the root of the API."""
        query = f"?{urlencode(self.parameters)}" if self.parameters else ""
        return f"{ENDPOINTS[self.kind]}/{self.place}{query}"

    def last(self, name: str) -> str:
        """Return the value of a parameter that counts, which is the last."""
        return dict(self.parameters).get(name, "")


class Requests:
    """Makes one request after another; the same chance makes the same requests."""

    def __init__(self, random: Random, kinds: Sequence[PublicationKind], page_types: Sequence[type[Page]]) -> None:
        self.random = random
        self.kinds = kinds
        self.page_types = page_types

    def make(self) -> Request:
        """Return a listing, a detail or a look-up."""
        kind = self.random.choice(self.kinds) if self.random.random() < 0.3 else PublicationKind.PAGE
        make = self.random.choices([self.listing, self.detail, self.find], [6, 3, 1])[0]
        return make(kind)

    def listing(self, kind: PublicationKind) -> Request:
        """Return a request for a part of a listing."""
        model, parameters = self._model(kind)
        choices: list[Callable[[], list[tuple[str, str]]]] = [
            lambda: self._filter(model),
            lambda: [("fields", self.fields(model, detail=False))],
            lambda: self._order(model),
            self._slice,
        ]
        if kind == PublicationKind.PAGE:
            choices += [self._tree_filter, self._site, self._locale]
        for make in self.random.choices(choices, k=self.random.randrange(4)):
            parameters += make()
        if self.random.random() < 0.05:
            parameters.append((self.random.choice(WRONG_NAMES), "1"))
        self.random.shuffle(parameters)
        return Request(kind, "", parameters, self._host(kind), model)

    def detail(self, kind: PublicationKind) -> Request:
        """Return a request for one object, which need not be there."""
        pk = self._id(model_of(kind))
        found = model_of(kind)._default_manager.filter(pk=pk).first()
        model = type(found.specific) if isinstance(found, Page) else model_of(kind)
        parameters = [("fields", self.fields(model, detail=True))] if self.random.random() < 0.8 else []
        if self.random.random() < 0.3:
            parameters += self._narrowing(kind, model)
        # Ours answers on any host, since an address of a detail has only one.
        host = HOSTS[2] if isinstance(found, Page) and found.url_path.startswith(OTHER_URL_PATH) else HOSTS[0]
        return Request(kind, f"{pk}/", parameters, host, model)

    def find(self, kind: PublicationKind) -> Request:
        """Return a request for the address of an object."""
        parameters = [("fields", "title")] if self.random.random() < 0.3 else []
        if kind == PublicationKind.PAGE and self.random.random() < 0.6:
            parameters.append(("html_path", self._html_path()))
        if self.random.random() < 0.7 or not parameters:
            parameters.append(("id", self._odd(lambda: str(self._id(model_of(kind))))))
        return Request(kind, "find/", parameters, self._host(kind))

    def fields(self, model: type[Model], *, detail: bool, level: int = 0) -> str:
        """Return a choice of fields, of related objects too, now and then a wrong one."""
        endpoint = ROUTER.get_model_endpoint(model)[1]
        unknown = ADDITIONS if detail else (*ADDITIONS, "parent")
        names = [name for name in endpoint.get_available_fields(model) if name not in unknown]
        first = self.random.choice(["", "*", "_", ""])
        parts = [first] if first else []
        for name in self.random.sample(names, self.random.randrange(min(4, len(names)) + 1)):
            related = related_model(model, name)
            nested = ""
            if (related and self.random.random() < 0.6) or self.random.random() < 0.03:
                inside = self.fields(related or model, detail=False, level=level + 1) if level < 3 else "id"
                nested = f"({inside})" if inside else ""
            negated = first != "_" and not nested and (first == "*" or self.random.random() < 0.3)
            parts.append(f"{'-' * negated}{name}{nested}")
        if self.random.random() < 0.04:
            parts.append(self.random.choice([*WRONG_NAMES, "", "title(", ")", "*", "_", "--title", "a b", "id("]))
        return ",".join(parts)

    def value(self, model: type[Model], name: str) -> str:
        """Return a value of a field that some object has, or a wrong one."""
        column = field_of(model, name)
        if isinstance(column, TaggableManager):
            return self._odd(lambda: self.random.choice(["spawanie", "łuk", "spawanie,łuk", "nie ma", "Łuk"]))
        if isinstance(column, BooleanField):
            return self._odd(lambda: self.random.choice(["true", "false", "1", "0", "True", "yes"]))
        related = related_model(model, name)
        if related is not None and (has_publications(related) or issubclass(related, Page)):
            return self._odd(lambda: str(self._id(related)))
        rows = model._default_manager.exclude(**{name: None}).order_by("pk").values_list(name, flat=True)
        values = [value for value in rows[:200] if value != ""]
        return self._odd(lambda: str(self.random.choice(values))) if values else self.random.choice(WRONG_VALUES)

    def _narrowing(self, kind: PublicationKind, model: type[Model]) -> list[tuple[str, str]]:
        """Return what leaves an object out that has not this value, place or type."""
        choices: list[Callable[[], list[tuple[str, str]]]] = [
            lambda: self._filter(model_of(kind)),
            lambda: [("type", model._meta.label), *self._filter(model)],
            lambda: self._order(model_of(kind)),
        ]
        if kind == PublicationKind.PAGE:
            choices += [self._tree_filter, self._site, lambda: self._model(kind)[1]]
        # The language is no filter of a detail: it asks for the version in it.
        return [pair for pair in self.random.choice(choices)() if pair[0] != "locale"]

    def _model(self, kind: PublicationKind) -> tuple[type[Model], list[tuple[str, str]]]:
        if kind != PublicationKind.PAGE:
            return model_of(kind), []
        number = self.random.choices([0, 1, 2], [4, 5, 1])[0]
        models = self.random.sample(self.page_types, number)
        if self.random.random() < 0.03:
            return Page, [("type", self.random.choice(["pages.Missing", "x", "", "auth.Group", "wagtailcore.Page"]))]
        if not models:
            return Page, []
        labels = ",".join(model._meta.label for model in models)
        return models[0] if number == 1 else Page, [("type", labels)]

    def _filter(self, model: type[Model]) -> list[tuple[str, str]]:
        names = filterable(model)
        name = self.random.choice([*names, "title"])
        found = [(name, self.value(model, name))]
        return found * 2 if self.random.random() < 0.05 else found

    def _order(self, model: type[Model]) -> list[tuple[str, str]]:
        names = self.random.sample([*filterable(model), "title", "id"], self.random.randint(1, 2))
        terms = [f"{self.random.choice(['', '-'])}{name}" for name in names]
        if self.random.random() < 0.06:
            terms.append(self.random.choice([*WRONG_NAMES, "random", "", "--title", "-"]))
        return [("order", ",".join(terms))]

    def _slice(self) -> list[tuple[str, str]]:
        limit, offset = str(self.random.randrange(12)), str(self.random.randrange(30))
        return [
            *([("limit", self._odd(lambda: limit))] if self.random.random() < 0.8 else []),
            *([("offset", self._odd(lambda: offset))] if self.random.random() < 0.6 else []),
        ]

    def _tree_filter(self) -> list[tuple[str, str]]:
        root = self.random.random() < 0.3
        return [(self.random.choice(TREE_FILTERS), "root" if root else self._odd(lambda: str(self._id(Page))))]

    def _site(self) -> list[tuple[str, str]]:
        return [("site", self.random.choice(SITES))]

    def _locale(self) -> list[tuple[str, str]]:
        return [("locale", self._odd(lambda: self.random.choice(["pl", "lt", "en"])))]

    def _html_path(self) -> str:
        url_paths = list(self._public(Page).filter(depth__gt=1).values_list("url_path", flat=True))
        # The first component of the stored path is the home page, which is no part of an address.
        inside = self.random.choice(url_paths).split("/", 2)[2]
        return self._odd(lambda: self.random.choice(["/", ""]) + inside)

    def _id(self, model: type[Model]) -> int:
        """Return the id of a public object, or of none."""
        if self.random.random() < 0.1:
            return NOWHERE + self.random.randrange(9)
        return self.random.choice([*self._public(model).values_list("pk", flat=True), NOWHERE])

    def _public(self, model: type[Model]) -> QuerySet[Any]:
        public = Publication.objects.filter(kind=kind_of(model), deleted=False, audience__key="public")
        return model._default_manager.filter(pk__in=public.values("object_id")).order_by("pk")

    def _odd(self, make: Callable[[], str]) -> str:
        return self.random.choice(WRONG_VALUES) if self.random.random() < 0.08 else make()

    def _host(self, kind: PublicationKind) -> str:
        return self.random.choice(HOSTS) if self.random.random() < 0.2 else "localhost"


def field_of(model: type[Model], name: str) -> Field | None:
    """Return a field of a model by its name."""
    try:
        found: Any = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found


def related_model(model: type[Model], name: str) -> type[Model] | None:
    """Return the model that a field refers to."""
    found: Any = field_of(model, name)
    is_relation = found is not None and found.is_relation and not isinstance(found, TaggableManager)
    return found.related_model if is_relation else None


def filterable(model: type[Model]) -> list[str]:
    """Return the fields by which a listing is filtered and ordered: not formatted text, which ours refuses."""
    endpoint = ENDPOINT_CLASSES[kind_of(model)]
    names = endpoint.get_available_fields(model, db_fields_only=True)
    return [name for name in names if not isinstance(field_of(model, name), (RichTextField, StreamField))]


def is_to_many(model: type[Model], name: str) -> bool:
    """Say whether a field has more than one value."""
    found: Any = field_of(model, name)
    return bool(found is not None and (found.one_to_many or found.many_to_many))


def nesting(fields: str) -> int:
    """Return how deeply fields are nested."""
    depth = deepest = 0
    for character in fields:
        depth += (character == "(") - (character == ")")
        deepest = max(deepest, depth)
    return deepest
