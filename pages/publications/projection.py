"""The ``fields=`` parameter of the v2 dialect as a plan that is applied to stored representations.

The rules are those of ``BaseAPIViewSet._get_serializer_class``, with its error messages; but a plan is made once
for a model and a string and copies values, where Wagtail builds serializer classes for each request.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from modelcluster.fields import ParentalKey
from taggit.managers import TaggableManager
from wagtail.api.v2.serializers import BaseSerializer
from wagtail.api.v2.utils import BadRequestError, parse_fields_parameter

from pages.publications.endpoints import ROUTER, Endpoint

FieldsConfig = Sequence[tuple[str, bool, Any]]
STORED_LEVELS: Final = 2
# A plan holds a few kilobytes; one for longer names, which nobody asks for twice, is not kept.
MOST_PLANS: Final = 500
LONGEST_KEPT_FIELDS: Final = 1_000


@dataclass(frozen=True)
class Plan:
    """Which fields of a representation to keep, in order."""

    with_id: bool
    meta: Sequence[str]
    body: Sequence[tuple[str, Plan | None]] = field(default_factory=list)

    def project(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the representation with only the planned fields."""
        projected: dict[str, Any] = {"id": data["id"]} if self.with_id else {}
        stored_meta = data.get("meta", {})
        meta = {name: stored_meta[name] for name in self.meta if name in stored_meta}
        if meta:
            projected["meta"] = meta
        for name, plan in self.body:
            if name in data:
                projected[name] = _projected(data[name], plan)
        return projected


def plan_fields(model: type[Model], fields: str | None, *, detail: bool) -> Plan:
    """Return the plan for a request on a model; a BadRequestError tells what is wrong with ``fields``."""
    make = _kept_plan if len(fields or "") <= LONGEST_KEPT_FIELDS else _make_plan
    return make(model, fields, detail=detail)


def _make_plan(model: type[Model], fields: str | None, *, detail: bool) -> Plan:
    config: FieldsConfig = []
    if fields is not None:
        try:
            config = parse_fields_parameter(fields)
        except ValueError as error:
            message = f"fields error: {error}"
            raise BadRequestError(message) from error
        except RecursionError as error:
            message = f"fields error: nested too deeply; at most {STORED_LEVELS} levels are supported"
            raise BadRequestError(message) from error
    return _plan(ROUTER.get_model_endpoint(model)[1], model, config, detail=detail, nested=False, level=0)


_kept_plan = lru_cache(maxsize=MOST_PLANS)(_make_plan)


def stored_serializer(model: type[Model]) -> type[BaseSerializer]:
    """Return the serializer of a stored representation."""
    endpoint = ROUTER.get_model_endpoint(model)[1]
    # Wagtail's endpoints have no other way to a serializer outside of a request.
    make_class = endpoint._get_serializer_class  # noqa: SLF001
    made: type[BaseSerializer] = make_class(ROUTER, model, stored_config(model), show_details=True)
    return made


def stored_config(model: type[Model], level: int = 0) -> list[tuple[str, bool, Any]]:
    """Return the ``fields`` of a stored representation: everything, to the second level of relations."""
    config: list[tuple[str, bool, Any]] = [("*", False, None)]
    if level < STORED_LEVELS:
        endpoint = ROUTER.get_model_endpoint(model)[1]
        for name in _all_fields(endpoint, model, detail=level == 0):
            related = _nested_model(endpoint, model, name)
            if related is not None:
                config.append((name, False, stored_config(related, level + 1)))
    return config


def _plan(
    endpoint: Endpoint, model: type[Model], config: FieldsConfig, *, detail: bool, nested: bool, level: int
) -> Plan:
    all_fields = _all_fields(endpoint, model, detail=detail)
    names, sub_fields = _chosen_fields(
        _default_fields(endpoint, model, detail=detail, nested=nested), all_fields, config
    )
    meta_names = set(endpoint.get_meta_fields_names(model))
    body: list[tuple[str, Plan | None]] = []
    for name in all_fields:
        if name not in names:
            continue
        if name in sub_fields and not _is_relation(model, name):
            message = f"'{name}' does not support nested fields"
            raise BadRequestError(message)
        nested_plan = _nested_plan(endpoint, model, name, sub_fields.get(name, []), level)
        if name != "id" and name not in meta_names:
            body.append((name, nested_plan))
    return Plan("id" in names, [name for name in all_fields if name in names and name in meta_names], body)


def _nested_plan(endpoint: Endpoint, model: type[Model], name: str, config: FieldsConfig, level: int) -> Plan | None:
    related = _nested_model(endpoint, model, name)
    is_opaque = related is None
    if is_opaque and config:
        # Nothing is chosen by them, but what is wrong with them is said.
        related = getattr(_relation(model, name), "related_model", None)
    if related is None:
        return None
    if level >= STORED_LEVELS and config:
        message = f"fields error: '{name}' is nested too deeply; at most {STORED_LEVELS} levels are supported"
        raise BadRequestError(message)
    if _is_child_relation(model, name) and not (config and config[0][0] in {"*", "_"}):
        config = [("*", False, None), *config]
    related_endpoint = ROUTER.get_model_endpoint(related)[1]
    plan = _plan(related_endpoint, related, config, detail=False, nested=True, level=level + 1)
    return None if is_opaque else plan


def _chosen_fields(
    default: set[str], all_fields: Sequence[str], config: FieldsConfig
) -> tuple[set[str], dict[str, FieldsConfig]]:
    names = default
    if config and config[0][0] in {"*", "_"}:
        names = set(all_fields) if config[0][0] == "*" else set()
        config = config[1:]
    sub_fields: dict[str, FieldsConfig] = {}
    for name, negated, nested in config:
        if negated:
            names.discard(name)
        else:
            names.add(name)
            if nested:
                sub_fields[name] = nested
    unknown = {name for name, _, _ in config} - set(all_fields)
    if unknown:
        message = f"unknown fields: {', '.join(sorted(unknown))}"
        raise BadRequestError(message)
    return names, sub_fields


def _all_fields(endpoint: Endpoint, model: type[Model], *, detail: bool) -> list[str]:
    names = dict.fromkeys([*endpoint.get_body_fields_names(model), *endpoint.get_meta_fields_names(model)])
    return [name for name in names if detail or name not in endpoint.detail_only_fields]


def _default_fields(endpoint: Endpoint, model: type[Model], *, detail: bool, nested: bool) -> set[str]:
    if detail:
        return set(endpoint.get_detail_default_fields(model))
    if nested:
        return set(endpoint.get_nested_default_fields(model))
    return set(endpoint.get_listing_default_fields(model))


def _relation(model: type[Model], name: str) -> Any:
    try:
        found = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return found if found.is_relation else None


def _is_relation(model: type[Model], name: str) -> bool:
    return _relation(model, name) is not None


def _is_child_relation(model: type[Model], name: str) -> bool:
    return isinstance(getattr(_relation(model, name), "field", None), ParentalKey)


def _nested_model(endpoint: Endpoint, model: type[Model], name: str) -> type[Model] | None:
    """Return the model of a relation whose fields can be chosen, or None for one with a form of its own."""
    relation = _relation(model, name)
    declared = endpoint.base_serializer_class._declared_fields  # noqa: SLF001 - a serializer class has no other list
    opaque = name in declared or name in endpoint.get_field_serializer_overrides(model)
    if relation is None or opaque or isinstance(relation, TaggableManager):
        return None
    return relation.related_model


def _projected(value: Any, plan: Plan | None) -> Any:
    if plan is None or value is None:
        return value
    if isinstance(value, list):
        return [plan.project(item) for item in value]
    return plan.project(value)
