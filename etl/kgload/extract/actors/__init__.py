"""The noun phrases that name persons, offices, bodies, groups and states."""
