// Picture: who met whom
// description: People, and the meetings that join them
// parameter: person name -- only pairs that this person is one of, by any name that articles use
// parameter: country country -- only with officials of this country
// parameter: from date -- only meetings wholly on or after this day
// parameter: to date -- only meetings wholly on or before this day
// columns: path
// example: kgload query who_met_whom -p person="Xi Jinping" -p from=2023-01-01 -p to=2023-12-31
// question: Whom did {person} meet most often?
// question: Who met whom how often in {year}?
:param person => null;
:param country => null;
:param from => date('2023-01-01');
:param to => date('2023-12-31');

CALL () {
  MATCH (name:Name)-[:NAME_OF]->(person:Person)
  USING INDEX SEEK name:Name(key)
  WHERE name.key IN [form IN [] + $person | toLower(form)]
  MATCH (person)-[:PARTICIPATED_IN]->(event:Meeting)
  RETURN person, event
  UNION
  MATCH (event:Event)
  USING INDEX SEEK event:Event(earliest)
  WHERE event.earliest >= CASE WHEN $person IS NULL THEN coalesce($from, date('0001-01-01')) END
  MATCH (person:Person)-[:PARTICIPATED_IN]->(event)
  RETURN person, event
  UNION
  MATCH (event:Event)
  USING INDEX SEEK event:Event(precision)
  WHERE event.precision = CASE WHEN $person IS NULL THEN 'unknown' END
  MATCH (person:Person)-[:PARTICIPATED_IN]->(event)
  RETURN person, event
}
MATCH path = (person)-[part:PARTICIPATED_IN]->(event)<-[capacity:PARTICIPATED_IN]-(other:Person)
WHERE event:Meeting
  AND event.status = 'occurred'
  AND part.role <> 'accompanying'
  AND capacity.role <> 'accompanying'
  AND person.name IS NOT NULL
  AND other.name IS NOT NULL
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
  AND ($country IS NULL OR capacity.country = $country)
  AND ($person IS NOT NULL OR person.id < other.id OR coalesce(part.country, '') <> $country)
RETURN path
ORDER BY event.earliest, event.latest, event.id, person.id, other.id;
