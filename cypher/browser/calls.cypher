// Picture: calls of a person
// description: The person, the calls and who was at the other end
// parameter: person name required -- the person, by any name that articles use
// parameter: country country -- only with officials of this country
// parameter: other name -- only with this person
// parameter: from date -- the call lies wholly on or after this day
// parameter: to date -- the call lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: path
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
MATCH path = (person)-[part:PARTICIPATED_IN]->(event:Call)<-[capacity:PARTICIPATED_IN]-(other:Actor)
WHERE part.role <> 'accompanying'
  AND other <> person
  AND capacity.role <> 'accompanying'
  AND ($country IS NULL OR capacity.country = $country)
  AND ($other IS NULL OR EXISTS {
    MATCH (called:Name)-[:NAME_OF]->(other)
    WHERE called.key IN [form IN [] + $other | toLower(form)]
  })
  AND ($status IS NULL OR event.status = $status)
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
RETURN path
ORDER BY event.earliest, event.latest, event.id, other.name, other.id;
