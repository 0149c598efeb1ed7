// Activity by month
// description: How many events there were in each month, by kind; what is known only to a year or a longer span is counted under that, and in no month
// parameter: actor name -- only events that this person or organisation took part in, by any name that articles use
// parameter: country country -- only events that somebody of this country took part in
// parameter: from date -- only events wholly on or after this day
// parameter: to date -- only events wholly on or before this day
// parameter: status status = occurred -- occurred, planned, cancelled, denied, unconfirmed or any
// columns: month, events, meetings, visits, calls, ceremonies, conferences, others, sources
// example: kgload query activity_by_month -p country=CN -p from=2023-01-01 -p to=2023-12-31
// question: How active was {country} in each month of {year}?
// question: In which months did {actor} travel and meet?
:param actor => null;
:param country => null;
:param from => date('2023-01-01');
:param to => date('2023-12-31');
:param status => 'occurred';

CALL () {
  MATCH (name:Name)-[:NAME_OF]->(:Actor)-[:PARTICIPATED_IN]->(event:Event)
  USING INDEX SEEK name:Name(key)
  WHERE name.key IN [form IN [] + $actor | toLower(form)]
  RETURN event
  UNION
  MATCH (event:Event)
  USING INDEX SEEK event:Event(earliest)
  WHERE event.earliest >= CASE WHEN $actor IS NULL THEN coalesce($from, date('0001-01-01')) END
    AND event.earliest <= coalesce($to, date('9999-12-31'))
  RETURN event
}
WITH DISTINCT event
WHERE event.earliest IS NOT NULL
  AND ($status IS NULL OR event.status = $status)
  AND ($from IS NULL OR event.earliest >= $from)
  AND ($to IS NULL OR event.latest <= $to)
  AND ($country IS NULL OR EXISTS {
    MATCH (event)<-[part:PARTICIPATED_IN]-(:Actor)
    WHERE part.country = $country
  })
WITH event, left(toString(event.earliest), 7) AS first, left(toString(event.latest), 7) AS last
WITH event,
     CASE
       WHEN first = last THEN first
       WHEN left(first, 4) = left(last, 4) THEN left(first, 4)
       ELSE left(first, 4) + ' to ' + left(last, 4)
     END AS month
RETURN month,
       count(event) AS events,
       sum(CASE WHEN event:Meeting THEN 1 ELSE 0 END) AS meetings,
       sum(CASE WHEN event:Visit THEN 1 ELSE 0 END) AS visits,
       sum(CASE WHEN event:Call THEN 1 ELSE 0 END) AS calls,
       sum(CASE WHEN event:Ceremony THEN 1 ELSE 0 END) AS ceremonies,
       sum(CASE WHEN event:Conference THEN 1 ELSE 0 END) AS conferences,
       sum(CASE WHEN event:Meeting|Visit|Call|Ceremony|Conference THEN 0 ELSE 1 END) AS others,
       sum(event.sources) AS sources
ORDER BY month;
