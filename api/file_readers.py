"""The token of an app opens files as well: pictures, documents, videos and their captions."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from api.problems import problem_for
from api.readers import SCHEME, Reader, TokenRefused, reader_for
from media_library.access import CredentialsRefusedError, ReadableFile
from pages.publications.audience_keys import audience_id
from pages.publications.audiences import collection_audience


@dataclass(frozen=True)
class TokenFileReader:
    """Reads the files of the audiences of a token."""

    reader: Reader

    def can_read(self, obj: ReadableFile) -> bool:
        """Say whether the file's audience is one of the reader's; he is never an editor."""
        audience = collection_audience(obj.collection)
        return audience is not None and audience_id(str(audience)) in self.reader.audience_ids


def file_reader(request: HttpRequest) -> TokenFileReader | None:
    """Return the reader whose token a request for a file carries, or None for a visitor.

    Credentials of another kind are left alone: a browser sends a proxy's Basic password with each picture.
    """
    scheme = request.headers.get("Authorization", "").strip().partition(" ")[0]
    if scheme.lower() != SCHEME:
        return None
    try:
        return TokenFileReader(reader_for(request))
    except TokenRefused as error:
        response = problem_for(error, request)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Authorization"
        raise CredentialsRefusedError(response) from error
