"""What is derived of places and countries: sites lie within cities, countries have names, and nothing stays that
nothing uses.
"""

from __future__ import annotations

from kgload import ids
from kgload.database import Transaction
from kgload.load.forget import sweep
from kgload.resolve.known import KnownActors
from kgload.resolve.marks import clear
from kgload.resolve.sending import send_ids, send_rows

_SITES = """
MATCH (place:Place)
WHERE place.name IS NOT NULL
RETURN place.id AS id, place.name AS name, place.country AS country,
       EXISTS { (place)<-[:AT|HELD_AT]-() } AS used,
       COLLECT { MATCH (place)-[:WITHIN]->(city:Place) RETURN city.id } AS cities
"""
_WITHIN = """
UNWIND $rows AS row
MATCH (site:Place {id: row.id})
MERGE (city:Place {id: row.city})
ON CREATE SET city.name = row.name, city.country = row.country
MERGE (country:Country {code: row.country})
ON CREATE SET country.name = row.country_name
MERGE (city)-[:IN]->(country)
MERGE (site)-[:WITHIN]->(city)
"""
_NOT_WITHIN = "UNWIND $ids AS id MATCH (:Place {id: id})-[link:WITHIN]->(:Place) DELETE link"
_COUNTRIES = """
MATCH (country:Country)
RETURN country.code AS code, EXISTS { (country)<-[:IN|FOR|ACTS_FOR]-() } AS used,
       COLLECT { MATCH (name:Name)-[:NAME_OF]->(country) RETURN name.key } AS names
"""
_NAME = """
UNWIND $rows AS row
MATCH (country:Country {code: row.code})
MERGE (name:Name {key: row.key})
MERGE (name)-[:NAME_OF]->(country)
"""
_UNNAME = """
UNWIND $rows AS row
MATCH (name:Name {key: row.key})-[link:NAME_OF]->(:Country {code: row.code})
DELETE link
WITH DISTINCT name
WHERE NOT EXISTS { (name)-[:NAME_OF]->() }
DELETE name
"""
_DROP = "UNWIND $ids AS code MATCH (country:Country {code: code}) DETACH DELETE country"


def tidy_geography(tx: Transaction, known: KnownActors) -> None:
    """Brings sites, cities and the names of countries in line with the places that are left; writes only what
    differs. Clears the mark that asks for it.
    """
    rows = tx.run(_SITES).rows
    cities = {row["id"]: known.city_of_site(row["name"], row["country"]) if row["used"] else None for row in rows}
    found, lost = [], []
    for row in rows:
        name, country = cities[row["id"]], row["country"]
        city = ids.place_id(name, country) if name else None
        if row["cities"] not in ([], [city]):
            lost.append(row["id"])
        if city and row["cities"] != [city]:
            where = {"country": country, "country_name": known.country_name(country)}
            found.append({"id": row["id"], "city": city, "name": name, **where})
    send_ids(tx, _NOT_WITHIN, lost)
    send_rows(tx, _WITHIN, sorted(found, key=lambda row: row["id"]))
    sweep(tx)
    _tidy_countries(tx, known)
    clear(tx, [ids.TIDY_BLOCK])


def _tidy_countries(tx: Transaction, known: KnownActors) -> None:
    found, lost, gone = [], [], []
    for row in sorted(tx.run(_COUNTRIES).rows, key=lambda row: row["code"]):
        wanted = set(known.country_names(row["code"])) if row["used"] else set()
        found += [{"code": row["code"], "key": key} for key in sorted(wanted - set(row["names"]))]
        lost += [{"code": row["code"], "key": key} for key in sorted(set(row["names"]) - wanted)]
        if not row["used"]:
            gone.append(row["code"])
    send_rows(tx, _UNNAME, lost)
    send_rows(tx, _NAME, found)
    send_ids(tx, _DROP, gone)
