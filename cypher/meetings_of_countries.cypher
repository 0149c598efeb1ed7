// Meetings between officials of two countries
// description: Meetings, talks, summits and consultations in which officials of both countries took part, whoever they were
// parameter: country country required -- one country, as ISO 3166 code or English name
// parameter: counterpart country required -- the other country
// parameter: from date -- the meeting lies wholly on or after this day
// parameter: to date -- the meeting lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: event, type, earliest, latest, precision, place, officials, counterparts, sources, evidence
// example: kgload query meetings_of_countries -p country=CN -p counterpart=RU -p from=2023-01-01 -p to=2023-12-31
// question: Which meetings were there between officials of {country} and {counterpart} in {year}?
:param country => 'CN';
:param counterpart => 'RU';
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
WHERE event:Meeting AND ($status IS NULL OR event.status = $status)
WITH event, COLLECT {
  MATCH (event)<-[part:PARTICIPATED_IN]-(actor:Actor)
  WHERE part.role <> 'accompanying' AND part.country IN [$country, $counterpart]
  RETURN actor {.name, .id, office: part.office, organization: part.organization, country: part.country}
  ORDER BY actor.name, actor.id
} AS parties
WITH event,
     [party IN parties WHERE party.country = $country | party {.name, .office, .organization, .country}] AS officials,
     [party IN parties WHERE party.country = $counterpart | party {.name, .office, .organization, .country}] AS counterparts
WHERE size(officials) > 0 AND size(counterparts) > CASE WHEN $country = $counterpart THEN 1 ELSE 0 END
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
       officials,
       counterparts,
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
