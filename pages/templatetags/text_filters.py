"""Filters for Polish line ends and for times of a film."""

import re
from typing import Any

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.translation import get_language, gettext

register = template.Library()

#: A one-letter word and the space behind it.
ONE_LETTER_WORD = re.compile(r"(?<![^\s(>„\"\u00a0])([aiouwzAIOUWZ])\s+(?=[^\s<])")
NO_BREAK_SPACE = "\u00a0"


@register.filter(is_safe=True)
@stringfilter
def nbsp_pl(text: str) -> str:
    """Bind one-letter words to the next word in Polish, so that none stands at the end of a line."""
    if (get_language() or "").split("-")[0] != "pl":
        return text
    return ONE_LETTER_WORD.sub(rf"\1{NO_BREAK_SPACE}", text)


@register.filter
def clock(seconds: Any) -> str:
    """Return seconds as the time of a player: 1:13, or 1:02:03 from an hour on."""
    total = int(seconds or 0)
    hours, rest = divmod(total, 3600)
    minutes, second = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{second:02}" if hours else f"{minutes}:{second:02}"


@register.filter
def film_length(seconds: Any) -> str:
    """Return seconds as the length of a film: 4 min 12 s."""
    total = round(float(seconds or 0))
    hours, rest = divmod(total, 3600)
    minutes, second = divmod(rest, 60)
    parts = [(hours, gettext("h")), (minutes, gettext("min")), (second, gettext("s"))]
    words = [f"{number}{NO_BREAK_SPACE}{unit}" for number, unit in parts if number]
    return " ".join(words) or f"0{NO_BREAK_SPACE}{gettext('s')}"


@register.filter
def iso_duration(seconds: Any) -> str:
    """Return seconds in the form of the datetime attribute: PT252S."""
    return f"PT{round(float(seconds or 0))}S"


@register.filter
@stringfilter
def host_of(url: str) -> str:
    """Return the host of an address, as the words of a link to it."""
    return re.sub(r"^https?://(www\.)?", "", url).split("/")[0]
