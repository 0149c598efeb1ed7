// What was left open
// description: Mentions of events that report no event for sure, and named actors that could not be told; a curator's work list
// parameter: article text -- only those of this article: its id, url or path
// columns: mention, kind, what, text, start, end, article, path, candidates
// example: kgload query unresolved_mentions
// question: Which mentions could not be resolved?
:param article => null;

CALL () {
  MATCH (mention:Mention)
  USING INDEX SEEK mention:Mention(id)
  WHERE mention.id > '' AND NOT EXISTS { (mention)-[:REPORTS]->(:Event) }
  RETURN mention,
         'event' AS kind,
         mention.type AS what,
         mention.quote AS text,
         mention.start AS start,
         mention.end AS end,
         COLLECT { MATCH (mention)-[:MAY_REPORT]->(event:Event) RETURN event.id ORDER BY event.id } AS candidates
  UNION ALL
  MATCH (mention:ActorMention)
  USING INDEX SEEK mention:ActorMention(key)
  WHERE mention.key > '' AND NOT EXISTS { (mention)-[:DENOTES]->(:Actor) }
  RETURN mention,
         'actor' AS kind,
         mention.kind AS what,
         mention.name AS text,
         mention.starts[0] AS start,
         mention.ends[0] AS end,
         COLLECT {
           MATCH (:Name {key: mention.key})-[:NAME_OF]->(actor:Actor)
           RETURN DISTINCT actor.id
           ORDER BY actor.id
         } AS candidates
}
MATCH (mention)-[:FOUND_IN]->(article:Article)
WHERE $article IS NULL OR $article IN [article.id, article.url, article.path]
RETURN mention.id AS mention, kind, what, text, start, end, article.id AS article, article.path AS path, candidates
ORDER BY path, start, end, mention;
