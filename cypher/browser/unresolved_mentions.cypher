// Picture: what was left open
// description: Mentions that may report several events, and those events with who took part
// parameter: article text -- only those of this article: its id, url or path
// columns: path, part
// example: kgload query unresolved_mentions
// question: Which mentions could not be resolved?
:param article => null;

MATCH (mention:Mention)
USING INDEX SEEK mention:Mention(id)
WHERE mention.id > '' AND NOT EXISTS { (mention)-[:REPORTS]->(:Event) }
MATCH (mention)-[:FOUND_IN]->(article:Article)
WHERE $article IS NULL OR $article IN [article.id, article.url, article.path]
MATCH path = (article)<-[:FOUND_IN]-(mention)-[:MAY_REPORT]->(event:Event)
OPTIONAL MATCH part = (event)<-[:PARTICIPATED_IN]-(actor:Actor)
RETURN path, part
ORDER BY mention.id, event.id, actor.id;
