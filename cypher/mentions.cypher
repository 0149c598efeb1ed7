// Where each mention went
// description: Every event mention and the event it was resolved to; candidates where it only may report one
// parameter: article text -- only the mentions of this article: its id, url or path
// columns: mention, event, article, type, start, end, candidates
// example: kgload query mentions --format jsonl
// question: Which event does each mention report?
:param article => null;

MATCH (mention:Mention)
USING INDEX SEEK mention:Mention(id)
WHERE mention.id > ''
MATCH (mention)-[:FOUND_IN]->(article:Article)
WHERE $article IS NULL OR $article IN [article.id, article.url, article.path]
RETURN mention.id AS mention,
       COLLECT { MATCH (mention)-[:REPORTS]->(event:Event) RETURN event.id }[0] AS event,
       article.id AS article,
       mention.type AS type,
       mention.start AS start,
       mention.end AS end,
       COLLECT { MATCH (mention)-[:MAY_REPORT]->(event:Event) RETURN event.id ORDER BY event.id } AS candidates
ORDER BY article, start, end, mention;
