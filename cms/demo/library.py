"""Images, documents and videos of the demo, from the committed assets."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files import File
from wagtail.models import Collection

from cms.demo.texts import CONTENT_DIR, LANGUAGES, SOURCE_LANGUAGE, PageEntry, read_toml
from media_library.models import Document, Image, MediaItem, TextTrack, TrackStatus
from media_library.services import extract_document_text, replace_cues
from media_library.webvtt import parse_webvtt
from pages.editors.groups import participants_collection

ASSETS_DIR = Path(__file__).parent / "assets"


@dataclass(frozen=True)
class Library:
    """The files of the demo by key; documents by key and language."""

    images: Mapping[str, Image]
    documents: Mapping[tuple[str, str], Document]
    videos: Mapping[str, MediaItem]

    def document_ids(self, language_code: str) -> dict[str, int]:
        """Return the documents of one language."""
        return {key: row.pk for (key, code), row in self.documents.items() if code == language_code}


def load_library(pages: list[PageEntry]) -> Library:
    """Put the files of the demo into the media library."""
    manifest = read_toml(ASSETS_DIR / "manifest.toml")
    images = {row["key"]: _load_image(row) for row in manifest["images"]}
    videos = {row["key"]: _load_video(row, pages) for row in manifest["videos"]}
    titles = _document_titles(pages)
    restricted = {row["key"] for row in _files() if row.get("restricted")}
    documents = {
        (row["key"], row["lang"]): _load_document(row, titles, is_restricted=row["key"] in restricted)
        for row in manifest["documents"]
    }
    return Library(images, documents, videos)


def _files() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read_toml(CONTENT_DIR / "files.toml")["documents"]
    return rows


def _document_titles(pages: list[PageEntry]) -> dict[tuple[str, str], str]:
    titles = {(row["key"], code): row[code]["title"] for row in _files() for code in LANGUAGES}
    for page in pages:
        if "pdf" in page.facts:
            titles |= {(page.facts["pdf"], code): page.texts[code]["title"] for code in LANGUAGES}
    return titles


def _open(name: str) -> File:
    path = ASSETS_DIR / name
    return File(path.open("rb"), name=path.name)


def _load_image(row: dict[str, Any]) -> Image:
    with _open(row["file"]) as file:
        image = Image(
            title=row[SOURCE_LANGUAGE]["title"],
            alt_text=row[SOURCE_LANGUAGE].get("alt", ""),
            credit=row.get("credit", ""),
            file=file,
        )
        image.save()
    return image


def _load_document(row: dict[str, Any], titles: Mapping[tuple[str, str], str], *, is_restricted: bool) -> Document:
    collection = participants_collection() if is_restricted else Collection.get_first_root_node()
    with _open(row["file"]) as file:
        document = Document(
            title=titles[row["key"], row["lang"]], file=file, language_code=row["lang"], collection=collection
        )
        document.save()
    # At once rather than by the worker, so that the demo is complete when it is first served.
    extract_document_text(document.pk)
    return document


def _load_video(row: dict[str, Any], pages: list[PageEntry]) -> MediaItem:
    page = next(page for page in pages if page.folder == "videos" and page.key == row["key"])
    with _open(row["poster"]) as file:
        poster = Image(title=page.facts["title"], file=file)
        poster.save()
    with _open(row["file"]) as file:
        video = MediaItem(
            title=page.facts["title"],
            type="video",
            file=file,
            duration=row["duration"],
            width=row["width"],
            height=row["height"],
            poster=poster,
            language_code=SOURCE_LANGUAGE,
        )
        video.save()
    for code in LANGUAGES:
        _load_captions(video, row["key"], code)
    return video


def _load_captions(video: MediaItem, key: str, language_code: str) -> None:
    kind = "captions" if language_code == SOURCE_LANGUAGE else "subtitles"
    track = TextTrack.objects.create(media=video, language_code=language_code, kind=kind, status=TrackStatus.REVIEWED)
    replace_cues(track, parse_webvtt((ASSETS_DIR / f"captions/{key}.{language_code}.vtt").read_bytes()))
