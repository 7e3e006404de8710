"""Models of the media library."""

from media_library.models.document import Document, DocumentPage, TextError, TextStatus
from media_library.models.image import Image, Rendition
from media_library.models.media_item import MediaItem
from media_library.models.text_track import Cue, TextTrack, TrackKind, TrackStatus

__all__ = [
    "Cue",
    "Document",
    "DocumentPage",
    "Image",
    "MediaItem",
    "Rendition",
    "TextError",
    "TextStatus",
    "TextTrack",
    "TrackKind",
    "TrackStatus",
]
