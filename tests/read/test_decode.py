import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgload.errors import RecordError
from kgload.read.decode import decode

ENGLISH = (
    "The Élysée said that Emmanuel Macron’s talks with Olaf Scholz – held in Paris on Sunday – were “fruitful”. " * 3
)
CHINESE = "<meta charset='gb2312'>国家主席习近平在北京同俄罗斯总统普京举行会谈。两国元首就双边关系深入交换意见。" * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_finds_the_encoding(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding), "a.txt") == ENGLISH


def test_a_short_western_text_is_cp1252() -> None:
    assert decode("Macron’s café".encode("cp1252"), "a.txt") == "Macron’s café"


@pytest.mark.parametrize(
    "text", [CHINESE, CHINESE.removeprefix("<meta charset='gb2312'>")], ids=["declared", "guessed"]
)
def test_other_scripts(text: str) -> None:
    assert decode(text.encode("gb18030"), "a.html") == text


def test_one_broken_byte_does_not_spoil_a_utf8_text() -> None:
    data = ENGLISH.encode()[:-3] + b"\xe2\x80"
    assert decode(data, "a.txt").startswith(ENGLISH[:300])


def test_newlines_become_one_kind() -> None:
    assert decode(b"a\r\nb\rc\n", "a.txt") == "a\nb\nc\n"


@pytest.mark.parametrize(
    "data",
    [b"%PDF-1.7 ...", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04...", b"The\x00 talks\x01\x02" * 9, bytes(range(256)) * 8],
    ids=["pdf", "png", "zip", "nul", "all bytes"],
)
def test_binary_is_refused(data: bytes) -> None:
    with pytest.raises(RecordError) as caught:
        decode(data, "a.txt")
    assert (caught.value.code, caught.value.stage, caught.value.path) == ("binary", "read", "a.txt")


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    try:
        assert "\r" not in decode(data, "a.txt")
    except RecordError as error:
        assert error.code in ("binary", "bad_encoding")  # noqa: PT017 - either is right
