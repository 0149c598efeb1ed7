// Meetings between a person and the officials of a country
// description: Meetings, talks, summits and consultations of a person with officials of a country or with another person, each once, with its sources
// parameter: person name required -- the person, by any name that articles use; an ambiguous name gives the rows of each person
// parameter: country country -- the counterpart's country, as ISO 3166 code or English name
// parameter: other name -- the counterpart's name
// parameter: from date -- the meeting lies wholly on or after this day
// parameter: to date -- the meeting lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: event, type, earliest, latest, precision, place, person, counterparts, sources, evidence
// example: kgload query meetings_between -p person="Shoigu" -p country=CN -p from=2023-01-01 -p to=2023-12-31
// question: Which meetings did {person} have with officials of {country} in {year}?
// question: When did {person} meet {other}?
:param person => 'Shoigu';
:param country => 'CN';
:param other => null;
:param from => date('2023-01-01');
:param to => date('2023-12-31');
:param status => 'occurred';

MATCH (name:Name)-[:NAME_OF]->(person:Actor)
USING INDEX SEEK name:Name(key)
WHERE name.key IN [form IN [] + $person | toLower(form)]
WITH DISTINCT person
MATCH (person)-[part:PARTICIPATED_IN]->(event:Meeting)
WHERE part.role <> 'accompanying'
  AND ($status IS NULL OR event.status = $status)
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
WITH person, event, COLLECT {
  MATCH (other:Actor)-[capacity:PARTICIPATED_IN]->(event)
  WHERE other <> person
    AND capacity.role <> 'accompanying'
    AND ($country IS NULL OR capacity.country = $country)
    AND ($other IS NULL OR EXISTS {
      MATCH (called:Name)-[:NAME_OF]->(other)
      WHERE called.key IN [form IN [] + $other | toLower(form)]
    })
  RETURN other {
    .name,
    office: capacity.office,
    organization: capacity.organization,
    country: capacity.country
  }
  ORDER BY other.name, other.id
} AS counterparts
WHERE size(counterparts) > 0
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
       person.name AS person,
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
ORDER BY earliest, latest, person, event;
