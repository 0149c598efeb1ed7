// Picture: meetings between a person and the officials of a country
// description: The person, the meetings, who was met and where
// parameter: person name required -- the person, by any name that articles use; an ambiguous name gives the rows of each person
// parameter: country country -- the counterpart's country, as ISO 3166 code or English name
// parameter: other name -- the counterpart's name
// parameter: from date -- the meeting lies wholly on or after this day
// parameter: to date -- the meeting lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: path, held
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
MATCH path = (person)-[part:PARTICIPATED_IN]->(event:Meeting)<-[capacity:PARTICIPATED_IN]-(other:Actor)
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
OPTIONAL MATCH held = (event)-[:HELD_AT]->(:Place)
RETURN path, held
ORDER BY event.earliest, event.latest, event.id, other.name, other.id;
