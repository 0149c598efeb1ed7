// Visits to a place
// description: Visits to a city, a building or a country, and to all that lies in it, with who came and who received them
// parameter: place place required -- the place or country, by name
// parameter: from date -- the visit lies wholly on or after this day
// parameter: to date -- the visit lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: event, status, earliest, latest, precision, place, visitors, hosts, sources, evidence
// example: kgload query visits_to -p place=Moscow -p from=2023-01-01 -p to=2023-12-31
// question: Who visited {place} in {year}?
:param place => 'Moscow';
:param from => null;
:param to => null;
:param status => 'occurred';

CALL () {
  MATCH (asked:Place)
  USING INDEX SEEK asked:Place(id)
  WHERE asked.id > '' AND toLower(asked.name) IN [form IN [] + $place | toLower(form)]
  MATCH (asked)<-[:WITHIN*0..4]-(spot:Place)
  RETURN spot
  UNION
  MATCH (name:Name)-[:NAME_OF]->(:Country)<-[:IN]-(spot:Place)
  USING INDEX SEEK name:Name(key)
  WHERE name.key IN [form IN [] + $place | toLower(form)]
  RETURN spot
}
WITH DISTINCT spot
MATCH (spot)<-[:HELD_AT]-(event:Visit)
WHERE ($status IS NULL OR event.status = $status)
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
WITH DISTINCT event
RETURN event.id AS event,
       event.status AS status,
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
       COLLECT {
         MATCH (actor:Actor)-[part:PARTICIPATED_IN]->(event)
         WHERE part.role <> 'host'
         RETURN actor {.name, role: part.role, office: part.office, organization: part.organization, country: part.country}
         ORDER BY part.role = 'accompanying', actor.name, actor.id
       } AS visitors,
       COLLECT {
         MATCH (actor:Actor)-[part:PARTICIPATED_IN]->(event)
         WHERE part.role = 'host'
         RETURN actor {.name, office: part.office, organization: part.organization, country: part.country}
         ORDER BY actor.name, actor.id
       } AS hosts,
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
ORDER BY earliest, latest, place, event;
