// Picture: what a run changed
// description: The run, the articles that it loaded, their mentions and the events that these report
// parameter: run id -- the run's id, as the summary of kgload ingest gives it
// columns: path, reported
// example: kgload query run_changes
// question: What did the latest run bring?
:param run => null;

MATCH (run:Run)
USING INDEX SEEK run:Run(id)
WHERE run.id > '' AND ($run IS NULL OR run.id = $run)
WITH run
ORDER BY run.started DESC, run.id
LIMIT 1
MATCH path = (run)-[:LOADED]->(article:Article)
OPTIONAL MATCH reported = (article)<-[:FOUND_IN]-(mention:Mention)-[:REPORTS]->(:Event)
RETURN path, reported
ORDER BY article.path, article.id, mention.id;
