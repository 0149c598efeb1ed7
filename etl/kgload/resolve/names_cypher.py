"""The statements of name blocks: actor mentions, actors, their names."""

FORMS_USED = """
UNWIND $blocks AS block
MATCH (mention:ActorMention {key: block.key}) WHERE mention.kind = block.kind
OPTIONAL MATCH (mention)-[link:DENOTES]->(actor:Actor)
RETURN mention.kind AS kind, mention.key AS key, mention.name AS name, mention.country AS country,
       mention.office AS office, mention.function AS function, mention.organization AS organization,
       actor.id AS actor, link.reason AS reason, count(*) AS times,
       collect(CASE WHEN actor IS NULL THEN mention.id END) AS ids
"""
PUBLISHERS_NAMED = """
UNWIND $names AS name
MATCH (article:Article {publisher: name})
OPTIONAL MATCH (article)-[:PUBLISHED_BY]->(actor:Actor)
RETURN name, actor.id AS actor, count(*) AS times, collect(CASE WHEN actor IS NULL THEN article.id END) AS ids
"""
MENTIONS = """
UNWIND $blocks AS block
MATCH (mention:ActorMention {key: block.key}) WHERE mention.kind = block.kind
MATCH (mention)-[:FOUND_IN]->(article:Article)
RETURN mention.kind AS kind, mention.key AS key, mention.id AS id, mention.name AS name, mention.country AS country,
       mention.function AS function, mention.starts[0] AS start,
       article.id AS article, article.publishedOn AS published,
       COLLECT { MATCH (mention)-[link:DENOTES]->(actor:Actor) RETURN [actor.id, link.reason] } AS links
"""
PUBLISHERS = """
UNWIND $names AS name
MATCH (article:Article {publisher: name})
RETURN article.id AS id, name, COLLECT { MATCH (article)-[:PUBLISHED_BY]->(actor:Actor) RETURN actor.id } AS links
"""
PUBLISHER_NAMES = """
MATCH (article:Article)
WHERE article.publisher IS NOT NULL
RETURN DISTINCT article.publisher AS name
"""
UNPUBLISHED = """
UNWIND $blocks AS block
MATCH (:Name {key: block.key})-[:NAME_OF]->(actor:Actor)<-[:PUBLISHED_BY]-(article:Article)
WHERE block.kind = 'organization' AND article.publisher IS NULL
RETURN DISTINCT article.id AS id, actor.id AS actor
"""
CALLED = """
UNWIND $blocks AS block
MATCH (:Name {key: block.key})-[:NAME_OF]->(actor:Actor)
WHERE actor.kind = block.kind
RETURN DISTINCT actor.id AS id
"""
ACTORS = """
UNWIND $ids AS id
MATCH (actor:Actor {id: id})
RETURN actor.id AS id, actor.kind AS kind, actor.name AS name, actor.country AS country, actor:Publisher AS publisher,
       EXISTS { (actor)<-[:PUBLISHED_BY]-() } AS publishes,
       EXISTS { (actor)<-[:PUBLISHED_BY|IN_ORGANIZATION]-() }
         OR EXISTS { (actor)<-[link:DENOTES]-() WHERE link.event IS NULL } AS supported,
       COLLECT { MATCH (actor)<-[:IN_ORGANIZATION]-(office:Office) RETURN office.organization } AS seats,
       COLLECT { MATCH (name:Name)-[:NAME_OF]->(actor) RETURN name.key } AS names,
       COLLECT { MATCH (actor)-[:ACTS_FOR]->(country:Country) RETURN country.code } AS sides
"""
OFFICES = """
UNWIND $ids AS id
MATCH (:Actor {id: id})-[:HOLDS]->(office:Office)
RETURN DISTINCT office.function AS function, office.title AS title, office.organization AS organization,
       COLLECT { MATCH (office)-[:FOR]->(country:Country) RETURN country.code }[0] AS country
"""
# Not `key IS NOT NULL`: planned on an almost empty graph, that reads the whole index of keys for each actor.
FORMS = """
UNWIND $ids AS id
MATCH (actor:Actor {id: id})
CALL (actor) {
  MATCH (actor)<-[:DENOTES]-(mention:ActorMention) WHERE coalesce(mention.key, '') <> '' RETURN mention.name AS form
  UNION
  MATCH (actor)<-[:PUBLISHED_BY]-(article:Article) RETURN article.publisher AS form
  UNION
  MATCH (actor)<-[:IN_ORGANIZATION]-(office:Office) RETURN office.organization AS form
}
RETURN id, collect(form) AS forms
"""
UNLINK = """
UNWIND $rows AS row
MATCH (:ActorMention {id: row.subject})-[link:DENOTES]->(:Actor {id: row.actor})
DELETE link
"""
LINK = """
UNWIND $rows AS row
MATCH (mention:ActorMention {id: row.subject})
MATCH (actor:Actor {id: row.actor})
MERGE (mention)-[link:DENOTES]->(actor)
SET link.reason = row.reason
"""
UNPUBLISH = """
UNWIND $rows AS row
MATCH (:Article {id: row.subject})-[link:PUBLISHED_BY]->(:Actor {id: row.actor})
DELETE link
"""
PUBLISH = """
UNWIND $rows AS row
MATCH (article:Article {id: row.subject})
MATCH (actor:Actor {id: row.actor})
MERGE (article)-[:PUBLISHED_BY]->(actor)
"""
PERSONS = """
UNWIND $rows AS row
MERGE (actor:Actor {id: row.id})
SET actor:Person, actor.kind = row.kind, actor.name = row.name, actor.country = row.country
"""
ORGANIZATIONS = """
UNWIND $rows AS row
MERGE (actor:Actor {id: row.id})
SET actor:Organization, actor.kind = row.kind, actor.name = row.name, actor.country = row.country
"""
PUBLISHES = "UNWIND $ids AS id MATCH (actor:Actor {id: id}) SET actor:Publisher"
PUBLISHES_NOT = "UNWIND $ids AS id MATCH (actor:Actor {id: id}) REMOVE actor:Publisher"
ACT_FOR = """
UNWIND $rows AS row
MATCH (actor:Actor {id: row.actor})
MERGE (country:Country {code: row.code})
ON CREATE SET country.name = row.name
MERGE (actor)-[:ACTS_FOR]->(country)
"""
NAME = """
UNWIND $rows AS row
MATCH (actor:Actor {id: row.actor})
MERGE (name:Name {key: row.key})
MERGE (name)-[:NAME_OF]->(actor)
"""
UNNAME = """
UNWIND $rows AS row
MATCH (name:Name {key: row.key})-[link:NAME_OF]->(:Actor {id: row.actor})
DELETE link
WITH DISTINCT name
WHERE NOT EXISTS { (name)-[:NAME_OF]->() }
DELETE name
"""
DROP = """
UNWIND $ids AS id
MATCH (actor:Actor {id: id})
DETACH DELETE actor
"""
# A mention that is marked as fresh was never resolved as it is now.
SPOKEN_OF = """
UNWIND $ids AS id
MATCH (:ActorMention {id: id})<-[:NAMES|ATTRIBUTED_TO]-(mention:Mention)-[:FOUND_IN]->(article:Article)
WHERE NOT EXISTS { MATCH (:Block {id: 'fresh|' + mention.group + '|' + mention.id}) }
RETURN DISTINCT mention.group AS group, mention.earliest AS earliest, mention.latest AS latest,
       article.publishedOn AS published
"""
REPORTED_WITH = """
UNWIND $ids AS id
MATCH (:Actor {id: id})<-[:DENOTES]-(:ActorMention)<-[:NAMES]-(mention:Mention)-[:FOUND_IN]->(article:Article)
WHERE NOT EXISTS { MATCH (:Block {id: 'fresh|' + mention.group + '|' + mention.id}) }
RETURN DISTINCT mention.group AS group, mention.earliest AS earliest, mention.latest AS latest,
       article.publishedOn AS published
"""
PUBLISHED = """
UNWIND $ids AS id
MATCH (article:Article {id: id})<-[:FOUND_IN]-(mention:Mention)
WHERE NOT EXISTS { MATCH (:Block {id: 'fresh|' + mention.group + '|' + mention.id}) }
RETURN DISTINCT mention.group AS group, mention.earliest AS earliest, mention.latest AS latest,
       article.publishedOn AS published
"""
