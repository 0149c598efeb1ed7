// Calls of a person
// description: Telephone and video calls of a person, with whom, with the sources
// parameter: person name required -- the person, by any name that articles use
// parameter: country country -- only with officials of this country
// parameter: other name -- only with this person
// parameter: from date -- the call lies wholly on or after this day
// parameter: to date -- the call lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: event, earliest, latest, precision, person, role, counterparts, sources, evidence
// example: kgload query calls -p person="Xi Jinping" -p from=2023-01-01 -p to=2023-12-31
// question: With whom did {person} speak by telephone in {year}?
// question: When did {person} call {other}?
:param person => 'Xi Jinping';
:param country => null;
:param other => null;
:param from => date('2023-01-01');
:param to => date('2023-12-31');
:param status => 'occurred';

MATCH (name:Name)-[:NAME_OF]->(person:Actor)
USING INDEX SEEK name:Name(key)
WHERE name.key IN [form IN [] + $person | toLower(form)]
WITH DISTINCT person
MATCH (person)-[part:PARTICIPATED_IN]->(event:Call)
WHERE part.role <> 'accompanying'
  AND ($status IS NULL OR event.status = $status)
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
WITH person, part, event, COLLECT {
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
    role: capacity.role,
    office: capacity.office,
    organization: capacity.organization,
    country: capacity.country
  }
  ORDER BY other.name, other.id
} AS counterparts
WHERE size(counterparts) > 0
RETURN event.id AS event,
       event.earliest AS earliest,
       event.latest AS latest,
       event.precision AS precision,
       person.name AS person,
       part.role AS role,
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
