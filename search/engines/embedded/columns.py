"""The analysed terms of a page in the columns of the index, kept compressed to delete them by."""

import json
import zlib

from search.document_terms import DocumentTerms

# Between passages in the columns of a page, so that no phrase reaches over their border. No
# analysed word has this sign.
BREAK = " | "

Columns = tuple[str, str, str, str, str, str]


def page_columns(terms: DocumentTerms) -> Columns:
    """Return the row of the page index."""
    columns = [BREAK.join(filter(None, column)) for column in zip(*terms.passages, strict=True)]
    heading_l, heading_s, body_l, body_s = columns or ("", "", "", "")
    return (*terms.title, heading_l, heading_s, body_l, body_s)


def passage_columns(terms: DocumentTerms) -> list[Columns]:
    """Return the rows of the passage index, the title repeated in each."""
    return [(*terms.title, *passage) for passage in terms.passages]


def packed(terms: DocumentTerms) -> bytes:
    """Return the terms as a compressed blob."""
    return zlib.compress(json.dumps([terms.title, terms.passages], ensure_ascii=False).encode())


def unpacked(blob: bytes) -> DocumentTerms:
    """Return the terms kept in a blob."""
    title, passages = json.loads(zlib.decompress(blob))
    return DocumentTerms(tuple(title), tuple(tuple(passage) for passage in passages))
