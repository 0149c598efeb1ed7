from __future__ import annotations

import gc

from kgload.collecting import OBJECTS, rarely_collected


def test_within_a_run_python_collects_rarely_and_then_as_before() -> None:
    before = gc.get_threshold()
    with rarely_collected():
        with rarely_collected():
            assert gc.get_threshold()[0] == OBJECTS
        assert gc.get_threshold()[0] == OBJECTS
    assert gc.get_threshold() == before
