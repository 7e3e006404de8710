"""The analysed terms of a page in the columns of the index."""

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
