// What must stand before the first write. Neo4j Community knows uniqueness only; each uniqueness constraint is an index too.

CREATE CONSTRAINT article_id IF NOT EXISTS FOR (n:Article) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT mention_id IF NOT EXISTS FOR (n:Mention) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT actor_mention_id IF NOT EXISTS FOR (n:ActorMention) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT place_id IF NOT EXISTS FOR (n:Place) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT country_code IF NOT EXISTS FOR (n:Country) REQUIRE n.code IS UNIQUE;
CREATE CONSTRAINT extractor_id IF NOT EXISTS FOR (n:Extractor) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT name_key IF NOT EXISTS FOR (n:Name) REQUIRE n.key IS UNIQUE;
CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT event_id IF NOT EXISTS FOR (n:Event) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT office_id IF NOT EXISTS FOR (n:Office) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT holds_id IF NOT EXISTS FOR ()-[r:HOLDS]-() REQUIRE r.id IS UNIQUE;
CREATE CONSTRAINT run_id IF NOT EXISTS FOR (n:Run) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT block_id IF NOT EXISTS FOR (n:Block) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT registry_id IF NOT EXISTS FOR (n:Registry) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT lease_id IF NOT EXISTS FOR (n:Lease) REQUIRE n.id IS UNIQUE;

// An article is found again by what the user knows of it.
CREATE INDEX article_url IF NOT EXISTS FOR (n:Article) ON (n.url);
CREATE INDEX article_path IF NOT EXISTS FOR (n:Article) ON (n.path);

// Resolving reads all live mentions of a block: of a year, without a time, of a name, of an office; and a publisher's articles.
CREATE INDEX mention_block IF NOT EXISTS FOR (n:Mention) ON (n.group, n.earliest);
CREATE INDEX mention_long IF NOT EXISTS FOR (n:Mention) ON (n.long, n.group);
CREATE INDEX article_published_on IF NOT EXISTS FOR (n:Article) ON (n.publishedOn);
CREATE INDEX mention_precision IF NOT EXISTS FOR (n:Mention) ON (n.precision, n.group);
CREATE INDEX actor_mention_key IF NOT EXISTS FOR (n:ActorMention) ON (n.key);
CREATE INDEX actor_mention_function IF NOT EXISTS FOR (n:ActorMention) ON (n.function);
CREATE INDEX actor_mention_office IF NOT EXISTS FOR (n:ActorMention) ON (n.office);
CREATE INDEX article_publisher IF NOT EXISTS FOR (n:Article) ON (n.publisher);
CREATE INDEX event_precision IF NOT EXISTS FOR (n:Event) ON (n.precision);

// Saved queries that start from a period.
CREATE INDEX event_earliest IF NOT EXISTS FOR (n:Event) ON (n.earliest);
