"""Signed addresses of image renditions.

Only an address that we signed is ever rendered, so that nobody can make the server draw a
picture in a thousand sizes. The file name carries the version of the image and may be
anything otherwise: an address with an old version leads on to the new one.
"""

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from wagtail.images.models import Filter

if TYPE_CHECKING:
    from media_library.models import Image

SALT = "media_library.image"


def _signed_value(image_id: int, filter_spec: str) -> str:
    return f"{image_id}/{filter_spec}"


def image_url(image: "Image", filter_spec: str) -> str:
    """Return the signed address of the image under this filter; no file is made yet."""
    signature = Signer(salt=SALT).signature(_signed_value(image.pk, filter_spec))
    filename = versioned_filename(image, filter_spec)
    return reverse("media_library:image", args=(signature, image.pk, filter_spec, filename))


def is_signed(signature: str, image_id: int, filter_spec: str) -> bool:
    """Tell whether the signature is ours, by the present secret key or a fallback one."""
    signer = Signer(salt=SALT)
    try:
        signer.unsign(f"{_signed_value(image_id, filter_spec)}{signer.sep}{signature}")
    except BadSignature:
        return False
    return True


def versioned_filename(image: "Image", filter_spec: str) -> str:
    """Return the file name that changes when the picture does: by its bytes or its focal point."""
    path = PurePosixPath(image.file.name)
    focal_point_key = Filter(spec=filter_spec).get_cache_key(image)
    version = "-".join(part for part in (image.file_hash[:12], focal_point_key) if part)
    return f"{path.stem}.{version}{_suffix(filter_spec, path)}"


def _suffix(filter_spec: str, path: PurePosixPath) -> str:
    formats = [part for part in filter_spec.split("|") if part.startswith("format-")]
    return f".{formats[-1].split('-')[1]}" if formats else path.suffix
