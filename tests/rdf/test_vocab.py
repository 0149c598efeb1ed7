"""The vocabulary file and the code have the same terms, and its lists are those of schema/event_types.toml."""

from __future__ import annotations

from itertools import chain

import pytest
import rdflib
from pyoxigraph import NamedNode
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kgload.rdf import vocab as v
from kgload.resources import schema_file
from kgload.vocabulary import vocabulary

KG = rdflib.Namespace(v.KG)
GRAPH = rdflib.Graph().parse(schema_file("kg.ttl"), format="turtle")
DEFINED = {s for s in GRAPH.subjects() if isinstance(s, rdflib.URIRef) and s.startswith(v.KG)}
# what only the vocabulary itself is said in
OF_THE_FILE = {KG.ploverRoot, KG.ploverMode, *GRAPH.subjects(RDF.type, SKOS.ConceptScheme)}

SCHEMES: dict[str, v.Scheme] = {
    "statuses": v.STATUSES,
    "precisions": v.PRECISIONS,
    "standings": v.STANDINGS,
    "kinds": v.KINDS,
    "anchors": v.TIME_ANCHORS,
    "bases": v.PLACE_BASES,
    "capacities": v.CAPACITIES,
    "types": v.event_types(),
    "groups": v.groups(),
    "roles": v.roles(),
}


def test_terms_of_the_code_are_those_of_the_file() -> None:
    constants = {value.value for value in vars(v).values() if isinstance(value, NamedNode)}
    concepts = {term.value for scheme in SCHEMES.values() for term in scheme.terms.values()}
    used = {iri for iri in constants | concepts if iri.startswith(v.KG)}
    assert used == {str(term) for term in DEFINED - OF_THE_FILE}


def test_every_term_says_what_it_means() -> None:
    silent = {term for term in DEFINED if not str(GRAPH.value(term, RDFS.comment) or "").strip()}
    assert not silent


def test_every_property_has_a_range() -> None:
    properties = chain(GRAPH.subjects(RDF.type, OWL.ObjectProperty), GRAPH.subjects(RDF.type, OWL.DatatypeProperty))
    assert not [term for term in properties if GRAPH.value(term, RDFS.range) is None]


@pytest.mark.parametrize("name", SCHEMES)
def test_a_closed_list_is_a_concept_scheme(name: str) -> None:
    concepts = {str(concept) for concept in GRAPH.subjects(SKOS.inScheme, KG[name])}
    assert concepts == {term.value for term in SCHEMES[name].terms.values()}
    assert {str(GRAPH.value(rdflib.URIRef(c), SKOS.prefLabel)) for c in concepts} == set(SCHEMES[name].terms)


@pytest.mark.parametrize("name", vocabulary().types)
def test_a_type_has_its_group_and_codes(name: str) -> None:
    event_type, concept = vocabulary()[name], KG[f"type-{name}"]
    assert GRAPH.value(concept, SKOS.broader) == KG[f"group-{event_type.group}"]
    assert str(GRAPH.value(concept, KG.ploverRoot)) == event_type.plover
    assert str(GRAPH.value(concept, KG.ploverMode) or "") == event_type.mode


@pytest.mark.parametrize("name", vocabulary().labels)
def test_a_group_has_the_label_of_its_nodes(name: str) -> None:
    assert str(GRAPH.value(KG[f"group-{name}"], SKOS.altLabel)) == vocabulary().labels[name]


def test_no_iri_has_two_names_in_the_code() -> None:
    constants = [value for value in vars(v).values() if isinstance(value, NamedNode)]
    assert len(constants) == len(set(constants))


def test_a_scheme_goes_both_ways() -> None:
    assert v.STATUSES.word(v.STATUSES.term("denied")) == "denied"
    with pytest.raises(KeyError):
        v.STATUSES.term("rumoured")
