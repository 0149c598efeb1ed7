// Where each mention went
// description: Every event mention and the event it was resolved to; candidates where it only may report one
// parameter: article text -- only the mentions of this article: its id, url or path
// columns: mention, event, article, type, start, end, candidates
// example: kgload query mentions --format jsonl
// question: Which event does each mention report?
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
MATCH (mention:Mention)-[:FOUND_IN]->(article)
RETURN mention.id AS mention,
       COLLECT { MATCH (mention)-[:REPORTS]->(event:Event) RETURN event.id }[0] AS event,
       article.id AS article,
       mention.type AS type,
       mention.start AS start,
       mention.end AS end,
       COLLECT { MATCH (mention)-[:MAY_REPORT]->(event:Event) RETURN event.id ORDER BY event.id } AS candidates
ORDER BY article, start, end, mention;
