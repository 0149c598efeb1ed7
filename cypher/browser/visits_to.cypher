// Picture: visits to a place
// description: The place and what lies in it, the visits, who came and who received them
// parameter: place place required -- the place or country, by name
// parameter: from date -- the visit lies wholly on or after this day
// parameter: to date -- the visit lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: path, inside
// example: kgload query visits_to -p place=Moscow -p from=2023-01-01 -p to=2023-12-31
// question: Who visited {place} in {year}?
:param place => 'Moscow';
:param from => null;
:param to => null;
:param status => 'occurred';

CALL () {
  MATCH (asked:Place)
  USING INDEX SEEK asked:Place(id)
  WHERE asked.id > '' AND toLower(asked.name) IN [form IN [] + $place | toLower(form)]
  MATCH inside = (asked)<-[:WITHIN*0..4]-(spot:Place)
  RETURN spot, inside
  UNION
  MATCH (name:Name)-[:NAME_OF]->(land:Country)
  USING INDEX SEEK name:Name(key)
  WHERE name.key IN [form IN [] + $place | toLower(form)]
  MATCH inside = (land)<-[:IN]-(spot:Place)
  RETURN spot, inside
}
MATCH path = (spot)<-[:HELD_AT]-(event:Visit)<-[:PARTICIPATED_IN]-(actor:Actor)
WHERE ($status IS NULL OR event.status = $status)
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
RETURN path, inside
ORDER BY event.earliest, event.latest, event.id, actor.id;
