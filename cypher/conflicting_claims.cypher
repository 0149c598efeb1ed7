// Claims that do not agree
// description: Pairs of events of one kind with the same participants whose intervals meet, but with another status or another place
// parameter: person name -- only pairs that this person takes part in
// parameter: from date -- the earlier one begins on or after this day
// parameter: to date -- the earlier one begins on or before this day
// columns: differs, earliest, latest, actors, first, second
// example: kgload query conflicting_claims -p from=2023-01-01 -p to=2023-12-31
// question: Where do the sources contradict each other?
:param person => null;
:param from => null;
:param to => null;

CALL () {
  MATCH (name:Name)-[:NAME_OF]->(:Actor)-[:PARTICIPATED_IN]->(first:Event)
  USING INDEX SEEK name:Name(key)
  WHERE name.key IN [form IN [] + $person | toLower(form)]
  RETURN first
  UNION
  MATCH (first:Event)
  USING INDEX SEEK first:Event(earliest)
  WHERE first.earliest >= CASE WHEN $person IS NULL THEN coalesce($from, date('0001-01-01')) END
    AND first.earliest <= coalesce($to, date('9999-12-31'))
  RETURN first
}
WITH first
WHERE first.earliest >= coalesce($from, date('0001-01-01')) AND first.earliest <= coalesce($to, date('9999-12-31'))
WITH first, COLLECT {
  MATCH (first)<-[part:PARTICIPATED_IN]-(actor:Actor)
  WHERE part.role <> 'accompanying'
  RETURN DISTINCT actor
  ORDER BY actor.id
} AS actors
MATCH (second:Event)
USING INDEX SEEK second:Event(earliest)
WHERE size(actors) > 0
  AND second.earliest >= first.earliest
  AND second.earliest <= first.latest
  AND (first.earliest < second.earliest OR first.id < second.id)
  AND labels(first) = labels(second)
  AND actors = COLLECT {
    MATCH (second)<-[part:PARTICIPATED_IN]-(actor:Actor)
    WHERE part.role <> 'accompanying'
    RETURN DISTINCT actor
    ORDER BY actor.id
  }
WITH first,
     second,
     actors,
     COLLECT { MATCH (first)-[:HELD_AT]->(place:Place) RETURN place.name ORDER BY place.name }[0] AS here,
     COLLECT { MATCH (second)-[:HELD_AT]->(place:Place) RETURN place.name ORDER BY place.name }[0] AS there
WHERE (first.status <> second.status OR here <> there)
  AND ($person IS NULL OR EXISTS {
    MATCH (called:Name)-[:NAME_OF]->(named:Actor)
    USING INDEX SEEK called:Name(key)
    WHERE called.key IN [form IN [] + $person | toLower(form)] AND named IN actors
  })
RETURN CASE WHEN first.status <> second.status THEN 'status' ELSE 'place' END AS differs,
       first.earliest AS earliest,
       CASE WHEN first.latest > second.latest THEN first.latest ELSE second.latest END AS latest,
       [actor IN actors | actor.name] AS actors,
       first {
         .id, .type, .status, .earliest, .latest,
         place: here,
         quote: COLLECT {
           MATCH (first)<-[:REPORTS]-(mention:Mention)
           RETURN mention.quote
           ORDER BY mention.status <> first.status, mention.id
           LIMIT 1
         }[0]
       } AS first,
       second {
         .id, .type, .status, .earliest, .latest,
         place: there,
         quote: COLLECT {
           MATCH (second)<-[:REPORTS]-(mention:Mention)
           RETURN mention.quote
           ORDER BY mention.status <> second.status, mention.id
           LIMIT 1
         }[0]
       } AS second
ORDER BY earliest, latest, first.id, second.id;
