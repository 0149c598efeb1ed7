// Events without a date
// description: Events whose time no source tells; they are answered for no period, and a better source would help
// parameter: type event_type -- one event type, such as meeting, visit or call
// parameter: person name -- only events that this person took part in, by any name that articles use
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: event, type, status, place, participants, time_text, published, sources, evidence
// example: kgload query undated_events -p type=meeting
// question: Which events have no date?
:param type => null;
:param person => null;
:param status => 'occurred';

CALL () {
  MATCH (name:Name)-[:NAME_OF]->(:Actor)-[:PARTICIPATED_IN]->(event:Event)
  USING INDEX SEEK name:Name(key)
  WHERE name.key IN [form IN [] + $person | toLower(form)]
  RETURN event
  UNION
  MATCH (event:Event)
  USING INDEX SEEK event:Event(precision)
  WHERE event.precision = CASE WHEN $person IS NULL THEN 'unknown' END
  RETURN event
}
WITH event
WHERE event.precision = 'unknown'
  AND ($type IS NULL OR event.type = $type)
  AND ($status IS NULL OR event.status = $status)
RETURN event.id AS event,
       event.type AS type,
       event.status AS status,
       COLLECT {
         MATCH (event)-[:HELD_AT]->(place:Place)
         OPTIONAL MATCH (place)-[:IN]->(land:Country)
         RETURN coalesce(place.name, land.name)
         ORDER BY place.name, place.id
         LIMIT 1
       }[0] AS place,
       COLLECT {
         MATCH (actor:Actor)-[:PARTICIPATED_IN]->(event)
         RETURN coalesce(actor.name, 'unnamed')
         ORDER BY actor.name, actor.id
       } AS participants,
       COLLECT {
         MATCH (event)<-[:REPORTS]-(mention:Mention)
         WHERE mention.timeText IS NOT NULL
         RETURN mention.timeText
         ORDER BY mention.id
       }[0] AS time_text,
       COLLECT {
         MATCH (event)<-[:REPORTS]-(:Mention)-[:FOUND_IN]->(article:Article)
         RETURN article.published
         ORDER BY article.published, article.id
       }[0] AS published,
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
ORDER BY published, type, event;
