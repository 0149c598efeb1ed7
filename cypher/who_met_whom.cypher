// Who met whom, and how often
// description: Pairs of people who met, with the number of meetings, talks, summits and consultations, the first and the last day; most first
// parameter: person name -- only pairs that this person is one of, by any name that articles use
// parameter: country country -- only with officials of this country
// parameter: from date -- only meetings wholly on or after this day
// parameter: to date -- only meetings wholly on or before this day
// parameter: limit integer = 100 -- how many pairs at most
// columns: person, other, meetings, first, last, undated, events
// example: kgload query who_met_whom -p person="Xi Jinping" -p from=2023-01-01 -p to=2023-12-31
// question: Whom did {person} meet most often?
// question: Who met whom how often in {year}?
:param person => null;
:param country => null;
:param from => date('2023-01-01');
:param to => date('2023-12-31');
:param limit => 100;

CALL () {
  MATCH (name:Name)-[:NAME_OF]->(person:Person)
  USING INDEX SEEK name:Name(key)
  WHERE name.key IN [form IN [] + $person | toLower(form)]
  WITH DISTINCT person
  MATCH (person)-[part:PARTICIPATED_IN]->(event:Meeting)
  RETURN person, part, event
  UNION
  MATCH (event:Event)
  USING INDEX SEEK event:Event(earliest)
  WHERE event.earliest >= CASE WHEN $person IS NULL THEN coalesce($from, date('0001-01-01')) END
    AND event.earliest <= coalesce($to, date('9999-12-31'))
  MATCH (person:Person)-[part:PARTICIPATED_IN]->(event)
  RETURN person, part, event
  UNION
  MATCH (event:Event)
  USING INDEX SEEK event:Event(precision)
  WHERE event.precision = CASE WHEN $person IS NULL AND $from IS NULL AND $to IS NULL THEN 'unknown' END
  MATCH (person:Person)-[part:PARTICIPATED_IN]->(event)
  RETURN person, part, event
}
WITH person, part, event
WHERE event:Meeting
  AND event.status = 'occurred'
  AND part.role <> 'accompanying'
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
MATCH (event)<-[capacity:PARTICIPATED_IN]-(other:Person)
WHERE capacity.role <> 'accompanying'
  AND other.name IS NOT NULL
  AND person.name IS NOT NULL
  AND other <> person
  AND ($country IS NULL OR capacity.country = $country)
  AND ($person IS NOT NULL OR person.id < other.id OR coalesce(part.country, '') <> $country)
WITH DISTINCT person, other, event
ORDER BY event.earliest, event.latest, event.id
WITH person, other, collect(event) AS met
RETURN person.name AS person,
       other.name AS other,
       size(met) AS meetings,
       [event IN met WHERE event.earliest IS NOT NULL | event.earliest][0] AS first,
       reduce(day = null, event IN met | CASE WHEN event.latest <= day THEN day ELSE coalesce(event.latest, day) END) AS last,
       size([event IN met WHERE event.earliest IS NULL]) AS undated,
       [event IN met | event.id] AS events
ORDER BY meetings DESC, last IS NULL, last DESC, person, other, events
LIMIT toInteger($limit);
