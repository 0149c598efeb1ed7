"""When and where an event mention took place."""
