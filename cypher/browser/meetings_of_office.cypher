// Picture: meetings of an office, whoever held it
// description: The office, its holders, their meetings while they held it, and whom they met
// parameter: office office required -- the office: a title ("Minister of Defence"), or its function as schema/registry/offices.toml names it
// parameter: country country -- the office's country, as ISO 3166 code or English name
// parameter: from date -- the meeting lies wholly on or after this day
// parameter: to date -- the meeting lies wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: path, held
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
MATCH path = (office)<-[tenure]-(holder)-[part:PARTICIPATED_IN]->(event:Meeting)<-[capacity:PARTICIPATED_IN]-(other:Actor)
WHERE part.role <> 'accompanying'
  AND capacity.role <> 'accompanying'
  AND event.earliest >= coalesce(tenure.validFrom, date('0001-01-01'))
  AND event.latest <= coalesce(tenure.validTo, date('9999-12-31'))
  AND ($status IS NULL OR event.status = $status)
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
OPTIONAL MATCH held = (event)-[:HELD_AT]->(:Place)
RETURN path, held
ORDER BY event.earliest, event.latest, event.id, holder.id, other.id, tenure.id;
