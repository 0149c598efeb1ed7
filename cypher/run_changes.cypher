// What a run changed
// description: The articles that a run loaded, one row each, with the events that they report and which of these no other article knows; the latest run unless one is named
// parameter: run id -- the run's id, as the summary of kgload ingest gives it
// columns: run, started, article, path, title, published, current, mentions, events, only_here
// example: kgload query run_changes
// question: What did the latest run bring?
:param run => null;

MATCH (run:Run)
USING INDEX SEEK run:Run(id)
WHERE run.id > '' AND ($run IS NULL OR run.id = $run)
WITH run
ORDER BY run.started DESC, run.id
LIMIT 1
MATCH (run)-[loaded:LOADED]->(article:Article)
WITH run, article, loaded, COLLECT {
  MATCH (article)<-[:FOUND_IN]-(:Mention)-[:REPORTS]->(event:Event)
  RETURN DISTINCT event
  ORDER BY event.earliest, event.latest, event.id
} AS events
RETURN run.id AS run,
       run.started AS started,
       article.id AS article,
       article.path AS path,
       article.title AS title,
       article.published AS published,
       loaded.sha256 = article.sha256 AS current,
       COUNT { (article)<-[:FOUND_IN]-(:Mention) } AS mentions,
       [event IN events | event {.id, .label, .type, .status, .earliest, .latest}] AS events,
       size([
         event IN events
         WHERE NOT EXISTS {
           MATCH (event)<-[:REPORTS]-(:Mention)-[:FOUND_IN]->(other:Article)
           WHERE other <> article
         }
       ]) AS only_here
ORDER BY path, article;
