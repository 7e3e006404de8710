"""The list of the media that `load_demo` reads."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cms.demo.media.films import Film
from cms.demo.media.papers import Paper
from cms.demo.media.screen import HEIGHT, WIDTH
from cms.demo.texts import LANGUAGES


def write_manifest(
    images: Sequence[Mapping[str, Any]], films: Sequence[Film], papers: Sequence[Paper], credit: str, path: Path
) -> None:
    """Write `manifest.toml`; file names are relative to its folder."""
    lines = ["# Written by `manage.py make_demo_media`."]
    for image in images:
        lines += _table(
            "images", key=image["key"], file=f"images/{image['key']}.png", credit=image.get("credit", credit)
        )
        lines += [f"{code} = {_words(image[code])}" for code in LANGUAGES]
    for film in films:
        files = {"file": f"videos/{film.key}.mp4", "poster": f"posters/{film.key}.jpg"}
        lines += _table("videos", key=film.key, **files, duration=film.duration, width=WIDTH, height=HEIGHT)
    for paper in papers:
        file = f"documents/{paper.key}.{paper.language_code}.pdf"
        lines += _table("documents", key=paper.key, lang=paper.language_code, file=file)
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def _table(name: str, **values: str | int) -> list[str]:
    return ["", f"[[{name}]]", *(f"{key} = {_value(value)}" for key, value in values.items())]


def _words(values: Mapping[str, str]) -> str:
    return "{ " + ", ".join(f"{key} = {_value(value)}" for key, value in values.items()) + " }"


def _value(value: str | int) -> str:
    # Strings of JSON are strings of TOML as well.
    return json.dumps(value, ensure_ascii=False)
