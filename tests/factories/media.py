"""Images, documents, media items and collections for tests, with real files."""

import io
from collections.abc import Iterable, Sequence

import pypdf
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from PIL import Image as Picture
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import User
from media_library.models import Cue, Document, Image, MediaItem, TextTrack, TrackKind, TrackStatus

LOGIN = CollectionViewRestriction.LOGIN
PASSWORD = CollectionViewRestriction.PASSWORD


def make_reader(username: str = "reader", groups: Iterable[Group] = ()) -> User:
    """Return a participant without any right in the admin."""
    user = User.objects.create_user(username=username, password="pass")
    user.groups.set(groups)
    return user


def make_superuser() -> User:
    """Return a user who may do everything."""
    return User.objects.create_superuser(username="admin", password="pass", email="a@example.org")


def make_collection(name: str = "Materials", parent: Collection | None = None) -> Collection:
    """Return a new public collection."""
    parent = parent or Collection.get_first_root_node()
    return parent.add_child(name=name)


def restrict(collection: Collection, groups: Sequence[Group] = (), password: str = "") -> CollectionViewRestriction:
    """Close the collection to all but members of these groups, or to all who have not logged in."""
    kind = CollectionViewRestriction.GROUPS if groups else PASSWORD if password else LOGIN
    restriction = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=kind, password=password
    )
    restriction.groups.set(groups)
    return restriction


def restricted_collection(groups: Sequence[Group] = (), name: str = "Participants") -> Collection:
    """Return a collection that only logged-in readers, or only these groups, may read."""
    collection = make_collection(name)
    restrict(collection, groups)
    return collection


def png_bytes(width: int = 800, height: int = 600, colour: str = "navy") -> bytes:
    """Return a small PNG of one colour."""
    output = io.BytesIO()
    Picture.new("RGB", (width, height), colour).save(output, "PNG")
    return output.getvalue()


def make_image(
    title: str = "Lathe",
    width: int = 800,
    height: int = 600,
    collection: Collection | None = None,
    alt_text: str = "A lathe",
) -> Image:
    """Return an image with a real file."""
    return Image.objects.create(
        title=title,
        alt_text=alt_text,
        file=ContentFile(png_bytes(width, height), name="lathe.png"),
        collection=collection or Collection.get_first_root_node(),
    )


def pdf_bytes(pages: Sequence[Sequence[str]]) -> bytes:
    """Return a PDF with these lines of text on each page, Polish and Lithuanian letters included."""
    writer = pypdf.PdfWriter()
    letters = sorted({letter for lines in pages for line in lines for letter in line})
    codes = {letter: code for code, letter in enumerate(letters, start=1)}
    font = writer._add_object(_font(letters))
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        shown = [f"<{''.join(f'{codes[letter]:02x}' for letter in line)}> Tj T*" for line in lines]
        content = StreamObject()
        content.set_data("\n".join(["BT /F1 12 Tf 16 TL 72 760 Td", *shown, "ET"]).encode())
        page[NameObject("/Contents")] = writer._add_object(content)
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def _font(letters: Sequence[str]) -> DictionaryObject:
    # No standard encoding of PDF holds ą and ė: the letters in use are numbered from 1.
    names = [NameObject(f"/uni{ord(letter):04X}") for letter in letters]
    encoding = {NameObject("/Differences"): ArrayObject([NumberObject(1), *names])}
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): DictionaryObject(encoding),
        }
    )


def make_document(
    title: str = "Strategy",
    content: bytes | None = None,
    filename: str = "strategy.pdf",
    collection: Collection | None = None,
) -> Document:
    """Return a document, by default a PDF of two pages; its text is read on commit."""
    return Document.objects.create(
        title=title,
        file=ContentFile(pdf_bytes([["First page"], ["Second page"]]) if content is None else content, name=filename),
        collection=collection or Collection.get_first_root_node(),
    )


def make_media_item(
    title: str = "Welding",
    content: bytes = b"0123456789",
    collection: Collection | None = None,
    poster: Image | None = None,
    filename: str = "welding.mp4",
) -> MediaItem:
    """Return a video whose file holds these bytes."""
    return MediaItem.objects.create(
        title=title,
        type="video",
        duration=60,
        language_code="pl",
        file=ContentFile(content, name=filename),
        poster=poster,
        collection=collection or Collection.get_first_root_node(),
    )


def make_track(
    media: MediaItem,
    language_code: str = "pl",
    texts: Sequence[str] = ("Dzień dobry.", "Włączamy łuk."),
    status: TrackStatus = TrackStatus.REVIEWED,
    kind: TrackKind = TrackKind.CAPTIONS,
) -> TextTrack:
    """Return a track with one cue of two seconds for each text."""
    track = TextTrack.objects.create(media=media, language_code=language_code, status=status, kind=kind)
    Cue.objects.bulk_create(
        Cue(track=track, number=number, start_ms=2000 * number - 2000, end_ms=2000 * number, text=text)
        for number, text in enumerate(texts, start=1)
    )
    return track
