"""An answer of ours beside that of Wagtail's own API v2."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Model
from django.test import Client
from django.utils import translation

from pages.publications.kinds import has_publications, model_of
from pages.publications.models import Publication, PublicationKind
from tests.integration.api.generated_queries import ADDITIONS, Request, is_to_many, nesting, related_model

TOO_DEEP = "is nested too deeply; at most 2 levels are supported"


@dataclass(frozen=True)
class Answer:
    """Status, and what of the rest is compared."""

    status: int
    data: Any = None

    @property
    def message(self) -> str:
        """Return what went wrong."""
        return str(self.data["message"])


def read(client: Client, root: str, request: Request) -> Answer:
    """Ask one of the two APIs; the additions of ours are left out."""
    # Wagtail's answer depends on the active language, which the addresses of an API leave as it is.
    with translation.override("pl"):
        response = client.get(f"/api/{root}v2/{request.path}", headers={"host": request.host})
    if response.status_code >= 500:
        return Answer(response.status_code)
    if response.status_code == 302:
        return Answer(302, response["Location"].replace("/api/wagtail/v2/", "/api/v2/"))
    text = response.content.decode().replace("/api/wagtail/v2/", "/api/v2/")
    return Answer(response.status_code, without_additions(json.loads(text)))


def without_additions(data: Any) -> Any:
    """Return an answer without what ours adds to v2."""
    if isinstance(data, list):
        return [without_additions(item) for item in data]
    if not isinstance(data, dict):
        return data
    if "status" in data and "message" in data:
        return {"message": data["message"]}
    return {key: without_additions(value) for key, value in data.items() if key not in ADDITIONS}


def hidden_objects() -> set[str]:
    """Return type and id of the pages and files that an outsider may not read."""
    hidden: set[str] = set()
    for kind in PublicationKind:
        public = Publication.objects.filter(kind=kind, deleted=False, audience__key="public").values("object_id")
        rows: Any = model_of(kind)._default_manager.exclude(pk__in=public)
        specific = rows.specific() if kind == PublicationKind.PAGE else rows
        hidden |= {f"{row._meta.label} {row.pk}" for row in specific}
    return hidden


def is_equal(request: Request, ours: Answer, wagtails: Answer, hidden: set[str]) -> bool:
    """Say whether our answer is Wagtail's, apart from what is meant to differ."""
    if ours.status == 400 and _is_refused_on_purpose(request, ours):
        return wagtails.status in {200, 400, 404, 500}
    if wagtails.status == 500:
        return ours.status == 400
    if {ours.status, wagtails.status} <= {400, 404} and _may_have_two_faults(request):
        # Which of several faults is told first is not part of the dialect.
        return True
    if ours.status != wagtails.status:
        return False
    if ours.status != 200 or request.place:
        return _is_same(ours.data, wagtails.data, hidden)
    return _is_same_listing(request, ours.data, wagtails.data, hidden)


def _is_refused_on_purpose(request: Request, ours: Answer) -> bool:
    fields = request.last("fields")
    to_many = any(is_to_many(request.model, name) for name in _order(request))
    return (nesting(fields) > 2 and ours.message.endswith(TOO_DEEP)) or (to_many and "more than one" in ours.message)


def _may_have_two_faults(request: Request) -> bool:
    return len(request.parameters) > 1 or request.last("fields").count("(") > 1


def _is_same(ours: Any, wagtails: Any, hidden: set[str]) -> bool:
    """Compare field by field; a reference may be left out that not all readers may follow."""
    if isinstance(wagtails, dict):
        if ours is None:
            return "id" not in wagtails or any(pk == str(wagtails["id"]) for _model, pk in map(str.split, hidden))
        return list(ours) == list(wagtails) and all(
            key == "download_url" or _is_same(ours[key], wagtails[key], hidden) for key in wagtails
        )
    if isinstance(wagtails, list) and isinstance(ours, list):
        shown = [item for item in wagtails if not _is_hidden(item, hidden)]
        return len(ours) == len(shown) and all(map(_is_same, ours, shown, [hidden] * len(shown)))
    return bool(ours == wagtails)


def _is_hidden(item: Any, hidden: set[str]) -> bool:
    meta = item.get("meta", {}) if isinstance(item, dict) else {}
    return f"{meta.get('type')} {item['id']}" in hidden if "type" in meta and "id" in item else False


def _is_same_listing(request: Request, ours: Any, wagtails: Any, hidden: set[str]) -> bool:
    if not _is_same(ours["meta"], wagtails["meta"], hidden):
        return False
    names = _order(request)
    if not names:
        return _is_same(ours["items"], wagtails["items"], hidden)
    if len(ours["items"]) != len(wagtails["items"]):
        return False
    if "random" in names or any("id" not in item for item in wagtails["items"]) or _orders_by_reference(request):
        return True
    mine, theirs = ({item["id"]: item for item in answer["items"]} for answer in (ours, wagtails))
    both = mine.keys() & theirs.keys()
    return _in_same_order(request.model, names, list(mine), list(theirs)) and all(
        _is_same(mine[pk], theirs[pk], hidden) for pk in both
    )


def _in_same_order(model: type[Model], names: list[str], ours: list[int], wagtails: list[int]) -> bool:
    """Compare ties as sets; at both ends of a part, others of the same tie may stand."""
    rows = model._default_manager.filter(pk__in={*ours, *wagtails}).values_list("pk", *names)
    keys = {pk: key for pk, *key in rows}
    groups = [[(key, set(pks)) for key, pks in groupby(order, key=lambda pk: keys[pk])] for order in (ours, wagtails)]
    return [keys[pk] for pk in ours] == [keys[pk] for pk in wagtails] and groups[0][1:-1] == groups[1][1:-1]


def _order(request: Request) -> list[str]:
    return [name.lstrip("-") for name in request.last("order").split(",") if name]


def _orders_by_reference(request: Request) -> bool:
    """Say whether the order knows references, of which Wagtail's knows the hidden ones too."""
    targets = [related_model(request.model, name) for name in _order(request)]
    return any(target is not None and has_publications(target) for target in targets)
