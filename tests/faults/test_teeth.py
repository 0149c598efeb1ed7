"""The runner of mutants: what is called equal exists, and a mutant is what is imported."""

from __future__ import annotations

from faults.mutants import mutants
from faults.teeth import equal, every, name
from faults.trial import SOURCE


def test_what_is_listed_as_equal_is_a_mutant() -> None:
    assert equal().keys() <= {name(mutant) for mutant in every()}


def test_a_mutant_knows_the_function_that_it_is_in() -> None:
    found = {mutant.change: mutant for mutant in mutants(SOURCE / "ids.py")}
    assert (found["26 => 27"].where, found["26 => 27"].entry) == ("mint", found["26 => 27"].line - 3)
    assert (found["'tidy' => 'tidyX'"].where, found["'tidy' => 'tidyX'"].entry) == ("", None)
