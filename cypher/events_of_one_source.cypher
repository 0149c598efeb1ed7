// Events with one source only
// description: Events that rest on a single origin: one article, or several that all cite the same agency; what to check first
// parameter: type event_type -- one event type, such as meeting, visit or call
// parameter: from date -- the event lies wholly on or after this day
// parameter: to date -- the event lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: event, type, status, earliest, latest, precision, place, what, articles, attribution, sources, evidence
// example: kgload query events_of_one_source -p type=talks -p from=2023-01-01 -p to=2023-12-31
// question: Which {type} is reported by one source only?
:param type => null;
:param from => date('2023-01-01');
:param to => date('2023-12-31');
:param status => 'occurred';

CALL () {
  MATCH (event:Event)
  USING INDEX SEEK event:Event(earliest)
  WHERE event.earliest >= coalesce($from, date('0001-01-01')) AND event.earliest <= coalesce($to, date('9999-12-31'))
    AND ($to IS NULL OR event.latest <= $to)
  RETURN event
  UNION
  MATCH (event:Event)
  USING INDEX SEEK event:Event(precision)
  WHERE event.precision = 'unknown' AND $from IS NULL AND $to IS NULL
  RETURN event
}
WITH event
WHERE event.origins = 1
  AND ($type IS NULL OR event.type = $type)
  AND ($status IS NULL OR event.status = $status)
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
       event.label AS what,
       event.sources AS articles,
       COLLECT {
         MATCH (event)<-[:REPORTS]-(mention:Mention)-[cited:ATTRIBUTED_TO]->(:ActorMention)
         RETURN cited.text
         ORDER BY mention.id, cited.text
       }[0] AS attribution,
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
ORDER BY earliest, latest, event;
