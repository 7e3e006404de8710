"""The dictionaries of simplemma as memory-mapped tries, built once in a folder of ours.

The default dictionaries of simplemma take 424 MB and 2.7 s in every process for Polish and
Lithuanian; the same lemmas as tries take 24 MB, shared between processes when mapped.
"""

import os
import tempfile
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from pages.language.profiles import PROFILES

if TYPE_CHECKING:
    from simplemma import Lemmatizer
    from simplemma.strategies import DictionaryLookupStrategy

    from pages.language.lemmatisation import MappedDictionaryFactory

_building = Lock()
_chosen: list[Path] = []


def use_directory(directory: Path) -> None:
    """Keep the dictionaries in this folder; without it, `dictionaries` under the DATA_DIR variable."""
    _chosen[:] = [directory]
    for held in (_dictionaries, lemmatiser, lexicon):
        held.cache_clear()


def dictionary_directory() -> Path:
    """Return the folder of the dictionaries of the installed version of simplemma."""
    root = _chosen[0] if _chosen else Path(os.environ.get("DATA_DIR") or "var") / "dictionaries"
    return root / f"simplemma-{version('simplemma')}"


def build_dictionaries(languages: Iterable[str] | None = None) -> list[Path]:
    """Build what is missing and return the files; about 4 s a language, once."""
    wanted = languages or [p.dictionary for p in PROFILES.values() if p.dictionary]
    return [_built(language) for language in wanted]


def _built(language: str) -> Path:
    target = dictionary_directory() / f"{language}.dic"
    with _building:
        if not target.exists():
            _build(language, target)
    return target


def _build(language: str, target: Path) -> None:
    from pages.language.lemmatisation import write_trie  # noqa: PLC0415 - imports simplemma, 0.15 s

    target.parent.mkdir(parents=True, exist_ok=True)
    # Built beside and moved: a second process never maps half a file.
    with tempfile.TemporaryDirectory(dir=target.parent) as workshop:
        write_trie(language, Path(workshop)).replace(target)


@lru_cache(maxsize=1)
def _dictionaries() -> "MappedDictionaryFactory":
    # One for both: what is mapped twice counts twice in the memory of a process.
    from pages.language.lemmatisation import MappedDictionaryFactory  # noqa: PLC0415 - imports simplemma, 0.15 s

    return MappedDictionaryFactory(_built)


@lru_cache(maxsize=1)
def lemmatiser() -> "Lemmatizer":
    """Return the one lemmatiser of this process; simplemma is imported here, at first use."""
    from pages.language.lemmatisation import lemmatiser_over  # noqa: PLC0415 - imports simplemma, 0.15 s

    return lemmatiser_over(_dictionaries())


@lru_cache(maxsize=1)
def lexicon() -> "DictionaryLookupStrategy":
    """Return what knows only the words of the dictionaries, and guesses none."""
    from pages.language.lemmatisation import lexicon_over  # noqa: PLC0415 - imports simplemma, 0.15 s

    return lexicon_over(_dictionaries())
