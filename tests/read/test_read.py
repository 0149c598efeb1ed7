"""The whole room: files in, articles or reasons out."""

import hashlib
import json
import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgload.errors import RecordError
from kgload.ids import article_id
from kgload.model import Article
from kgload.read import read_path, read_source, sources

SHARED = Path(__file__).resolve().parents[3] / "shared"
BODY = "Helmut Kohl and Mikhail Gorbachev agreed in the Caucasus on Monday that a united Germany may stay in NATO."
HTML = (
    "<!DOCTYPE html><html><head><title>Kohl and Gorbachev agree</title></head><body><article>"
    f"<p>{BODY}</p><p>{BODY[:-1]}, aides said.</p></article></body></html>"
)
FEED = "## Kohl and Gorbachev agree\n- https://paper.example/1\n- date published: 1990-07-16\n\n" + BODY


def read(path: Path, collection: str | None = None) -> list[Article | RecordError]:
    return list(read_path(path, collection))


def whole(article: Article | RecordError) -> Article:
    assert isinstance(article, Article), article
    ends = [0, *(offset for r in article.regions for offset in (r.start, r.end)), len(article.text)]
    assert all(a <= b for a, b in pairwise(ends))
    assert all(
        r.start < r.end and article.text[r.start : r.end].strip() == article.text[r.start : r.end]
        for r in article.regions
    )
    assert sum(r.kind == "title" for r in article.regions) <= 1
    return article


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", f"Kohl and Gorbachev agree\n\n{BODY}"),
        ("a", f"Kohl and Gorbachev agree\n\n{BODY}"),
        ("a.md", f"# Kohl and *Gorbachev* agree\n\n{BODY}"),
        ("b.md", f"---\ntitle: Kohl and Gorbachev agree\n---\n{BODY}"),
        ("front.txt", f"---\ntitle: Kohl and Gorbachev agree\n---\n{BODY}"),
        ("a.html", HTML),
        ("page.txt", HTML),
        ("plain.html", f"Kohl and Gorbachev agree\n\n{BODY}"),
        ("feed.txt", FEED),
        ("a.json", json.dumps({"title": "Kohl and Gorbachev agree", "text": BODY}, indent=1)),
        ("json.txt", json.dumps({"title": "Kohl and Gorbachev agree", "text": BODY})),
        ("html.jsonl", json.dumps({"title": "Kohl and Gorbachev agree", "content_html": HTML})),
    ],
)
def test_format_is_told_by_content_as_much_as_by_name(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    path = f"{name}#1" if name.endswith(".jsonl") else name
    (article,) = map(whole, read(tmp_path))
    assert article.title == "Kohl and Gorbachev agree"
    assert BODY in [article.text[r.start : r.end] for r in article.regions if r.kind == "body"]
    assert (article.path, article.collection, article.language) == (path, tmp_path.name, "en")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0", "binary"),
        ("paper.pdf", b"%PDF-1.7", "binary"),
        ("really-text.pdf", BODY.encode(), "unsupported"),
        ("table.csv", b"a,b\n1,2\n", "unsupported"),
        ("cut.json", b'{"text": "Kohl', "bad_json"),
        ("prose.json", BODY.encode(), "bad_json"),
        ("digits.txt", b"1 2 3", "no_text"),
        ("noise.txt", b"lorem ipsum " * 400_000, "no_sentence"),
        ("empty.html", b"<html><body></body></html>", "no_text"),
        ("no-text.jsonl", b'{"id": "x", "url": "https://paper.example/1"}', "no_text"),
    ],
)
def test_bad_input_has_a_reason_and_the_rest_is_read(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "zz.txt").write_text(BODY)
    error, article = read(tmp_path)
    assert isinstance(error, RecordError)
    assert (error.stage, error.code, error.path) == ("read", code, name)
    assert name in error.message
    assert error.remedy
    assert whole(article).path == "zz.txt"


def test_a_broken_line_does_not_stop_the_others(tmp_path: Path) -> None:
    record = json.dumps({"id": "one", "text": BODY})
    file = tmp_path / "a.jsonl"
    file.write_text(f'{record}\n{{"text": "cut off\n{json.dumps({"url": "https://paper.example/2", "text": BODY})}\n')
    first, error, last = read(file, "wires")
    assert isinstance(error, RecordError)
    assert (error.code, error.place) == ("bad_json", "line 2")
    assert whole(first).id == article_id(None, "wires", "a.jsonl#one")
    assert whole(last).id == article_id("https://paper.example/2", "wires", "a.jsonl")
    assert whole(first).sha256 == hashlib.sha256(record.encode()).hexdigest()


def test_identity_does_not_change_when_a_record_is_added(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    line = json.dumps({"id": "one", "text": BODY}) + "\n"
    file.write_text(line)
    (alone,) = map(whole, read(file))
    file.write_text(line + line.replace("one", "two"))
    first, second = map(whole, read(file))
    assert alone == first
    assert first.id != second.id


def test_version_is_of_the_article_s_own_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "feed.md").write_text(FEED + "\n\n" + FEED.replace("/1", "/2"))
    article, *sections = map(whole, read(tmp_path))
    (source, _) = sources(tmp_path)
    assert not isinstance(source, RecordError)
    assert article.sha256 == source.sha256 == hashlib.sha256(BODY.encode()).hexdigest()
    assert len({section.sha256 for section in sections}) == len({section.id for section in sections}) == 2


def test_a_file_that_is_gone_since_it_was_listed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (source,) = sources(tmp_path)
    (tmp_path / "a.txt").unlink()
    assert not isinstance(source, RecordError)
    (error,) = read_source(source)
    assert isinstance(error, RecordError)
    assert error.code == "unreadable"


def test_the_place_of_the_folder_does_not_matter(tmp_path: Path) -> None:
    for parent in ("one", "two/three"):
        folder = tmp_path / parent / "wires"
        folder.mkdir(parents=True)
        (folder / "a.txt").write_text(BODY)
    assert read(tmp_path / "one" / "wires") == read(tmp_path / "two" / "three" / "wires")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a"]),
    seed=st.sampled_from([BODY, HTML, FEED, json.dumps({"text": BODY}), f"---\ntitle: x\n---\n# {BODY}"]),
    noise=st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=6)), max_size=6),
    cut=st.integers(0, 400),
)
def test_no_bytes_make_it_fail(tmp_path: Path, name: str, seed: str, noise: list[tuple[int, bytes]], cut: int) -> None:
    data = seed.encode()
    for at, junk in noise:
        data = data[:at] + junk + data[at + len(junk) :]
    file = tmp_path / name
    file.write_bytes(data[: len(data) - cut] if cut < len(data) else data)
    for item in read(file):
        if not isinstance(item, RecordError):
            whole(item).text.encode()


def test_reading_takes_linear_time(tmp_path: Path) -> None:
    words = random.Random(1).choices(
        ["[", "**", "- ", "a ", ". ", "\n", "<p>", "`", "MOSCOW ", "Published: ", "12:"], k=60_000
    )
    for name in ("a.txt", "a.md", "a.html"):
        (tmp_path / name).write_text("".join(words))
    assert len(read(tmp_path)) == 3


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="../shared/seeds is not here")
def test_seeds() -> None:
    found = [whole(item) for item in read(SHARED / "seeds")]
    assert [(a.published, a.dateline.place if a.dateline else None, (a.title or "")[:13]) for a in found] == [
        ("2023-11-09", "Moscow", "China to safe"),
        ("2023-11-10T11:19:00", None, "China, Russia"),
        ("2023-04-17", None, ""),
        ("2023-11-09T21:37:00", None, "China, Russia"),
        (None, None, "China, Russia"),
    ]
    assert [sum(r.kind == "body" for r in a.regions) for a in found] == [11, 14, 11, 17, 9]


@pytest.mark.shared
@pytest.mark.skipif(not (SHARED / "dev").is_dir(), reason="../shared/dev is not here")
def test_dev_articles_have_their_day_and_dateline() -> None:
    gold = {row["article"]: row for row in map(json.loads, (SHARED / "dev" / "gold.jsonl").read_text().splitlines())}
    wrong = []
    for item in read(SHARED / "dev" / "articles"):
        if isinstance(item, Article):
            row, article = gold[Path(item.path).stem], whole(item)
            place = article.dateline.place.split(",")[0] if article.dateline and article.dateline.place else None
            day = article.published[:10] if article.published else None
            if day != row["published"] or (row["dateline_place"] and place != row["dateline_place"]):
                wrong.append((item.path, day, place))
    assert wrong == []
