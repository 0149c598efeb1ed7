"""One article to one extraction: the extractors in order, then ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice

from spacy.tokens import Span as Stretch

from kgload import ids
from kgload.extract.actors.gazetteer import Gazetteer, gazetteer
from kgload.extract.actors.people import Actor
from kgload.extract.actors.pieces import Reference
from kgload.extract.actors.references import find_references
from kgload.extract.circumstances.ahead import settle
from kgload.extract.circumstances.counted_back import lies_apart
from kgload.extract.circumstances.occasion import (
    link_parts,
    narrated,
    news_day,
    put_on_day_told_next,
    put_on_heading_day,
    put_on_item_day,
    put_on_news_day,
    put_on_release_day,
    put_there,
    put_visit_where_met,
    same_occasion,
)
from kgload.extract.circumstances.sequel import put_beside_told
from kgload.extract.coreference.holders import named_in_headlines
from kgload.extract.coreference.meant import Coreference
from kgload.extract.events import EXTRACTORS
from kgload.extract.events.gatherings import gathering_words
from kgload.extract.events.known_talks import Act, act_of, known_talks
from kgload.extract.gate import LEAD, may_tell, needed, tells_attendance, tells_presence, words_of
from kgload.extract.mentions.again import tell_apart
from kgload.extract.mentions.attendance import Presence, join_present, presences
from kgload.extract.mentions.companions import add_companions
from kgload.extract.mentions.drafts import Draft, Sentence
from kgload.extract.mentions.earlier_holders import of_another_holder
from kgload.extract.mentions.fusion import fuse, inherit_times
from kgload.extract.mentions.sources import cited
from kgload.extract.text.blocks import blocks_of
from kgload.extract.text.parse import ParsedBlock, named_entities, parse, stretches
from kgload.extract.times import Anchor
from kgload.extract.times.told import Told
from kgload.model import (
    ActorMention,
    Argument,
    Article,
    Attribution,
    EventMention,
    Extraction,
    Issue,
    PlaceValue,
    Span,
)

_MOST_BLOCKS = 2_000


def extract(article: Article) -> Extraction:
    """All that the article says, with ids. Pure: no clock, no network, no database; the same article gives the same
    extraction.
    """
    words = gazetteer()
    blocks = blocks_of(article, words.proper_words)[:_MOST_BLOCKS]
    docs = named_entities(blocks)
    references = find_references(blocks, docs, words, article.published_on)
    read = zip(blocks, docs, references.pieces, strict=True)
    parts = [part for block, (doc, _), pieces in read for part in stretches(block, doc, pieces)]
    parsed = parse(parts, needed(parts))
    who = Coreference(references.actors, words, article.published_on)
    who.gatherings = gathering_words(parsed)
    who.known.introduced.update(named_in_headlines(parsed))
    drafts: list[tuple[Draft, str]] = []
    anchor = _anchor(article)
    sentences: dict[int, Sentence] = {}
    present: list[Presence] = []
    for draft, name, sentence in _read(parsed, who, words, anchor, present):
        drafts.append((draft, name))
        sentences[id(draft)] = sentence
    extractor_of = {id(draft): name for draft, name in drafts}
    found = [draft for draft, _ in drafts]
    tell_apart(found)
    inherit_times(found, anchor.on if anchor else None)
    opening = _first_sentences(parsed, who, words, anchor)
    first = opening[:2]
    released = put_on_release_day(article, found, first, anchor)
    put_on_news_day(found, sentences, news_day(first, anchor) or released, first)
    put_on_day_told_next(found, opening, anchor)
    put_on_heading_day(article, found, anchor)
    put_on_item_day(found, sentences)
    put_there(found)
    put_visit_where_met(found)
    put_beside_told(found, sentences)
    kept = _dateline_places(article, fuse(found, anchor.on if anchor else None), words)
    join_present(kept, present)
    tell_apart(kept)
    link_parts(kept)
    return _Assembly(article, references.issues).finish(
        kept, extractor_of, sentences, [*references.actors, *who.holders.values()], parsed
    )


def _first_sentences(
    parsed: Sequence[ParsedBlock], who: Coreference, words: Gazetteer, anchor: Anchor | None
) -> list[Sentence]:
    body = (Sentence(b, span, who, words, anchor) for b in parsed if b.block.kind == "body" for span in b.doc.sents)
    return list(islice(body, 5))


def _anchor(article: Article) -> Anchor | None:
    """The day to count from: the dateline's, else that of publication, else none."""
    if article.dateline and article.dateline.date:
        return Anchor(article.dateline.date, "dateline")
    return Anchor(article.published_on, "published") if article.published_on else None


def _read(
    parsed: Sequence[ParsedBlock], who: Coreference, words: Gazetteer, anchor: Anchor | None, present: list[Presence]
) -> Iterator[tuple[Draft, str, Sentence]]:
    """Body first, then headlines: a headline names people as known from the text. `present` takes who else was
    there.
    """
    told = Told()
    before: list[Draft] = []
    act: Act | None = None
    lead = 0  # sentences of the body read so far
    for block in sorted(parsed, key=lambda p: p.block.kind != "body"):
        if block.block.kind != "body":
            who.forget()  # "his" in a headline is nobody whom the text named last
        for span in block.doc.sents:
            if span.text.rstrip(" ”\"’'").endswith("?"):
                continue  # a question tells nothing
            who.enter(block, span)
            sentence = Sentence(block, span, who, words, anchor, told)
            extractors = EXTRACTORS if block.is_parsed and _may_tell(block, span) else ()
            found = [(draft, name) for name, extractor in extractors for draft in extractor(sentence)]
            if block.block.kind == "body" and block.is_parsed and (lead := lead + 1) <= LEAD:
                found += [(draft, "nominals") for draft in known_talks(sentence, act, before)] if act else []
                act = act or act_of(sentence)
            told_so_far = [*before, *(draft for draft, _ in found)]
            there = list(presences(sentence, told_so_far)) if extractors else []
            found = [(draft, name) for draft, name in found if not any(p.told_by(draft) for p in there)]
            present += there
            found = [(draft, name) for draft, name in found if not of_another_holder(draft, who.known)]
            for draft, name in sorted(found, key=lambda pair: pair[0].trigger):
                add_companions(sentence, draft)
                settle(draft, anchor)
                draft.same_occasion = same_occasion(sentence, draft.token)
                draft.narrated = told.any if narrated(sentence, draft.token) else None
                before.append(draft)
                yield draft, name, sentence
                who.note_pair(draft.persons or [p.actor for p in draft.participants])
            held = [d for d, _ in found if d.status == "occurred" and d.type != "statement"]
            now = [d.time for d in held if not lies_apart(d.token)]  # not "said on Friday, a day after meeting B"
            told.note((block.values[t.i] for t in span), now, anchor)
            who.leave([p.actor for presence in there for p in presence.people])


def _may_tell(block: ParsedBlock, sentence: Stretch) -> bool:
    start, end = block.sentence_span(sentence)
    text = block.block.text[start:end]
    return may_tell(words_of(text)) or tells_presence(text) or tells_attendance(text)


_FILED_FROM = frozenset({"meeting", "talks", "ceremony", "consultation", "summit"})


def _dateline_places(article: Article, drafts: Iterable[Draft], words: Gazetteer) -> list[Draft]:
    """A report filed from a side's capital on the day or the day after tells of what took place there; "his visit" in
    it is to there, if that is abroad for him. A visit to nowhere is left out.
    """
    filed = words.place(article.dateline.place) if article.dateline and article.dateline.place else None
    anchor = (article.dateline.date if article.dateline else None) or article.published_on
    kept = []
    for draft in drafts:
        if (
            filed is not None
            and filed.country
            and draft.place is None
            and _told_from_there(draft, filed.country, anchor)
        ):
            draft.place = PlaceValue(filed.name, filed.country, "dateline")
        if draft.type != "visit" or draft.place is not None:
            kept.append(draft)
    return kept


def _told_from_there(draft: Draft, country: str, anchor: date | None) -> bool:
    if draft.status != "occurred":
        return False
    countries = {p.actor.country for p in draft.participants}
    if draft.type == "visit":
        return country not in countries
    on = draft.time.earliest
    near = on is not None and on == draft.time.latest and anchor is not None and 0 <= (anchor - on).days <= 2
    return near and country in countries and draft.type in _FILED_FROM


class _Assembly:
    """Mints ids and turns drafts into the records of the model."""

    def __init__(self, article: Article, issues: Iterable[Issue]) -> None:
        self.article = article
        self.version = ids.version_id(article.id, article.sha256)
        self.issues = [Issue(i.stage, i.code, i.message, article.id, article.path, i.start, i.end) for i in issues]

    def finish(
        self,
        drafts: Sequence[Draft],
        extractor_of: dict[int, str],
        sentences: dict[int, Sentence],
        actors: Iterable[Actor],
        parsed: Sequence[ParsedBlock],
    ) -> Extraction:
        citations = {id(d): cited(sentences[id(d)], d) for d in drafts}
        needed = {id(p.actor) for d in drafts for p in d.participants} | {id(c[0]) for c in citations.values() if c}
        spans = self._spans(parsed, drafts, citations)
        mentions = {
            id(a): self._actor(a, spans[id(a)])
            for a in actors
            if spans.get(id(a)) and (id(a) in needed or (a.kind == "person" and a.name and a.office))
        }
        numbered = self._numbered(drafts)
        events = [self._event(d, numbered, extractor_of[id(d)], citations[id(d)], mentions) for d in drafts]
        return Extraction(
            self.article,
            tuple(sorted(mentions.values(), key=lambda m: (m.spans[0].start, m.id))),
            tuple(sorted(events, key=lambda e: (e.start, e.trigger.start, e.id))),
            tuple(self.issues),
        )

    def _spans(
        self,
        parsed: Sequence[ParsedBlock],
        drafts: Iterable[Draft],
        citations: dict[int, tuple[Actor, int, int] | None],
    ) -> dict[int, list[Span]]:
        """Where each actor is named: its own references, else the words that stand for it in an event."""
        found: dict[int, set[tuple[int, int]]] = {}
        for block in parsed:
            for value in block.values:
                if isinstance(value, Reference):
                    start, end = value.core if value.kind == "name" else (value.start, value.end)
                    for actor in value.actors:
                        found.setdefault(id(actor), set()).add((block.block.start + start, block.block.start + end))
        for draft in drafts:
            base = draft.parsed.block.start
            for p in draft.participants:
                if not found.get(id(p.actor)):
                    found.setdefault(id(p.actor), set()).add((base + p.start, base + p.end))
        text = self.article.text
        return {key: [Span(text[s:e], s, e) for s, e in sorted(spans)] for key, spans in found.items()}

    def _actor(self, actor: Actor, spans: list[Span]) -> ActorMention:
        first = spans[0]
        name = actor.name
        if (
            actor.kind == "person" and actor.registered and name and " " in name
        ):  # known under its full name: one spelling; the article's own is in the spans
            name = gazetteer().canonical_name(actor.registered)
        return ActorMention(
            ids.actor_mention_id(
                self.version, f"{actor.kind}:{actor.country}:{actor.name}:{actor.office}", first.start, first.end
            ),
            name,
            actor.kind,
            actor.office,
            actor.function,
            actor.organization,
            actor.country,
            actor.standing,
            tuple(spans),
        )

    def _numbered(self, drafts: Sequence[Draft]) -> dict[int, str]:
        seen: dict[tuple[str, int, int], int] = {}
        numbered = {}
        for draft in drafts:
            base = draft.parsed.block.start
            key = (draft.type, base + draft.trigger[0], base + draft.trigger[1])
            numbered[id(draft)] = ids.mention_id(self.version, *key, seen.get(key, 0))
            seen[key] = seen.get(key, 0) + 1
        return numbered

    def _event(
        self,
        draft: Draft,
        numbered: dict[int, str],
        extractor: str,
        citation: tuple[Actor, int, int] | None,
        mentions: dict[int, ActorMention],
    ) -> EventMention:
        text, base = self.article.text, draft.parsed.block.start
        start, end = (base + offset for offset in draft.parsed.sentence_span(draft.sentence))
        trigger = (base + draft.trigger[0], base + draft.trigger[1])
        arguments = tuple(
            Argument(
                mentions[id(p.actor)].id, p.role, text[base + p.start : base + p.end], base + p.start, base + p.end
            )
            for p in draft.participants
            if id(p.actor) in mentions
        )
        attribution = None
        if citation is not None and id(citation[0]) in mentions:
            attribution = Attribution(mentions[id(citation[0])].id, text[base + citation[1] : base + citation[2]])
        return EventMention(
            numbered[id(draft)],
            draft.type,
            draft.status,
            draft.count,
            tuple(sorted(numbered[id(d)] for d in draft.distinct_from if id(d) in numbered)),
            tuple(sorted(numbered[id(d)] for d in draft.part_of if id(d) in numbered)),
            draft.time,
            draft.place,
            arguments,
            Span(text[trigger[0] : trigger[1]], *trigger),
            attribution,
            text[start:end],
            start,
            end,
            draft.rule,
            extractor,
            draft.confidence,
        )
