"""A simplemma lemmatiser over memory-mapped tries.

Importing this module imports simplemma (0.15 s): only `dictionaries` does, at first use.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from marisa_trie import BytesTrie
from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy
from simplemma.strategies.dictionaries import TrieDictionaryFactory
from simplemma.strategies.dictionaries.dictionary_factory import CachingDictionaryFactory
from simplemma.strategies.dictionaries.trie_dictionary_factory import TrieWrapDict


class MappedDictionaryFactory(CachingDictionaryFactory):
    """Dictionaries mapped from the files named, which all processes of a machine share in memory."""

    __slots__ = ("_file_of",)

    def __init__(self, file_of: Callable[[str], Path]) -> None:
        self._file_of = file_of
        super().__init__()

    def _get_dictionary_uncached(self, lang: str) -> Mapping[str, str]:
        return TrieWrapDict(BytesTrie().mmap(str(self._file_of(lang))))


def lemmatiser_over(dictionaries: MappedDictionaryFactory) -> Lemmatizer:
    """Return a lemmatiser that guesses what the dictionaries do not know."""
    strategy = DefaultStrategy(dictionary_factory=dictionaries)
    # Each form is kept once, in the cache of `morphology`.
    return Lemmatizer(cache_max_size=1, lemmatization_strategy=strategy)


def lexicon_over(dictionaries: MappedDictionaryFactory) -> DictionaryLookupStrategy:
    """Return what knows the words of the dictionaries alone."""
    return DictionaryLookupStrategy(dictionaries)


def write_trie(language: str, directory: Path) -> Path:
    """Write the dictionary of a language as a trie into a folder and return the file."""
    TrieDictionaryFactory(disk_cache_dir=str(directory)).get_dictionary(language)
    return directory / f"{language}.dic"
