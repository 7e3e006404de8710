"""Words that may be about a person, which the log leaves out."""

import re

# Seven digits or more, however they are grouped: numbers of telephones, persons, accounts, dates of birth. The names of
# most standards are shorter (ISO 15614-1:2017 has six, then a colon).
_LONG_NUMBER = re.compile(r"\d(?:[\s()./+–-]{0,3}\d){6,}")


def may_be_personal(text: str) -> bool:
    """Say whether a query looks like an address for mail or has a long number."""
    return "@" in text or bool(_LONG_NUMBER.search(text))
