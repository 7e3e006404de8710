"""The indexes by generation: named, made, and removed when another generation has taken over."""

import re
from collections.abc import Iterable, Mapping
from time import time
from typing import Any
from uuid import uuid4

from elasticsearch import BadRequestError

from search.engines.elasticsearch.cluster import Cluster
from search.engines.elasticsearch.schema import FORM_MAPPINGS, PAGE_MAPPINGS, form_settings, page_settings
from search.engines.elasticsearch.state import StateRecord

# Answers that began before a swap still come from the generation before.
PUT_ASIDE_S = 60
WRITING = "-writing"
PUBLIC, RESTRICTED = "pub", "res"
# A rebuild writes every few seconds; one that has been silent for so long was killed.
ABANDONED_S = 600


def new_generation() -> str:
    """Return the name of a generation that never was."""
    return f"g{uuid4().hex[:12]}"


def home_of(language: str, *, public: bool) -> str:
    """Return where pages of a language are kept: an outsider's query touches only indexes of public matter."""
    return f"{PUBLIC if public else RESTRICTED}-{language.lower()}"


def is_public(home: str) -> bool:
    """Say whether only public matter is kept there."""
    return home.startswith(f"{PUBLIC}-")


def language_of(home: str) -> str:
    """Return the language of the pages that are kept there."""
    return home.partition("-")[2]


def forms_home(home: str) -> str:
    """Return where the forms of the words of pages kept there are: those of all languages, of public matter apart."""
    return f"{home.partition('-')[0]}-forms"


def index_name(cluster: Cluster, generation: str, home: str) -> str:
    """Return the name of an index to read from."""
    return f"{cluster.prefix}-{generation}-{home}"


def writing_name(cluster: Cluster, generation: str, home: str) -> str:
    """Return the alias to write under: writing to a removed index must fail instead of making it anew."""
    return f"{index_name(cluster, generation, home)}{WRITING}"


def make_indexes(cluster: Cluster, generation: str, homes: Iterable[str]) -> None:
    """Make indexes of pages that are missing, first those of the forms of their words."""
    homes = sorted(homes)
    for home in sorted(set(map(forms_home, homes))):
        _make_index(cluster, generation, home, form_settings(cluster.replicas), FORM_MAPPINGS)
    for home in homes:
        _make_index(cluster, generation, home, page_settings(cluster.replicas), PAGE_MAPPINGS)


def merge_generation(cluster: Cluster, generation: str) -> None:
    """Let the parts of each index be made one, in the background: it is searched faster."""
    names = [name for name, of in _indexes(cluster).items() if of == generation]
    if names:
        cluster.writing.indices.forcemerge(index=names, max_num_segments=1, wait_for_completion=False)


def remove_generation(cluster: Cluster, generation: str) -> None:
    """Remove the indexes and the state of a generation."""
    names = [name for name, of in _indexes(cluster).items() if of == generation]
    if names:
        cluster.writing.indices.delete(index=names, ignore_unavailable=True)
    StateRecord(cluster, generation).delete()


def remove_other_generations(cluster: Cluster, in_use: str) -> None:
    """Remove what was put aside or abandoned: every generation that is neither in use nor being built."""
    for generation in set(_indexes(cluster).values()) - {in_use}:
        if time() - StateRecord(cluster, generation).last_written() > ABANDONED_S:
            remove_generation(cluster, generation)


def _make_index(
    cluster: Cluster, generation: str, home: str, settings: Mapping[str, Any], mappings: Mapping[str, Any]
) -> None:
    try:
        cluster.writing.indices.create(
            index=index_name(cluster, generation, home),
            aliases={writing_name(cluster, generation, home): {}},
            settings=settings,
            mappings=mappings,
        )
    except BadRequestError as error:
        if error.error != "resource_already_exists_exception":
            raise


def _indexes(cluster: Cluster) -> dict[str, str]:
    """Return the generation of every index of pages or forms under the prefix."""
    pattern = re.compile(rf"{re.escape(cluster.prefix)}-(g[0-9a-f]{{12}})-(?:pub|res)-.+")
    names = cluster.writing.indices.get_alias(index=f"{cluster.prefix}-g*")
    return {name: match[1] for name in names if (match := pattern.fullmatch(name))}
