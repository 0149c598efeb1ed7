// Picture: all that a person took part in
// description: The events, who else took part and where they were held
// parameter: actor name required -- the person or organisation, by any name that articles use
// parameter: from date -- the event lies wholly on or after this day
// parameter: to date -- the event lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: path, other, held
// example: kgload query timeline -p actor="Li Shangfu" -p from=2023-01-01 -p to=2023-12-31
// question: What did {actor} do in {year}?
:param actor => 'Li Shangfu';
:param from => null;
:param to => null;
:param status => 'occurred';

MATCH (name:Name)-[:NAME_OF]->(actor:Actor)
USING INDEX SEEK name:Name(key)
WHERE name.key IN [form IN [] + $actor | toLower(form)]
WITH DISTINCT actor
MATCH path = (actor)-[:PARTICIPATED_IN]->(event:Event)
WHERE ($status IS NULL OR event.status = $status)
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
OPTIONAL MATCH other = (event)<-[:PARTICIPATED_IN]-(somebody:Actor)
WHERE somebody <> actor
OPTIONAL MATCH held = (event)-[:HELD_AT]->(:Place)
RETURN path, other, held
ORDER BY event.earliest, event.latest, event.id, somebody.id;
