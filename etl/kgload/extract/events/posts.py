"""The office that an appointment or dismissal is about, and the person as its holder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kgload.extract.actors.people import Actor
from kgload.extract.actors.pieces import Reference
from kgload.extract.actors.titles import RANK, Title
from kgload.extract.coreference.holders import ONE_SEAT
from kgload.extract.mentions.drafts import Participant, Sentence
from kgload.extract.text.verbs import is_verb
from kgload.model import Standing, Status

# "the post of foreign minister", "his duties as secretary", "appointed to be ambassador", "asked him to serve as envoy"
_POSTS = frozenset("office post position duty role job command leadership presidency premiership power cabinet".split())
_LEADS_ON = frozenset("as to of from for into in".split())
# "Has become an expert", "became a MacArthur Foundation fellow"
_NO_POSTS = frozenset("host expert official analyst diplomat lawmaker fellow scholar laureate".split())
# "Became the world's largest asset manager", "to become the shortest-serving prime minister"
_GREATEST = frozenset("largest biggest leading greatest longest shortest".split())
_ORDINALS = frozenset("first second third fourth fifth only last latest youngest oldest next".split())
_BETWEEN = frozenset("as and , ; his her the a new".split())
_BEING = frozenset({"be", "become", "serve", "act"})


@dataclass(frozen=True, slots=True)
class Post:
    """An office as somebody's. `country` may be known from who appoints to it."""

    office: str
    function: str | None
    organization: str | None
    country: str | None
    standing: Standing | None = None

    def is_of(self, actor: Actor) -> bool:
        """Does the article present the actor with this office anyway?"""
        same = actor.office is not None and actor.office.lower() == self.office.lower()
        if self.function in ONE_SEAT:
            return self.function in (actor.function, *actor.functions)
        return same  # an assistant secretary may become another one


def post_of(actor: Actor) -> Post | None:
    """The office with which the article presents the actor; a rank is none."""
    if actor.office is None or actor.function == RANK:
        return None
    return Post(actor.office, actor.function, actor.organization, actor.country)


def stated_post(sentence: Sentence, trigger: Token) -> Post | None:
    """ "Appointed X as minister", "named X ambassador", "resigned from the post of president"."""
    return next((post for token in _behind(trigger, 0) if (post := post_at(sentence, token)) is not None), None)


def post_at(sentence: Sentence, token: Token) -> Post | None:
    """The office that a token names, if somebody can be appointed to it."""
    value = sentence.parsed.values[token.i]
    if not isinstance(value, Reference) or value.kind != "office" or value.title is None or value.counterpart:
        return None
    title = value.title
    great = any(c.lower_ in _GREATEST for c in token.children)
    if title.office is None or not _is_post(title) or great or _first_to(sentence, token):
        return None
    acting = title.standing if title.standing == "acting" else None
    country = title.country or sentence.who.owner_country(token)
    return Post(title.office, title.function, title.organization, country, acting)


def posts_in_turn(sentence: Sentence, verb: Token) -> list[tuple[Token, Post]]:
    """ "Named A as X, B as Y and C as Z", "named A chancellor and B foreign secretary": persons and posts in their
    order, however the parser hangs them; none if there is but one.
    """
    found: list[tuple[Token, Post]] = []
    person: Token | None = None
    for token in verb.doc[verb.i + 1 : sentence.span.end]:
        value = sentence.parsed.values[token.i]
        if isinstance(value, Reference) and value.kind == "name" and person is None:
            person = token
        elif person is not None and (post := post_at(sentence, token)) is not None:
            found.append((person, post))
            person = None
        elif token.lower_ not in _BETWEEN and not (person is not None and value is None and token.text[0].isupper()):
            break  # "as Monkeypox Response Coordinator" is as somebody still
    return found if len(found) > 1 else []


def _is_post(title: Title) -> bool:
    if re.search(r" of the (?:year|decade|century)$", (title.office or "").lower()):
        return False  # "was named Legislator of the Year"
    return title.function != RANK and (title.office or "").lower().rpartition(" ")[2] not in _NO_POSTS


def names_post(trigger: Token) -> bool:
    """ "Removed from his post", "relieved of command", "left office": a post is spoken of, if not which."""
    return any(t.lemma_.lower() in _POSTS for t in _behind(trigger, 0))


def _behind(node: Token, depth: int) -> Iterator[Token]:
    """The words behind the trigger that say to or from what, nearest clause only."""
    for child in node.children:
        if child.dep_ in ("oprd", "attr", "dobj", "pobj") and child.i > node.i and not is_verb(child):
            yield child
            if depth < 3 and child.pos_ in ("NOUN", "PROPN"):
                yield from _behind(child, depth + 1)
        elif depth < 4 and (_leads_on(child) or _being(child)) and not _serves(child):
            yield from _behind(child, depth + 1)


def _leads_on(token: Token) -> bool:
    return token.dep_ == "prep" and token.lower_ in _LEADS_ON


def _serves(preposition: Token) -> bool:
    """ "Was appointed special assistant to the president": whom one assists."""
    return preposition.lower_ == "to" and preposition.head.pos_ in ("NOUN", "PROPN")


def _being(token: Token) -> bool:
    return token.dep_ in ("xcomp", "ccomp", "advcl") and token.lemma_.lower() in _BEING and token.tag_ == "VB"


def _first_to(sentence: Sentence, office: Token) -> bool:
    """ "Became the first president to visit Hiroshima" is about the visit."""
    said = [c.lower_ for c in office.children] + sentence.parsed.text(office).lower().split()
    deeds = [t for t in office.head.subtree if t.tag_ == "VB" and t.head.i in (office.i, office.head.i)]
    return bool(_ORDINALS & set(said)) and bool(deeds)


def in_post(sentence: Sentence, person: Participant, post: Post | None, standing: Standing | None) -> Participant:
    """The person as holder of the office that the event is about: the actor itself if the article gives it no other,
    else one more actor mention under the same name. What only an event says of an office holds from or to its day.
    """
    actor = person.actor
    if post is None or (post.is_of(actor) and standing != "designate"):
        return person
    if standing != "designate" and actor.function in (None, RANK) and (actor.office is None or actor.function == RANK):
        _learn(actor, post, standing)
        return person
    key = (id(actor), post.function or post.office.lower(), standing)
    if key not in sentence.who.holders:
        held = Actor(actor.kind, actor.name, actor.forms, country=actor.country, registered=actor.registered)
        _learn(held, post, standing)
        sentence.who.holders[key] = held
    held = sentence.who.holders[key]
    return Participant(held, person.role, person.start, person.end, person.by_name)


def _learn(actor: Actor, post: Post, standing: Standing | None) -> None:
    actor.office, actor.function, actor.organization = post.office, post.function, post.organization
    actor.country = post.country or actor.country
    actor.standing = standing
    if post.function:
        actor.functions.add(post.function)


def standing_after(kind: str, status: Status, post: Post | None) -> Standing | None:
    """How the event leaves the person; None after an appointment: held from that day, which is the event's to say."""
    if kind == "appointment":
        return "designate" if status != "occurred" else post.standing if post else None
    return "former" if status == "occurred" else "current"
