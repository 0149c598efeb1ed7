// All that an actor took part in
// description: The events of a person, an organisation or a state, in order of time; meetings, talks, summits and consultations unless a type is named
// parameter: actor name required -- the person or organisation, by any name that articles use
// parameter: type event_type -- one event type, such as visit, call or ceremony
// parameter: from date -- the event lies wholly on or after this day
// parameter: to date -- the event lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: event, type, status, earliest, latest, precision, place, actor, role, office, country, others, sources
// example: kgload query meetings_of_actor -p actor="Zhang Youxia" -p from=2023-11-01
// question: Whom did {actor} meet in {year}?
// question: Which {type} did {actor} take part in?
:param actor => 'Zhang Youxia';
:param type => null;
:param from => date('2023-01-01');
:param to => date('2023-12-31');
:param status => 'occurred';

MATCH (name:Name)-[:NAME_OF]->(actor:Actor)
USING INDEX SEEK name:Name(key)
WHERE name.key IN [form IN [] + $actor | toLower(form)]
WITH DISTINCT actor
MATCH (actor)-[part:PARTICIPATED_IN]->(event:Event)
WHERE CASE WHEN $type IS NULL THEN event:Meeting ELSE event.type = $type END
  AND ($status IS NULL OR event.status = $status)
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
RETURN event.id AS event,
       event.type AS type,
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
       actor.name AS actor,
       part.role AS role,
       part.office AS office,
       part.country AS country,
       COLLECT {
         MATCH (other:Actor)-[capacity:PARTICIPATED_IN]->(event)
         WHERE other <> actor
         RETURN other {
           .name,
           role: capacity.role,
           office: capacity.office,
           organization: capacity.organization,
           country: capacity.country
         }
         ORDER BY other.name, other.id
       } AS others,
       COLLECT {
         MATCH (event)<-[:REPORTS]-(mention:Mention)-[:FOUND_IN]->(article:Article)
         WHERE mention.status = 'occurred' OR event.status <> 'occurred'
         WITH DISTINCT article
         ORDER BY article.path, article.id
         RETURN article {.id, .url, .path, .title, .publisher, .published}
       } AS sources
ORDER BY earliest, latest, actor, event;
