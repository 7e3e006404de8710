"""Reading of translation memories."""

from io import BytesIO

import pytest

from pages.memory.tmx import TmxError, read_tmx

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header/><body>'
TAIL = "</body></tmx>"


def unit(**texts: str) -> str:
    variants = "".join(
        f'<tuv xml:lang="{code.replace("_", "-")}"><seg>{text}</seg></tuv>' for code, text in texts.items()
    )
    return f"<tu>{variants}</tu>"


def read(text: str) -> list[dict[str, str]]:
    return [dict(texts) for texts in read_tmx(BytesIO(text.encode()), ["pl", "lt", "en"])]


def test_texts_are_read_in_the_languages_of_the_site() -> None:
    text = HEAD + unit(PL_pl="łuk", lt="lankas", de="Bogen") + unit(pl="tylko") + TAIL
    assert read(text) == [{"pl": "łuk", "lt": "lankas"}, {"pl": "tylko"}]


def test_codes_of_formatting_are_no_text_and_what_they_enclose_is() -> None:
    seg = '<bpt i="1">&lt;b&gt;</bpt>gaz<ept i="1">&lt;/b&gt;</ept>\n  <hi>osłonowy</hi>'
    assert read(HEAD + unit(pl=seg, lt="dujos") + TAIL) == [{"pl": "gaz osłonowy", "lt": "dujos"}]


def test_file_in_another_encoding_is_read() -> None:
    text = (HEAD.replace("UTF-8", "UTF-16") + unit(pl="łuk", lt="lankas") + TAIL).encode("utf-16")
    assert [dict(texts) for texts in read_tmx(BytesIO(text), ["pl", "lt"])] == [{"pl": "łuk", "lt": "lankas"}]


@pytest.mark.parametrize("encoding", ["no-such", "utf-32", "big5"])
def test_encoding_that_is_not_read_is_told(encoding: str) -> None:
    with pytest.raises(TmxError, match="the encoding that the file names is not known"):
        read(HEAD.replace("UTF-8", encoding) + unit(pl="łuk", lt="lankas") + TAIL)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + unit(pl="a", lt="b") + "<tu>", "Line 3, column 122, after segment 1: this is not well-formed XML"),
        ("", "Line 1, column 1, after segment 0"),
        ("<html/>", "Line 1: this is no TMX; its first element is <html>"),
        (
            HEAD + unit(pl="a", lt="b") + "<tu><tuv><seg>a</seg></tuv></tu>" + TAIL,
            "Segment 2: a <tuv> has no xml:lang.",
        ),
        (HEAD + '<tu><tuv xml:lang="pl"/></tu>' + TAIL, "Segment 1: a <tuv> has no <seg>."),
        (
            '<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/passwd">]><tmx><body>' + unit(pl="&a;", lt="b") + TAIL,
            "After segment 0: entities and references to other files are not read",
        ),
        (
            '<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><tmx><body>' + unit(pl="&b;", lt="b") + TAIL,
            "After segment 0: entities and references to other files are not read",
        ),
    ],
)
def test_error_tells_the_place(text: str, message: str) -> None:
    with pytest.raises(TmxError) as error:
        read(text)
    assert str(error.value).startswith(message)
