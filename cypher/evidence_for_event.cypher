// The sentences behind an event
// description: Every mention that reports an event, or may report it, verbatim, with its article, its source and the rule that found it
// parameter: event id required -- the event's id, as other queries give it
// columns: mention, certain, reason, status, quote, start, end, earliest, latest, precision, time_text, time_anchor, place, participants, attribution, article, path, url, publisher, published, rule, extractor, extractor_version
// example: kgload query evidence_for_event -p event=event:1abc
// question: Which sentences say so?
:param event => 'event:1abc';

MATCH (event:Event {id: $event})<-[report:REPORTS|MAY_REPORT]-(mention:Mention)-[:FOUND_IN]->(article:Article)
RETURN mention.id AS mention,
       type(report) = 'REPORTS' AS certain,
       report.reason AS reason,
       mention.status AS status,
       mention.quote AS quote,
       mention.start AS start,
       mention.end AS end,
       mention.earliest AS earliest,
       mention.latest AS latest,
       mention.precision AS precision,
       mention.timeText AS time_text,
       mention.anchor AS time_anchor,
       COLLECT {
         MATCH (mention)-[:AT]->(place:Place)
         OPTIONAL MATCH (place)-[:IN]->(land:Country)
         RETURN coalesce(place.name, land.name)
       }[0] AS place,
       COLLECT {
         MATCH (mention)-[argument:NAMES]->(presented:ActorMention)
         RETURN presented {
           name: coalesce(
             COLLECT { MATCH (presented)-[:DENOTES]->(actor:Actor) RETURN actor.name ORDER BY actor.name }[0],
             presented.name
           ),
           role: argument.role,
           .office,
           .organization,
           .country,
           text: argument.text
         }
         ORDER BY argument.start, presented.id, argument.role
       } AS participants,
       COLLECT {
         MATCH (mention)-[cited:ATTRIBUTED_TO]->(:ActorMention)
         RETURN cited.text
       }[0] AS attribution,
       article.id AS article,
       article.path AS path,
       article.url AS url,
       article.publisher AS publisher,
       article.published AS published,
       mention.rule AS rule,
       mention.extractor AS extractor,
       COLLECT {
         MATCH (mention)-[:EXTRACTED_BY]->(extractor:Extractor)
         RETURN extractor.version
       }[0] AS extractor_version
ORDER BY certain DESC, path, start, mention;
