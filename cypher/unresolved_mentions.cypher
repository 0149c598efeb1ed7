// What was left open
// description: Mentions of events that report no event for sure, and named actors that could not be told; a curator's work list
// parameter: article text -- only those of this article: its id, url or path
// columns: mention, kind, what, text, start, end, article, path, candidates
// example: kgload query unresolved_mentions
// question: Which mentions could not be resolved?
:param article => null;

CALL () {
  MATCH (article:Article)
  USING INDEX SEEK article:Article(id)
  WHERE article.id = $article
  RETURN article
  UNION
  MATCH (article:Article)
  USING INDEX SEEK article:Article(url)
  WHERE article.url = $article
  RETURN article
  UNION
  MATCH (article:Article)
  USING INDEX SEEK article:Article(path)
  WHERE article.path = $article
  RETURN article
  UNION
  MATCH (article:Article)
  USING INDEX SEEK article:Article(id)
  WHERE article.id > CASE WHEN $article IS NULL THEN '' END
  RETURN article
}
MATCH (mention:Mention|ActorMention)-[:FOUND_IN]->(article)
WHERE (mention:Mention AND NOT EXISTS { (mention)-[:REPORTS]->(:Event) })
   OR (mention:ActorMention AND mention.key > '' AND NOT EXISTS { (mention)-[:DENOTES]->(:Actor) })
RETURN mention.id AS mention,
       CASE WHEN mention:Mention THEN 'event' ELSE 'actor' END AS kind,
       coalesce(mention.type, mention.kind) AS what,
       coalesce(mention.quote, mention.name) AS text,
       coalesce(mention.start, mention.starts[0]) AS start,
       coalesce(mention.end, mention.ends[0]) AS end,
       article.id AS article,
       article.path AS path,
       COLLECT { MATCH (mention)-[:MAY_REPORT]->(event:Event) RETURN event.id ORDER BY event.id }
       + COLLECT {
         MATCH (:Name {key: mention.key})-[:NAME_OF]->(actor:Actor)
         RETURN DISTINCT actor.id
         ORDER BY actor.id
       } AS candidates
ORDER BY path, start, end, mention;
