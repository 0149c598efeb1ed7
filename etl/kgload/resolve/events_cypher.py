"""The statements of event blocks: mentions with all that resolving needs, and the events that they come to."""

_MENTION = """
RETURN mention.id AS id, mention.type AS type, mention.group AS group, mention.status AS status, mention.count AS count,
       coalesce(mention.distinctFrom, []) + COLLECT {
         MATCH (article)<-[:FOUND_IN]-(other:Mention) WHERE mention.id IN other.distinctFrom RETURN other.id
       } AS distinct_from, mention.earliest AS earliest, mention.latest AS latest,
       mention.precision AS precision, mention.triggerStart AS start,
       article.id AS article, article.publishedOn AS published,
       COLLECT { MATCH (article)-[:PUBLISHED_BY]->(publisher:Actor) RETURN publisher.id }[0] AS publisher,
       COLLECT {
         MATCH (mention)-[:ATTRIBUTED_TO]->(cited:ActorMention)
         WHERE cited.kind <> 'person'
         OPTIONAL MATCH (cited)-[:DENOTES]->(agency:Actor) WHERE cited.key IS NOT NULL
         RETURN coalesce(agency.id, cited.key)
       }[0] AS cited,
       COLLECT {
         MATCH (mention)-[at:AT]->(place:Place)
         RETURN place {.id, .name, .country, basis: at.basis}
       }[0] AS place,
       COLLECT {
         MATCH (mention)-[argument:NAMES]->(presented:ActorMention)
         OPTIONAL MATCH (presented)-[:DENOTES]->(actor:Actor)
         WHERE presented.key IS NOT NULL
         RETURN presented {
           .id, .kind, .key, .country, .office, .function, .organization, .standing,
           role: argument.role, actor: actor.id, label: actor.name, side: actor.country
         }
       } AS parties
"""
_FOUND = "MATCH (mention)-[:FOUND_IN]->(article:Article)"
# far, first, last: intervals of up to a year that begin between far and last; published: see `view` of blocks.py
MENTIONS = f"""
CALL () {{
  UNWIND $spans AS span
  UNWIND $groups AS group
  MATCH (mention:Mention {{group: group}})
  WHERE mention.earliest >= span.far AND mention.earliest <= span.last AND mention.latest >= span.first
  RETURN mention
  UNION
  UNWIND $spans AS span
  UNWIND $groups AS group
  MATCH (mention:Mention {{long: true, group: group}})
  WHERE mention.earliest <= span.last AND mention.latest >= span.first
  RETURN mention
  UNION
  UNWIND $spans AS span
  MATCH (article:Article) WHERE article.publishedOn >= span.first AND article.publishedOn <= span.published
  MATCH (article)<-[:FOUND_IN]-(mention:Mention)
  WHERE mention.earliest IS NULL AND mention.group IN $groups
  RETURN mention
}}
{_FOUND}
{_MENTION}
"""
# present: [side, whether it is a named actor's that identity is about], see `side_of` and `core` of reading.py. Whoever
# has the sides of the other, or names the same people, shares a side with it, and what it names lies within its sides.
_MAY_MEET = """
WITH span, mention, COLLECT {
  MATCH (mention)-[argument:NAMES]->(presented:ActorMention)
  OPTIONAL MATCH (presented)-[:DENOTES]->(actor:Actor)
  WHERE presented.key IS NOT NULL
  RETURN [
    CASE WHEN actor IS NULL THEN coalesce(presented.country, '?' + presented.key)
         ELSE coalesce(actor.country, actor.id) END,
    actor IS NOT NULL AND argument.role <> 'accompanying' AND coalesce(argument.role = $role, true)
  ]
} AS present
WHERE any(one IN present WHERE one[0] IN span.sides)
  AND (all(one IN present WHERE NOT one[1] OR one[0] IN span.sides)
    OR all(side IN span.sides WHERE any(one IN present WHERE one[0] = side)))
"""
ABOUT = f"""
CALL () {{
  UNWIND $spans AS span
  UNWIND $groups AS group
  MATCH (mention:Mention {{group: group}})
  WHERE mention.earliest >= span.far AND mention.earliest <= span.last AND mention.latest >= span.first
  {_MAY_MEET}
  RETURN mention
  UNION
  UNWIND $spans AS span
  UNWIND $groups AS group
  MATCH (mention:Mention {{long: true, group: group}})
  WHERE mention.earliest <= span.last AND mention.latest >= span.first
  {_MAY_MEET}
  RETURN mention
  UNION
  UNWIND $spans AS span
  MATCH (article:Article) WHERE article.publishedOn >= span.first AND article.publishedOn <= span.published
  MATCH (article)<-[:FOUND_IN]-(mention:Mention)
  WHERE mention.earliest IS NULL AND mention.group IN $groups
  {_MAY_MEET}
  RETURN mention
}}
{_FOUND}
{_MENTION}
"""
CALLED = f"""
UNWIND $ids AS id
MATCH (mention:Mention {{id: id}})
WHERE mention.group IN $groups
{_FOUND}
{_MENTION}
"""
UNDATED = f"""
MATCH (mention:Mention {{precision: 'unknown'}})
WHERE mention.group IN $groups
{_FOUND}
WHERE article.publishedOn IS NULL
{_MENTION}
"""
HELD = """
UNWIND $ids AS id
MATCH (person:Actor {id: id})-[holds:HOLDS]->(office:Office)
RETURN holds.id AS id, person.id AS person, office.id AS office, holds.from AS start, holds.to AS end,
       holds.validFrom AS valid_from, holds.validTo AS valid_to,
       office.title AS title, office.function AS function, office.organization AS organization,
       COLLECT { MATCH (office)-[:FOR]->(country:Country) RETURN country.code }[0] AS country
"""
_EVENT = """
RETURN event.id AS id, labels(event) AS labels, event.type AS type, event.status AS status, event.sides AS sides,
       event.earliest AS earliest, event.latest AS latest, event.precision AS precision, event.label AS label,
       event.sources AS sources, event.origins AS origins,
       COLLECT { MATCH (event)<-[report:REPORTS]-(mention:Mention) RETURN [mention.id, report.reason] } AS reports,
       COLLECT { MATCH (event)-[held:HELD_AT]->(place:Place) RETURN [place.id, held.sources] } AS places,
       COLLECT {
         MATCH (event)<-[part:PARTICIPATED_IN]-(actor:Actor)
         RETURN [actor.id, part.role, part.office, part.organization, part.country, part.basis, part.sources]
       } AS parts,
       COLLECT {
         MATCH (event)<-[:PARTICIPATED_IN]-(actor:Actor)
         WHERE actor.name IS NULL
         RETURN [actor.id, actor.kind, actor.country]
       } AS unnamed,
       COLLECT {
         MATCH (event)<-[:REPORTS]-(:Mention)-[:NAMES]->(presented:ActorMention)
         MATCH (presented)-[link:DENOTES {event: event.id}]->(actor:Actor)
         RETURN DISTINCT [presented.id, actor.id, link.reason]
       } AS denotations
"""
LOST = """
UNWIND $ids AS id
MATCH (event:Event {id: id})
WHERE NOT EXISTS { (event)<-[:REPORTS]-(:Mention) }
RETURN event.id AS id
"""
LOST_IN = """
UNWIND $spans AS span
MATCH (event:Event)
WHERE event.earliest >= span.first AND event.earliest <= span.last AND event.type IN $types
  AND NOT EXISTS { (event)<-[:REPORTS]-(:Mention) }
RETURN event.id AS id
UNION
MATCH (event:Event {precision: 'unknown'})
WHERE event.type IN $types AND NOT EXISTS { (event)<-[:REPORTS]-(:Mention) }
RETURN event.id AS id
"""
EVENTS = f"""
CALL () {{
  UNWIND $mentions AS id
  MATCH (:Mention {{id: id}})-[:REPORTS]->(event:Event)
  RETURN event
  UNION
  UNWIND $ids AS id
  MATCH (event:Event {{id: id}})
  RETURN event
}}
{_EVENT}
"""
MAY = """
UNWIND $mentions AS id
MATCH (:Mention {id: id})-[:MAY_REPORT]->(event:Event)
RETURN id AS mention, event.id AS event
"""
FORGET_UNNAMED = """
UNWIND $ids AS id
MATCH (:Event {id: id})<-[:PARTICIPATED_IN]-(actor:Actor)
WHERE actor.name IS NULL AND NOT actor.id IN $kept
DETACH DELETE actor
"""
STRIP = """
UNWIND $ids AS id
MATCH (:Event {id: id})-[old:REPORTS|PARTICIPATED_IN|HELD_AT]-()
DELETE old
"""
FORGET_DENOTATIONS = """
UNWIND $rows AS row
MATCH (:ActorMention {id: row.subject})-[link:DENOTES {event: row.event}]->(:Actor)
DELETE link
"""
DROP = "UNWIND $ids AS id MATCH (event:Event {id: id}) DETACH DELETE event"
UNNAMED_PERSON = """
UNWIND $rows AS row
MERGE (actor:Actor {id: row.id})
SET actor:Person, actor.kind = row.kind, actor.country = row.country
"""
UNNAMED_BODY = """
UNWIND $rows AS row
MERGE (actor:Actor {id: row.id})
SET actor:Organization, actor.kind = row.kind, actor.country = row.country
"""
SAVE = """
UNWIND $rows AS row
MERGE (event:Event {id: row.id})
SET event:$(row.node), event.type = row.type, event.status = row.status,
    event.sides = CASE row.sides WHEN [] THEN null ELSE row.sides END,
    event.earliest = row.earliest, event.latest = row.latest, event.precision = row.precision, event.label = row.label,
    event.sources = row.sources, event.origins = row.origins
"""
REPORT = """
UNWIND $rows AS row
MATCH (mention:Mention {id: row.mention})
MATCH (event:Event {id: row.event})
MERGE (mention)-[report:REPORTS]->(event)
SET report.reason = row.reason
"""
TAKE_PART = """
UNWIND $rows AS row
MATCH (actor:Actor {id: row.actor})
MATCH (event:Event {id: row.event})
MERGE (actor)-[part:PARTICIPATED_IN]->(event)
SET part.role = row.role, part.office = row.office, part.organization = row.organization, part.country = row.country,
    part.basis = row.basis, part.sources = row.sources
"""
HOLD_AT = """
UNWIND $rows AS row
MATCH (event:Event {id: row.event})
MATCH (place:Place {id: row.place})
MERGE (event)-[held:HELD_AT]->(place)
SET held.sources = row.sources
"""
DENOTE = """
UNWIND $rows AS row
MATCH (mention:ActorMention {id: row.subject})
MATCH (actor:Actor {id: row.actor})
MERGE (mention)-[link:DENOTES {event: row.event}]->(actor)
SET link.reason = row.reason
"""
MAY_NOT = """
UNWIND $rows AS row
MATCH (:Mention {id: row.mention})-[link:MAY_REPORT]->(:Event {id: row.event})
DELETE link
"""
MAY_REPORT = """
UNWIND $rows AS row
MATCH (mention:Mention {id: row.mention})
MATCH (event:Event {id: row.event})
MERGE (mention)-[:MAY_REPORT]->(event)
"""
PARTS = """
UNWIND $ids AS id
MATCH (event:Event {id: id})
CALL (event) {
  MATCH (event)<-[:REPORTS]-(inner:Mention)
  UNWIND inner.partOf AS said
  MATCH (:Mention {id: said})-[:REPORTS]->(whole:Event)
  WHERE whole <> event
  RETURN event.id AS part, whole.id AS whole, true AS said
  UNION
  MATCH (event)<-[:REPORTS]-(outer:Mention)-[:FOUND_IN]->(article:Article)
  MATCH (article)<-[:FOUND_IN]-(inner:Mention)-[:REPORTS]->(smaller:Event)
  WHERE outer.id IN inner.partOf AND smaller <> event
  RETURN smaller.id AS part, event.id AS whole, true AS said
  UNION
  MATCH (event)-[:PART_OF]->(whole:Event)
  RETURN event.id AS part, whole.id AS whole, false AS said
  UNION
  MATCH (event)<-[:PART_OF]-(smaller:Event)
  RETURN smaller.id AS part, event.id AS whole, false AS said
}
RETURN DISTINCT part, whole, said
"""
PART = """
UNWIND $rows AS row
MATCH (part:Event {id: row.part})
MATCH (whole:Event {id: row.whole})
MERGE (part)-[link:PART_OF]->(whole)
SET link.reason = 'stated'
"""
NOT_PART = """
UNWIND $rows AS row
MATCH (:Event {id: row.part})-[link:PART_OF]->(:Event {id: row.whole})
DELETE link
"""
