// Planned, but never reported as held
// description: Events that articles announce and none reports as held: no event of the same kind that occurred has all of the same participants and an interval that meets the plan's; a plan without a date is always given; `later` is the next occasion on which they did come together
// parameter: person name -- only plans that this person takes part in, by any name that articles use
// parameter: from date -- the plan's time begins on or after this day
// parameter: to date -- the plan's time ends on or before this day
// columns: event, type, earliest, latest, precision, place, participants, announced, later, sources, evidence
// example: kgload query plans_not_reported_held -p from=2023-01-01 -p to=2023-12-31
// question: Which meetings were planned and never reported as held?
:param person => null;
:param from => null;
:param to => null;

CALL () {
  MATCH (name:Name)-[:NAME_OF]->(:Actor)-[:PARTICIPATED_IN]->(event:Event)
  USING INDEX SEEK name:Name(key)
  WHERE name.key IN [form IN [] + $person | toLower(form)]
  RETURN event
  UNION
  MATCH (event:Event)
  USING INDEX SEEK event:Event(earliest)
  WHERE event.earliest >= CASE WHEN $person IS NULL THEN coalesce($from, date('0001-01-01')) END
    AND event.earliest <= coalesce($to, date('9999-12-31'))
  RETURN event
  UNION
  MATCH (event:Event)
  USING INDEX SEEK event:Event(precision)
  WHERE event.precision = CASE WHEN $person IS NULL AND $from IS NULL AND $to IS NULL THEN 'unknown' END
  RETURN event
}
WITH event
WHERE event.status = 'planned'
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
WITH event,
     COLLECT {
       MATCH (event)<-[part:PARTICIPATED_IN]-(actor:Actor)
       WHERE part.role <> 'accompanying'
       RETURN actor
       ORDER BY actor.name, actor.id
     } AS actors,
     COLLECT {
       MATCH (event)<-[:REPORTS]-(:Mention)-[:FOUND_IN]->(article:Article)
       WITH article.publishedOn AS day
       WHERE day IS NOT NULL
       RETURN day
       ORDER BY day DESC
     }[0] AS announced
WHERE $person IS NULL OR EXISTS {
  MATCH (called:Name)-[:NAME_OF]->(named:Actor)
  USING INDEX SEEK called:Name(key)
  WHERE called.key IN [form IN [] + $person | toLower(form)] AND named IN actors
}
WITH event, actors, announced, COLLECT {
  UNWIND actors AS actor
  WITH actor AS rarest, event, actors, announced
  ORDER BY COUNT { (actor)-[:PARTICIPATED_IN]->() }, actor.id
  LIMIT 1
  MATCH (rarest)-[:PARTICIPATED_IN]->(held:Event {status: 'occurred'})
  WHERE labels(held) = labels(event)
    AND held.latest >= coalesce(event.earliest, announced)
    AND all(actor IN actors WHERE EXISTS { (actor)-[:PARTICIPATED_IN]->(held) })
  RETURN held
  ORDER BY held.earliest, held.latest, held.id
  LIMIT 1
}[0] AS later
WHERE later IS NULL OR event.latest IS NULL OR later.earliest > event.latest
RETURN event.id AS event,
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
       [actor IN actors | coalesce(actor.name, 'unnamed')] AS participants,
       announced,
       later {.id, .earliest, .latest} AS later,
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
