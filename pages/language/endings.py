"""The stem of a word without its inflection alone, to tell words apart that a search may well take for one.

The stemmer of Lithuanian takes derivations away too: to it `variantas` (variant) and `varis` (copper) are one, and so
are `tekintojas` (turner) and `tekti` (to fall to). More is found so, but a glossary would be wrong.
"""

import re
from functools import lru_cache

from pages.language.morphology import stem_of

# Of nouns and adjectives: https://en.wikipedia.org/wiki/Lithuanian_declension. The longest that fits is taken.
_LITHUANIAN = re.compile(
    "(.{2,}?)(?:"
    "enyse|enimis|enims|enyje|eniui|eniu|enys|enis|enų|enį|ens|uo|"
    "iuose|iuje|iumi|iumis|iaus|iams|iais|iame|iems|ius|iui|iam|iai|ioje|ioms|iose|ies|io|iu|ių|ia|ią|ie|"
    "uose|uje|umi|us|ui|u|ų|oje|oms|omis|ose|os|o|ėje|ėms|ėmis|ėse|ės|ė|yje|yse|ys|y|"
    "imi|ims|imis|is|i|į|ams|ais|ame|am|ai|as|a|ą|es|ei|e|ę)"
)
# Before an ending that begins with i: jungtis, jungčių.
_SOFTENED = (("dž", "d"), ("č", "t"))


@lru_cache(maxsize=16_384)
def inflectional_stem(form: str, language_code: str) -> str:
    """Return one lower-case word without its ending, marks kept; for most languages what their stemmer leaves."""
    if language_code != "lt":
        return stem_of(form, language_code)
    match = _LITHUANIAN.fullmatch(form)
    stem = match[1] if match else form
    for softened, hard in _SOFTENED:
        if stem.endswith(softened):
            return stem.removesuffix(softened) + hard
    return stem
