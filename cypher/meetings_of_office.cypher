// Meetings of an office, whoever held it
// description: Meetings, talks, summits and consultations of all holders of an office, each while holding it
// parameter: office office required -- the office: a title ("Minister of Defence"), or its function as schema/registry/offices.toml names it
// parameter: country country -- the office's country, as ISO 3166 code or English name
// parameter: from date -- the meeting lies wholly on or after this day
// parameter: to date -- the meeting lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: event, type, earliest, latest, precision, place, office, country, holder, since, until, counterparts, sources
// example: kgload query meetings_of_office -p office="defence minister" -p country=CN
// question: Whom did the {office} of {country} meet in {year}, whoever it was?
:param office => 'defence_minister';
:param country => 'CN';
:param from => null;
:param to => null;
:param status => 'occurred';

MATCH (office:Office)
USING INDEX SEEK office:Office(id)
WHERE office.id > ''
  AND (office.function = $office OR toLower(office.title) = toLower($office))
  AND ($country IS NULL OR EXISTS { (office)-[:FOR]->(:Country {code: $country}) })
MATCH (office)<-[tenure:HOLDS]-(holder:Person)
MATCH (holder)-[part:PARTICIPATED_IN]->(event:Meeting)
WHERE part.role <> 'accompanying'
  AND event.earliest >= coalesce(tenure.validFrom, date('0001-01-01'))
  AND event.latest <= coalesce(tenure.validTo, date('9999-12-31'))
  AND ($status IS NULL OR event.status = $status)
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
WITH event, holder, office, min(tenure.from) AS since, max(tenure.to) AS until
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
       office.title AS office,
       COLLECT { MATCH (office)-[:FOR]->(land:Country) RETURN land.code ORDER BY land.code }[0] AS country,
       holder.name AS holder,
       since,
       until,
       COLLECT {
         MATCH (other:Actor)-[capacity:PARTICIPATED_IN]->(event)
         WHERE other <> holder AND capacity.role <> 'accompanying'
         RETURN other {
           .name,
           office: capacity.office,
           organization: capacity.organization,
           country: capacity.country
         }
         ORDER BY other.name, other.id
       } AS counterparts,
       COLLECT {
         MATCH (event)<-[:REPORTS]-(mention:Mention)-[:FOUND_IN]->(article:Article)
         WHERE mention.status = 'occurred' OR event.status <> 'occurred'
         WITH DISTINCT article
         ORDER BY article.path, article.id
         RETURN article {.id, .url, .path, .title, .publisher, .published}
       } AS sources
ORDER BY earliest, latest, country, office, holder, event;
