"""Tags for films: the player's sources and tracks, the transcript, the rule below the picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import get_language, get_language_info

from media_library.models import MediaItem, TrackKind, TrackStatus
from media_library.selectors import readable_tracks, track_cues
from pages import selectors
from pages.templatetags.readers import user_in

register = template.Library()

#: Longest film in seconds, and what stands between two short and two long marks of its rule.
RULES = ((120, 1, 10), (1200, 6, 60), (7200, 60, 600))
POSTER_WIDTH = 1280


@dataclass(frozen=True)
class FilmTrack:
    """A text track as the player lists it."""

    url: str
    kind: str
    language_code: str
    label: str
    is_default: bool


@dataclass(frozen=True)
class Film:
    """All that the player needs of one media item."""

    item: MediaItem
    url: str
    content_type: str
    poster: str
    tracks: Sequence[FilmTrack]


@dataclass(frozen=True)
class TranscriptLine:
    """A cue with the second at which it is spoken, as the fragment of its address."""

    seconds: float
    moment: str
    end: str
    speaker: str
    text: str


@dataclass(frozen=True)
class Transcript:
    """The spoken text in one language."""

    language_code: str
    lines: Sequence[TranscriptLine]


@dataclass(frozen=True)
class Rule:
    """A steel rule as long as the film; distances are shares of its length."""

    short: str
    long: str
    chapters: Sequence[tuple[int, str]]


@register.simple_tag(takes_context=True)
def film(context: template.Context, item: MediaItem | None) -> Film | None:
    """Return what the player needs, or None where this visitor may not see the film."""
    found = selectors.readable_file(item, user_in(context))
    if found is None:
        return None
    sources = found.sources
    content_type = str(sources[0].get("type", "")) if sources else ""
    poster = selectors.readable_poster_url(found, user_in(context), POSTER_WIDTH)
    return Film(found, found.url, content_type, poster, _tracks(found))


@register.simple_tag(takes_context=True)
def transcript(context: template.Context, item: MediaItem | None) -> Transcript | None:
    """Return the text of a film: in the language of the page, else as it is spoken."""
    found = selectors.readable_file(item, user_in(context))
    if found is None:
        return None
    codes = track_languages(found)
    wanted = [get_language() or "", found.language_code, *codes]
    code = next((code for code in wanted if code in codes), "")
    lines = [
        TranscriptLine(cue.start_ms / 1000, f"{cue.start_ms / 1000:g}", f"{cue.end_ms / 1000:g}", cue.speaker, cue.text)
        for cue in (track_cues(found, code) if code else ())
    ]
    return Transcript(code, lines) if lines else None


@register.simple_tag
def film_rule(duration: float | None, chapters: Sequence[Any]) -> Rule | None:
    """Return the rule of a film with the places of its chapters."""
    if not duration:
        return None
    short, long = next(((s, g) for longest, s, g in RULES if duration <= longest), RULES[-1][1:])
    places = [(number, _share(chapter.start_seconds, duration)) for number, chapter in enumerate(chapters, start=1)]
    return Rule(_share(short, duration), _share(long, duration), places)


@register.simple_tag(takes_context=True)
def poster_address(context: template.Context, item: MediaItem | None, width: int) -> str:
    """Return the address of a film's poster, or nothing where it has none that this visitor may see."""
    return selectors.readable_poster_url(item, user_in(context), width) if item else ""


@register.filter
def track_languages(item: MediaItem) -> list[str]:
    """Return the languages in which a film has reviewed text."""
    # Not by a query of its own: a list of films has read their tracks.
    spoken = [
        track
        for track in item.tracks.all()
        if track.status == TrackStatus.REVIEWED and track.kind != TrackKind.DESCRIPTIONS
    ]
    return list(dict.fromkeys(track.language_code for track in spoken))


@register.filter
def language_names(codes: Sequence[str]) -> str:
    """Return language codes as names in the language of the page, each written as in the middle of a sentence."""
    return ", ".join(str(get_language_info(code)["name_translated"]) for code in codes)


def _tracks(item: MediaItem) -> list[FilmTrack]:
    return [
        FilmTrack(
            track.url,
            track.kind,
            track.language_code,
            track.menu_label,
            is_default=track.language_code == get_language() and track.kind != TrackKind.DESCRIPTIONS,
        )
        for track in readable_tracks(item)
    ]


def _share(seconds: float, duration: float) -> str:
    return f"{100 * seconds / duration:.3f}%"
