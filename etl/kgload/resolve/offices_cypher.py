"""The statements of office blocks: who is said to hold an office, tenures, offices."""

_OBSERVED = """
MATCH (mention)-[:DENOTES]->(person:Person)
MATCH (mention)-[:FOUND_IN]->(article:Article)
RETURN person.id AS person, article.publishedOn AS published, mention.standing AS standing, mention.office AS office,
       mention.function AS function, mention.organization AS organization, mention.country AS country,
       COLLECT {
         MATCH (mention)<-[argument:NAMES]-(change:Mention)
         WHERE change.status = 'occurred' AND change.earliest IS NOT NULL AND change.count IS NULL
           AND argument.role IN ['appointee', 'dismissed'] AND change.type IN ['appointment', 'dismissal']
         RETURN [change.type, change.earliest, change.latest]
       } AS changes
"""
OBSERVED = {
    "function": f"""
UNWIND $keys AS key
MATCH (mention:ActorMention {{function: key.function, country: key.country}})
WHERE mention.key IS NOT NULL {_OBSERVED}""",
    "body": f"""
UNWIND $keys AS key
MATCH (mention:ActorMention {{function: key.function}})
WHERE mention.key IS NOT NULL AND mention.country IS NULL AND mention.organization IS NOT NULL {_OBSERVED}""",
    "title": f"""
UNWIND $keys AS key
MATCH (mention:ActorMention {{office: key.title}})
WHERE mention.key IS NOT NULL AND mention.function IS NULL {_OBSERVED}""",
}
PRESENT = "UNWIND $ids AS id MATCH (person:Actor {id: id}) RETURN person.id AS id"
HELD = """
UNWIND $ids AS id
MATCH (person:Person)-[holds:HOLDS]->(:Office {id: id})
RETURN holds.id AS id, person.id AS person, id AS office, holds.from AS start, holds.to AS end,
       holds.validFrom AS valid_from, holds.validTo AS valid_to
"""
OFFICES = """
UNWIND $ids AS id
MATCH (office:Office {id: id})
RETURN office.id AS id, office.title AS title, office.function AS function, office.organization AS organization,
       COLLECT { MATCH (office)-[:FOR]->(country:Country) RETURN country.code }[0] AS country,
       COLLECT { MATCH (office)-[:IN_ORGANIZATION]->(body:Actor) RETURN body.id }[0] AS body
"""
SAVE = """
UNWIND $rows AS row
MERGE (office:Office {id: row.id})
SET office.title = row.title, office.function = row.function, office.organization = row.organization
"""
FOR = """
UNWIND $rows AS row
MATCH (office:Office {id: row.id})
MERGE (country:Country {code: row.country})
ON CREATE SET country.name = row.country_name
MERGE (office)-[:FOR]->(country)
"""
BODY = """
UNWIND $rows AS row
MERGE (body:Actor {id: row.body})
ON CREATE SET body:Organization, body.kind = 'organization', body.name = row.body_name, body.country = row.body_country
MERGE (name:Name {key: row.body_key})
MERGE (name)-[:NAME_OF]->(body)
"""
SEAT = """
UNWIND $rows AS row
MATCH (office:Office {id: row.id})
MATCH (body:Actor {id: row.body})
MERGE (office)-[:IN_ORGANIZATION]->(body)
"""
UNSEAT = """
UNWIND $ids AS id
MATCH (:Office {id: id})-[seat:IN_ORGANIZATION]->(:Actor)
DELETE seat
"""
DROP = "UNWIND $ids AS id MATCH (office:Office {id: id}) DETACH DELETE office"
UNHOLD = """
UNWIND $rows AS row
MATCH (:Actor {id: row.person})-[holds:HOLDS {id: row.id}]->(:Office {id: row.office})
DELETE holds
"""
HOLD = """
UNWIND $rows AS row
MATCH (person:Actor {id: row.person})
MATCH (office:Office {id: row.office})
MERGE (person)-[holds:HOLDS {id: row.id}]->(office)
SET holds.from = row.start, holds.to = row.end, holds.validFrom = row.valid_from, holds.validTo = row.valid_to
"""
CONCERNED = """
UNWIND $rows AS row
MATCH (:Actor {id: row.person})-[part:PARTICIPATED_IN]->(event:Event)
WHERE (part.basis IS NULL OR part.basis <> 'stated' OR part.office IS NULL)
  AND any(days IN row.stretches WHERE event.latest >= days.first AND event.earliest <= days.last)
WITH DISTINCT event
MATCH (event)<-[:REPORTS]-(mention:Mention)
RETURN mention.group AS group, min(mention.id) AS mention, event.id AS event
"""
