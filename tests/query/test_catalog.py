"""A saved query file is checked on load; what is wrong is named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgload.errors import SchemaError, UsageError
from kgload.query.catalog import Parameter, catalog, get_query, parse_query

GOOD = """\
// People of a country
// description: Who is there
// parameter: country country required -- the country
// parameter: status status = occurred -- the status
// columns: name, country
// example: kgload query people -p country=CN
// question: Who is from {country}?
:param country => 'CN'
:param status => 'occurred'

MATCH (person:Person) // not $this; nor this
WHERE person.country = $country AND person.motto <> 'costs $5; or more'
RETURN person.name AS name, $status AS `$quoted;`;
"""
FILE = Path("people.cypher")


def test_a_good_file() -> None:
    query = parse_query(FILE, GOOD)
    assert (query.name, query.title, query.description) == ("people", "People of a country", "Who is there")
    assert query.parameters == (
        Parameter("country", "country", True, None, "the country"),
        Parameter("status", "status", False, "occurred", "the status"),
    )
    assert (query.columns, query.questions) == (("name", "country"), ("Who is from {country}?",))
    assert query.statement.startswith("MATCH (person:Person)")
    assert not query.statement.endswith(";")


FAULTS = [
    pytest.param("// People", "# People", "people.cypher:1: the first line", id="no title"),
    pytest.param("// columns: name, country\n", "", "0 lines `// columns:`", id="no columns"),
    pytest.param("// question:", "// questoin:", "people.cypher:7: not of the form `// key: value`", id="unknown key"),
    pytest.param("country required --", "country! --", "people.cypher:3: a parameter is written", id="bad parameter"),
    pytest.param(
        "status status =", "status stauts =", "people.cypher:4: unknown parameter type 'stauts'", id="bad type"
    ),
    pytest.param(
        ":param status => 'occurred'\n", "", ":4: parameter 'status' is declared but has no :param", id="no :param"
    ),
    pytest.param(
        ":param status =>", ":param stat =>", ":9: parameter 'stat' has a :param line but is not", id="undeclared"
    ),
    pytest.param(
        "$country AND", "$land AND", "people.cypher:12: parameter 'land' is used but not declared", id="unknown name"
    ),
    pytest.param("$status AS", "1 AS", "people.cypher:4: parameter 'status' is declared but not used", id="unused"),
    pytest.param(":param status =>", ":param status:", "people.cypher:9: not of the form `:param", id="bad :param"),
    pytest.param(
        "`$quoted;`;", "`$quoted;`", "people.cypher:11: a file holds one statement that ends in `;`", id="no end"
    ),
    pytest.param("RETURN", "RETURN 1; RETURN", "people.cypher:11: a file holds one statement", id="two statements"),
    pytest.param(
        "country country required -- the",
        "status status -- the",
        ":3: parameter 'status' is declared twice",
        id="twice",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), FAULTS)
def test_faults(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(SchemaError) as error:
        parse_query(FILE, GOOD.replace(old, new))
    assert message in str(error.value)


@pytest.mark.parametrize("text", ["", "// Title\n", "// Title\n// description: x\n"], ids=["empty", "title", "header"])
def test_no_statement(text: str) -> None:
    with pytest.raises(SchemaError):
        parse_query(FILE, text)


def test_all_of_ours_load() -> None:
    needed = {"meetings_between", "meetings_of_actor", "evidence_for_event", "mentions", "conflicting_claims"}
    assert needed | {"unresolved_mentions"} <= catalog().keys()


@pytest.mark.parametrize("name", sorted(catalog()))
def test_ours_say_what_a_user_needs(name: str) -> None:
    query = get_query(name)
    assert query.example.startswith(f"kgload query {name}")
    assert query.questions
    for parameter in query.parameters:
        assert f"{parameter.name}=" in query.example or not parameter.required


def test_did_you_mean() -> None:
    with pytest.raises(UsageError, match="Did you mean meetings_between"):
        get_query("meeting_between")
