// Picture: an event with its evidence
// description: The event, who took part, and each mention that reports it or may report it, with its article and the actors it names
// parameter: event id required -- the event's id, as other queries give it
// columns: path, named, part
// example: kgload query evidence_for_event -p event=event:1abc
// question: Which sentences say so?
:param event => 'event:1abc';

MATCH path = (event:Event {id: $event})<-[:REPORTS|MAY_REPORT]-(mention:Mention)-[:FOUND_IN]->(:Article)
OPTIONAL MATCH named = (mention)-[:NAMES]->(:ActorMention)-[:DENOTES]->(actor:Actor)
OPTIONAL MATCH part = (actor)-[:PARTICIPATED_IN]->(event)
RETURN path, named, part
ORDER BY mention.id, actor.id;
