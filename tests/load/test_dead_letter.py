"""An entry stays until its source succeeds, is whole or absent, and their number is bounded."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kgload.errors import RecordError, SetupError
from kgload.load.dead_letter import DeadLetter, DeadLetterEntry


def entry(path: str = "a.jsonl", place: str | None = "line 3", run: str = "run:1a") -> DeadLetterEntry:
    error = RecordError("read", "bad_json", path, f"{path}: not JSON", "Correct it", place)
    return DeadLetterEntry.of(error, "news", Path("/data") / path, run, "0" * 64)


def test_an_entry_says_all(tmp_path: Path) -> None:
    letter = DeadLetter(tmp_path / "state" / "dead-letter")
    assert letter.add(entry())
    (file,) = letter.folder.iterdir()
    assert json.loads(file.read_text()) == {
        "stage": "read",
        "code": "bad_json",
        "message": "a.jsonl: not JSON. Correct it",
        "collection": "news",
        "path": "a.jsonl",
        "retry": "/data/a.jsonl",
        "place": "line 3",
        "input_hash": "0" * 64,
        "run": "run:1a",
    }
    assert letter.entries() == [entry()]


def test_the_same_record_is_kept_once(tmp_path: Path) -> None:
    letter = DeadLetter(tmp_path)
    letter.add(entry(run="run:1a"))
    letter.add(entry(run="run:1b"))
    assert [found.run for found in letter.entries()] == ["run:1b"]


def test_what_succeeds_leaves(tmp_path: Path) -> None:
    letter = DeadLetter(tmp_path)
    for made in (entry(place="line 3"), entry(place="line 9"), entry("b.txt", None)):
        letter.add(made)
    letter.add(entry(place="line 9", run="run:1b"))
    assert letter.settle(lambda found: found.path == "a.jsonl" and found.run != "run:1b") == 1
    assert [(found.path, found.place) for found in letter.entries()] == [("a.jsonl", "line 9"), ("b.txt", None)]


def test_it_is_found_again_from_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    error = RecordError("read", "empty", "a.txt", "a.txt is empty")
    assert DeadLetterEntry.of(error, "news", Path("news") / ".." / "a.txt", "run:1a").retry == str(tmp_path / "a.txt")


def test_it_is_bounded(tmp_path: Path) -> None:
    letter = DeadLetter(tmp_path, most=2)
    assert [letter.add(entry(place=place)) for place in ("1", "2", "3", "2")] == [True, True, False, True]


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SetupError, match="the dead letter cannot be written"):
        DeadLetter(tmp_path / "file" / "dead-letter").add(entry())


def test_a_hostile_path_is_only_text(tmp_path: Path) -> None:
    letter = DeadLetter(tmp_path / "dead-letter")
    letter.add(entry("../../etc/\x1b[31m\ud800.txt"))
    assert [file.parent for file in letter.folder.iterdir()] == [letter.folder]
    assert letter.entries()[0].path == "../../etc/\x1b[31m\ud800.txt"


def test_one_path_in_two_collections_is_two(tmp_path: Path) -> None:
    letter = DeadLetter(tmp_path)
    made = [replace(entry(place=place), collection=name) for name in ("sport", "news") for place in ("9", None)]
    made.append(entry("0.txt", None))
    assert all(map(letter.add, made))
    found = [(one.collection, one.path, one.place) for one in letter.entries()]
    assert found == sorted(found, key=lambda one: (one[0], one[1], one[2] or ""))
    assert len(found) == 5


def test_another_run_may_settle_it_meanwhile(tmp_path: Path) -> None:
    letter = DeadLetter(tmp_path)
    letter.add(entry())

    def done(one: DeadLetterEntry) -> bool:
        (tmp_path / one.file_name).unlink()
        return True

    assert letter.settle(done) == 1
    assert letter.entries() == []
