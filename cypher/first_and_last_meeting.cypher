// First and last meeting of two people
// description: The first and the last known meeting of a pair (one row if there is only one), and how many there were
// parameter: person name required -- one of the two, by any name that articles use
// parameter: other name required -- the other one
// parameter: from date -- only meetings wholly on or after this day
// parameter: to date -- only meetings wholly on or before this day
// columns: event, which, type, earliest, latest, precision, place, person, other, meetings, sources, evidence
// example: kgload query first_and_last_meeting -p person=Shoigu -p other="Li Shangfu"
// question: When did {person} and {other} first meet?
// question: When did {person} last meet {other}?
:param person => 'Shoigu';
:param other => 'Li Shangfu';
:param from => null;
:param to => null;

MATCH (name:Name)-[:NAME_OF]->(person:Person)
USING INDEX SEEK name:Name(key)
WHERE name.key IN [form IN [] + $person | toLower(form)]
WITH DISTINCT person
MATCH (called:Name)-[:NAME_OF]->(other:Person)
USING INDEX SEEK called:Name(key)
WHERE called.key IN [form IN [] + $other | toLower(form)] AND other <> person
WITH DISTINCT person, other
MATCH (person)-[part:PARTICIPATED_IN]->(event:Meeting)<-[capacity:PARTICIPATED_IN]-(other)
WHERE event.status = 'occurred'
  AND event.earliest IS NOT NULL
  AND part.role <> 'accompanying'
  AND capacity.role <> 'accompanying'
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
WITH person, other, event
ORDER BY event.earliest, event.latest, event.id
WITH person, other, collect(event) AS met
UNWIND CASE WHEN size(met) = 1 THEN [['only', met[0]]] ELSE [['first', met[0]], ['last', met[-1]]] END AS found
WITH person, other, size(met) AS meetings, found[0] AS which, found[1] AS event
RETURN event.id AS event,
       which,
       event.type AS type,
       event.earliest AS earliest,
       event.latest AS latest,
       event.precision AS precision,
       COLLECT {
         MATCH (event)-[:HELD_AT]->(place:Place)
         OPTIONAL MATCH (place)-[:IN]->(land:Country)
         RETURN coalesce(place.name, land.name)
         ORDER BY place.name, place.id
         LIMIT 1
       }[0] AS place,
       person.name AS person,
       other.name AS other,
       meetings,
       COLLECT {
         MATCH (event)<-[:REPORTS]-(mention:Mention)-[:FOUND_IN]->(article:Article)
         WHERE mention.status = 'occurred' OR event.status <> 'occurred'
         WITH DISTINCT article
         ORDER BY article.path, article.id
         RETURN article {.id, .url, .path, .title, .publisher, .published}
       } AS sources,
       COLLECT {
         MATCH (event)<-[:REPORTS]-(mention:Mention)-[:FOUND_IN]->(article:Article)
         WHERE mention.status = 'occurred' OR event.status <> 'occurred'
         WITH mention.quote AS quote, min([article.path, mention.start]) AS first
         ORDER BY first, quote
         RETURN quote
       } AS evidence
ORDER BY person, other, earliest, latest, event;
