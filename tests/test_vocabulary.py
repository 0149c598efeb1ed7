"""`schema/event_types.toml`: what is there, and that a mistake in it is named with file and place."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgload.errors import SchemaError
from kgload.vocabulary import load_vocabulary, vocabulary

GOOD = """
[groups.meeting]
label = "Meeting"
[types.meeting]
group = "meeting"
rank = 0
plover = "CONSULT"
mode = "meet"
roles = ["attendee"]
full = 2
"""


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        pytest.param('group = "meeting"', 'group = "party"', "types.meeting: group 'party'", id="unknown group"),
        pytest.param("rank = 0", 'rank = "high"', "types.meeting.rank", id="wrong type"),
        pytest.param("full = 2", "ful = 2", "types.meeting", id="misspelt key"),
        pytest.param('roles = ["attendee"]', "", "types.meeting.roles", id="missing key"),
        pytest.param("rank = 0", "rank = ", "Invalid value", id="not TOML"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, named: str) -> None:
    file = tmp_path / "event_types.toml"
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(SchemaError) as caught:
        load_vocabulary(file)
    assert str(file) in caught.value.message
    assert named in caught.value.message
    assert caught.value.remedy


def test_the_good_one_loads(tmp_path: Path) -> None:
    file = tmp_path / "event_types.toml"
    file.write_text(GOOD, encoding="utf-8")
    assert load_vocabulary(file)["meeting"].label == "Meeting"


def test_types_of_the_design_are_there() -> None:
    wanted = (
        "meeting talks summit consultation visit call ceremony agreement exercise appointment dismissal conference "
        "speech statement sanction delivery summons"
    )
    assert set(wanted.split()) <= set(vocabulary().types)


def test_a_group_has_one_label() -> None:
    labels = {(t.group, t.label) for t in vocabulary().types.values()}
    assert len({group for group, _ in labels}) == len(labels)
