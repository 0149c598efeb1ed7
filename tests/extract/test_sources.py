"""Whom a text cites for an event."""

from __future__ import annotations

import pytest

from extract.articles import article
from kgload.extract import extract

MET = "Vladimir Putin met Xi Jinping in Beijing on Wednesday"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(f"{MET}, Xinhua News Agency reported on Thursday.", "Xinhua", id="reported behind"),
        pytest.param(
            f"{MET}, according to the Ministry of National Defense.", "Ministry of National Defense", id="according to"
        ),
        pytest.param(f"{MET}, the Kremlin said.", "Kremlin", id="the Kremlin said"),
        pytest.param(f"China's Foreign Ministry said {MET}.", "Foreign Ministry", id="a ministry said"),
        pytest.param(
            f"{MET}, according to a statement by China's Defense Ministry.", "Defense Ministry", id="a statement by"
        ),
        pytest.param(f"{MET}.", None, id="nobody"),
        pytest.param(
            "Vladimir Putin said he met Xi Jinping in Beijing on Wednesday.", None, id="a participant is no source"
        ),
        pytest.param(
            f"{MET}, according to the joint statement signed by Sergei Lavrov in March.",
            None,
            id="who signed is not cited",
        ),
    ],
)
def test_source(text: str, name: str | None) -> None:
    found = extract(article(text, "2023-10-19"))
    meetings = [e for e in found.events if e.type == "meeting"]
    assert len(meetings) == 1
    cited = meetings[0].attribution
    if name is None:
        assert cited is None
    else:
        assert cited is not None
        assert name in (found.actor(cited.actor).name or "")
        assert cited.text in text
