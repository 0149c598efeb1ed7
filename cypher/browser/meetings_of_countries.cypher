// Picture: meetings between officials of two countries
// description: The meetings, the officials of both countries and the places
// parameter: country country required -- one country, as ISO 3166 code or English name
// parameter: counterpart country required -- the other country
// parameter: from date -- the meeting lies wholly on or after this day
// parameter: to date -- the meeting lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: path, held
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
  WHERE event.earliest >= coalesce($from, date('0001-01-01')) AND ($to IS NULL OR event.latest <= $to)
  RETURN event
  UNION
  MATCH (event:Event)
  USING INDEX SEEK event:Event(precision)
  WHERE event.precision = 'unknown' AND $from IS NULL AND $to IS NULL
  RETURN event
}
WITH event
WHERE event:Meeting AND ($status IS NULL OR event.status = $status)
MATCH path = (one:Actor)-[part:PARTICIPATED_IN]->(event)<-[capacity:PARTICIPATED_IN]-(two:Actor)
WHERE part.country = $country
  AND capacity.country = $counterpart
  AND part.role <> 'accompanying'
  AND capacity.role <> 'accompanying'
  AND ($country <> $counterpart OR one.id < two.id)
OPTIONAL MATCH held = (event)-[:HELD_AT]->(:Place)
RETURN path, held
ORDER BY event.earliest, event.latest, event.id, one.id, two.id;
