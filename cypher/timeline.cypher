// Timeline of a person
// description: All that a person, an organisation or a state took part in, of every type, in order of time; what has no time comes last
// parameter: actor name required -- the person or organisation, by any name that articles use
// parameter: from date -- the event lies wholly on or after this day
// parameter: to date -- the event lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: earliest, latest, precision, what, type, status, place, actor, role, office, others, sources, event
// example: kgload query timeline -p actor="Li Shangfu" -p from=2023-01-01 -p to=2023-12-31
// question: What did {actor} do in {year}?
:param actor => 'Li Shangfu';
:param from => null;
:param to => null;
:param status => 'occurred';

MATCH (name:Name)-[:NAME_OF]->(actor:Actor)
USING INDEX SEEK name:Name(key)
WHERE name.key IN [form IN [] + $actor | toLower(form)]
WITH DISTINCT actor
MATCH (actor)-[part:PARTICIPATED_IN]->(event:Event)
WHERE ($status IS NULL OR event.status = $status)
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
RETURN event.earliest AS earliest,
       event.latest AS latest,
       event.precision AS precision,
       event.label AS what,
       event.type AS type,
       event.status AS status,
       COLLECT {
         MATCH (event)-[:HELD_AT]->(place:Place)
         OPTIONAL MATCH (place)-[:IN]->(land:Country)
         RETURN coalesce(place.name, land.name)
         ORDER BY place.name, place.id
         LIMIT 1
       }[0] AS place,
       actor.name AS actor,
       part.role AS role,
       part.office AS office,
       COLLECT {
         MATCH (other:Actor)-[:PARTICIPATED_IN]->(event)
         WHERE other <> actor
         RETURN coalesce(other.name, 'unnamed')
         ORDER BY other.name, other.id
       } AS others,
       event.sources AS sources,
       event.id AS event
ORDER BY earliest, latest, actor, type, event;
