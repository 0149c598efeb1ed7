"""Moving about in the calendar without falling off its ends: articles may be dated 0001-01-01."""

from __future__ import annotations

from datetime import date


def shifted(day: date, days: int) -> date:
    """The day so many days later (earlier, if negative), or the calendar's last (first) one."""
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))
