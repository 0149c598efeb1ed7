"""`python -m other_day 2031-05-17 ARGUMENTS…` is `kgload ARGUMENTS…` on that day, for all that asks Python for it."""

from __future__ import annotations

import sys
import time
from datetime import date, datetime, tzinfo

DAY = datetime.fromisoformat(sys.argv[1])


class Same(type):
    """A day made elsewhere is a day too."""

    def __instancecheck__(cls, other: object) -> bool:
        return isinstance(other, cls.__mro__[1])


class OtherDate(date, metaclass=Same):
    @classmethod
    def today(cls) -> OtherDate:
        return cls(DAY.year, DAY.month, DAY.day)


class OtherTime(datetime, metaclass=Same):
    @classmethod
    def now(cls, tz: tzinfo | None = None) -> OtherTime:
        return cls(DAY.year, DAY.month, DAY.day, 23, 59, tzinfo=tz)

    @classmethod
    def utcnow(cls) -> OtherTime:
        return cls.now()

    @classmethod
    def today(cls) -> OtherTime:
        return cls.now()


def move() -> None:
    """In every module that may tell a day, also in those that took the classes by name."""
    seconds = DAY.timestamp()
    vars(time).update(time=lambda: seconds)
    others = {id(date): OtherDate, id(datetime): OtherTime}
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in MOVED:
            vars(module).update({key: others[id(value)] for key, value in vars(module).items() if id(value) in others})


MOVED = frozenset("kgload datetime dateparser dateutil htmldate trafilatura courlan".split())

if __name__ == "__main__":
    import dateparser
    import trafilatura

    import kgload.extract
    import kgload.pipeline
    from kgload.cli import main

    assert dateparser, trafilatura
    assert kgload.extract
    move()
    main(sys.argv[2:])
