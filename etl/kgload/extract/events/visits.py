"""Visits: "X visited Y", "arrived in Y", "paid a visit to Y", "X's visit to Y", "X, on a three-day trip to Y", "was in
Y for talks".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kgload.extract.actors.pieces import PlaceReference, Reference
from kgload.extract.circumstances.attachment import time_of
from kgload.extract.circumstances.places import place_of
from kgload.extract.clauses.counts import count_of
from kgload.extract.clauses.effects import effect_of
from kgload.extract.clauses.frames import clause_verb, governing_preposition, objects, owners, subjects
from kgload.extract.clauses.refusals import is_refused
from kgload.extract.clauses.status import status_of
from kgload.extract.events.destinations import (
    beyond,
    compound_place,
    described,
    destination,
    each_country,
    each_in_turn,
    leading_to,
    named_before,
    next_to,
    objects_of,
    of_first,
    seat,
)
from kgload.extract.events.encounter import FIRST_PERSON, HOSTING, owner_unread
from kgload.extract.mentions.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.text.lexicon import title_words
from kgload.extract.text.verbs import is_past, is_verb, phrasal
from kgload.extract.times import TimeExpression
from kgload.model import PlaceValue
from kgload.vocabulary import vocabulary

_TO = frozenset({"to", "in", "at", "for", "into"})
_NEAR = frozenset("in at near outside".split())
_INTO = frozenset({"into", "to"})
_OF_ANYTHING = frozenset({"cross", "go", "reach", "come", "stop"})
_VEHICLES = frozenset("train plane aircraft jet motorcade convoy helicopter flight".split())
_TO_OF_VISIT = frozenset({"to", "in"})
_TO_OF_TOUR = frozenset({"to", "in", "of"})
_SETTINGS = frozenset("on during for after following in at ahead of".split())
_KNOWN_BEFORE = frozenset("during on in at after following despite since amid".split())
_MISSIONS = frozenset({"team", "mission"})
_COMING = frozenset({"come"})
_THERE = _COMING | frozenset("be arrive land stay remain".split())
_FOR = frozenset({"for"})
_UP_TO = frozenset({"until", "till", "through"})  # "is in Moscow until Wednesday"
_AT = frozenset({"in", "at"})
_BETWEEN = frozenset({"between"})
_FAR = frozenset({"to"})
_NOUNS = frozenset({"NN", "NNS"})
_OF = frozenset({"of"})
_SENDING = frozenset({"send", "dispatch"})
_HEADING = frozenset({"lead", "head"})
_PARTIES = frozenset({"delegation", "mission"})
_OWN_PLANS = frozenset("plan schedule reschedule consider mull weigh delay promise eye float".split())
_DAYS = frozenset({"day", "month", "part-of-month", "range"})
_DEFINITE = frozenset("the this that".split())
_SCHOOLS = frozenset("university college school academy".split())
_STAYING = frozenset("serve work live study settle grow".split())
_PURPOSES = frozenset("meet attend hold observe take discuss".split())


def extract(sentence: Sentence) -> Iterator[Draft]:
    kind = vocabulary()["visit"]
    for token in sentence.tokens():
        value = sentence.parsed.values[token.i]
        if isinstance(value, Reference) and value.kind == "name" and value.text.lower().startswith("visiting "):
            yield from _visiting(sentence, token)
        if value is not None:
            continue
        lemma = token.lemma_.lower()
        if is_verb(token) and (lemma in kind.verbs or phrasal(token).replace("-", " ") in kind.verbs):
            yield from _verbal(sentence, token, lemma)
        elif is_verb(token) and lemma in _HEADING:
            yield from _led(sentence, token)
        elif is_verb(token) and lemma in kind.own:
            yield from _sent(sentence, token) if lemma in _SENDING else _awaited(sentence, token)
        elif token.pos_ == "NOUN" and lemma in kind.nouns and token.dep_ != "compound" and _tells(token, lemma):
            yield from _nominal(sentence, token, lemma)
        elif is_verb(token) and lemma == "be":
            yield from _being_there(sentence, token)
        elif is_verb(token) and lemma == "leave" and not objects(token):
            yield from _verbal(sentence, token, lemma)


def _verbal(sentence: Sentence, verb: Token, lemma: str) -> Iterator[Draft]:
    if (lemma == "head" and objects(verb)) or _is_habit(sentence, verb) or _moves_there(sentence, verb, lemma):
        return
    direct = lemma in ("visit", "tour", "reach")
    if verb.dep_ in ("amod", "compound") or (not direct and any(c.dep_ == "auxpass" for c in verb.children)):
        return
    way = {"cross": _INTO, "go": _INTO, "leave": _FOR, "shuttle": _BETWEEN, "come": _FAR, "stop": _AT}.get(lemma, _TO)
    targets = objects(verb) if direct else objects_of(verb, way)
    if lemma == "reach":  # not "reached a deal in Paris"
        targets = [t for t in targets if isinstance(sentence.parsed.values[t.i], PlaceReference)]
    place = destination(sentence, targets) or _abroad(sentence, verb, targets)
    if direct and lemma != "reach" and place is None:  # "visited the wounded in Kharkiv"
        place = destination(sentence, objects_of(verb, _NEAR))
    named = [t for t in targets if sentence.parsed.values[t.i] is not None] if direct else []
    hosts = [p for p in sentence.participants(named, "host") if p.actor.kind == "person"]
    if place is not None or hosts or _just_arrives(verb):
        people = merge_participants(sentence.participants(_travellers(subjects(verb)), "guest"), hosts)
        if lemma in _OF_ANYTHING and place is not None:  # not troops, no prize, not who comes home
            people = [p for p in people if p.actor.kind == "person" and p.actor.country != place.country]
            people = people if all(c.dep_ != "neg" for c in verb.children) else []  # "did not stop in Pakistan"
        for draft in _complete(sentence, verb, verb, people, place, f"verb:{lemma}"):
            yield from each_country(sentence, draft, targets)
            yield from each_in_turn(sentence, draft)


def _is_habit(sentence: Sentence, verb: Token) -> bool:
    """ "Have travelled on 125 trips to", "fostered dialogue while travelling to A, B and C": no one journey."""
    trips = [t for p in verb.children if p.lower_ == "on" for t in p.children if t.lemma_ in ("trip", "visit")]
    if any(t.tag_ == "NNS" for t in trips):
        return True
    places = [t for t in verb.subtree if isinstance(sentence.parsed.values[t.i], PlaceReference)]
    timed = any(isinstance(sentence.parsed.values[t.i], TimeExpression) for t in sentence.tokens())
    along = verb.tag_ == "VBG" and any(c.lower_ == "while" for c in verb.children)
    return along and not timed and len(places) > 2


def _moves_there(sentence: Sentence, verb: Token, lemma: str) -> bool:
    """ "Went to Stanford University in California", to stay: no journey of the news."""
    ends = objects_of(verb, _FAR) if lemma == "go" else []
    if any(c.dep_ == "conj" and c.lemma_.lower() in _STAYING for c in verb.children):
        return True  # "arrived in Paris in 2014 and served there"
    return any(_SCHOOLS & set(sentence.parsed.text(t).lower().split()) for t in ends)


def _abroad(sentence: Sentence, verb: Token, targets: list[Token]) -> PlaceValue | None:
    home = {p.actor.country for p in sentence.participants(subjects(verb), "guest")}
    return (named_before(sentence, verb, targets, home) or seat(sentence, targets, home)) if home else None


def _travellers(tokens: list[Token]) -> list[Token]:
    """ "Her plane landed in Taipei": she did."""
    return [t for token in tokens for t in (owners(token) if token.lemma_.lower() in _VEHICLES else [token])]


def _sent(sentence: Sentence, verb: Token) -> Iterator[Draft]:
    """ "China will send a delegation to Kyiv": it travels, and stands for who sends it."""
    senders = [p.actor for p in sentence.participants(subjects(verb), "guest") if p.actor.country]
    for token in objects(verb):
        ways = [t for t in verb.subtree if t.lower_ == "to" and t.i > token.i and t.tag_ in ("IN", "TO")]
        place = destination(sentence, [t for way in ways for t in way.children if t.dep_ == "pobj"])
        if place is None or not _is_mission(sentence, token):
            continue
        guests = sentence.participant(token, "guest")
        if not guests and len(senders) == 1:
            start, end = sentence.parsed.spans[token.i]
            guests = [Participant(sentence.who.state(senders[0].country or ""), "guest", start, end, by_name=False)]
        yield from _complete(sentence, verb, verb, guests, place, "send")


def _led(sentence: Sentence, verb: Token) -> Iterator[Draft]:
    """ "A led a delegation to Taipei": who leads it travels."""
    for token in objects(verb):
        ways = [t for t in verb.subtree if t.lower_ == "to" and t.i > token.i and clause_verb(t) == verb]
        place = destination(sentence, [t for way in ways for t in way.children if t.dep_ == "pobj"])
        guests = [p for p in sentence.participants(subjects(verb), "guest") if p.actor.kind == "person"]
        if place is not None and guests and sentence.noun_at(token) in _PARTIES:
            yield from _complete(sentence, verb, verb, guests, place, "lead")


def _is_mission(sentence: Sentence, token: Token) -> bool:
    """A person or a group that goes to talk; no troops, no goods."""
    value = sentence.parsed.values[token.i]
    if isinstance(value, Reference):
        return value.kind in ("name", "group", "office") and token.lower_ not in title_words().of_bodies
    return sentence.gazetteer.is_plural_head(token.lower_) or token.lower_ in _MISSIONS | title_words().of_members


def _tells(noun: Token, lemma: str) -> bool:
    """ "During his stay in Cairo"; not "extended his stay"."""
    return lemma != "stay" or governing_preposition(noun) is not None


def _nominal(sentence: Sentence, noun: Token, lemma: str) -> Iterator[Draft]:
    to = objects_of(noun, _TO_OF_TOUR if lemma == "tour" else _TO_OF_VISIT) or next_to(noun)
    to = to or [t for owner in owners(noun) for t in objects_of(owner, _FAR)]  # "a visit by X to Kyiv"
    to = to or leading_to(noun) or beyond(noun) or _said_again(noun)
    to, others = of_first(sentence, to)
    place = destination(sentence, to) or compound_place(sentence, noun) or described(sentence, to)
    preposition = governing_preposition(noun)
    whose = _whose(sentence, noun)
    if preposition is not None and preposition.head.lemma_.lower() == "travel" and noun.tag_ == "NNS":
        return  # "travelled on 30 trips"
    if not whose and (owner_unread(sentence, noun) or any(c.lower_ in FIRST_PERSON for c in noun.children)):
        return
    if not to and not owners(noun) and not whose and any(c.lower_ in _DEFINITE for c in noun.children):
        return  # "during the visit": the one told before
    guests = whose or _guests_around(sentence, noun, preposition)
    guests = _not_at_home(sentence, noun, guests, place)
    place = place or seat(sentence, to, {p.actor.country for p in guests}) or _at_host(sentence, noun, guests)
    if lemma == "arrival" and place is not None:
        guests = [p for p in guests if p.actor.country != place.country]  # "his arrival in power"
    people = [p for p in merge_participants(guests) if p.actor.kind != "organization" or not p.by_name]
    governor = noun
    verb = clause_verb(noun)
    ways = {"for": _THERE, "on": _COMING}.get(preposition.lower_ if preposition is not None else "", frozenset())
    if verb is not None and verb.lemma_.lower() in ways and preposition is not None and preposition.head == verb:
        governor = verb  # "is in Russia for a visit", "came to Russia on a visit": being there is the visit
        place = place or destination(sentence, objects_of(verb, _TO_OF_VISIT))
    if place is not None or preposition is not None or _is_own(noun):
        for draft in _complete(sentence, noun, governor, people, place, f"noun:{lemma}"):
            yield from each_country(sentence, draft, to)
            for guest, where in others:
                yield replace(draft, participants=guest, place=where, part_of=[], distinct_from=[])


def _said_again(noun: Token) -> list[Token]:
    """ "X's trip, the first visit to Seoul by a Japanese leader", "Y's visit, the first by an Indian to Kyiv"."""
    return [t for again in noun.children if again.dep_ == "appos" for c in again.subtree for t in objects_of(c, _FAR)]


def _whose(sentence: Sentence, noun: Token) -> list[Participant]:
    """ "Xi's visit", "a visit by Xi", "the visit of Xi"."""
    of = [p for p in sentence.participants(objects_of(noun, _OF), "guest") if p.actor.kind == "person"]
    return sentence.participants(owners(noun), "guest") or of


def _visiting(sentence: Sentence, name: Token) -> Iterator[Draft]:
    """ "Visiting Chinese Foreign Minister X met Y in Berlin": on a visit there, on that day."""
    guests = sentence.participants([name], "guest")
    place = place_of(sentence, name)
    if place is not None and place.country and all(p.actor.country != place.country for p in guests):
        draft = sentence.draft("visit", "occurred", name, guests, "title:visiting")
        draft.place = place
        if status_of(name) == "occurred":
            draft.time = time_of(sentence, name, "occurred")
        yield draft


def _guests_around(sentence: Sentence, noun: Token, preposition: Token | None) -> list[Participant]:
    """Who is on the visit when the noun has no owner: a name before ", on a visit", else the subject of the clause."""
    before = preposition.nbor(-1) if preposition is not None and preposition.i > sentence.span.start + 1 else None
    if preposition is not None and preposition.lower_ in ("on", "during") and before is not None and before.text == ",":
        value = sentence.parsed.values[before.i - 1]
        if isinstance(value, Reference) and value.kind == "name":
            return sentence.participants([before.nbor(-1)], "guest")
    verb = clause_verb(noun)
    if verb is None:
        return []
    light = noun.dep_ in ("dobj", "attr") and verb.lemma_.lower() in vocabulary()["visit"].light
    if noun.dep_ == "dobj" and (effect_of(verb) in ("cancelled", "denied") or verb.lemma_.lower() in _OWN_PLANS):
        return sentence.participants(subjects(verb), "guest")  # "postponed a visit to Beijing"
    if not light and not (preposition is not None and _is_setting(preposition)):
        return []
    if preposition is not None and not is_verb(preposition.head) and preposition.head.pos_ != "ADP":
        found = sentence.participants([preposition.head], "guest")  # "Mattis, on a one-day visit to Pakistan"
        if found:
            return found
    return sentence.participants(subjects(verb), "guest")


def _not_at_home(
    sentence: Sentence, noun: Token, guests: list[Participant], place: PlaceValue | None
) -> list[Participant]:
    """ "Xi received Blinken at the end of his visit to Beijing": nobody visits the own country; the other one does."""
    verb = clause_verb(noun)
    named = [p for p in guests if p.by_name and any(t.dep_ == "poss" for t in noun.children)]
    if verb is None or named or not guests:
        return guests
    lemma = verb.lemma_.lower()
    hosting = lemma in HOSTING
    at_home = [p for p in guests if place is not None and place.country and p.actor.country == place.country]
    if not at_home and place is None and lemma == "meet":
        return []  # "X meets Y at the start of his visit": whose, only the place could say
    if not at_home and not hosting:
        return guests
    return (
        sentence.participants(objects(verb), "guest")
        if hosting or lemma in ("meet", "invite")
        else [p for p in guests if p not in at_home]
    )


def _at_host(sentence: Sentence, noun: Token, guests: list[Participant]) -> PlaceValue | None:
    """ "Biden hosted Modi for a state visit": in the country of the host."""
    verb = clause_verb(noun)
    if verb is None or verb.lemma_.lower() not in HOSTING or not guests or place_of(sentence, noun) is not None:
        return None
    hosts = {p.actor.country for p in sentence.participants(subjects(verb), "host") if p.actor.kind == "person"}
    hosts -= {p.actor.country for p in guests}
    return PlaceValue(None, hosts.pop(), "stated") if len(hosts) == 1 and None not in hosts else None


def _is_setting(preposition: Token) -> bool:
    if preposition.lower_ == "of":
        return preposition.head.lower_ in ("ahead", "part")
    if preposition.lower_ == "from":
        return preposition.head.lemma_.lower() in ("return", "back")
    return preposition.lower_ in _SETTINGS


def _being_there(sentence: Sentence, verb: Token) -> Iterator[Draft]:
    """ "Was in Panama to meet ministers", "was in Delhi a day earlier": a purpose, or a day or month abroad, makes it a
    journey; "on a visit" speaks for itself.
    """
    due = [c for c in verb.children if c.lower_ == "due" and c.dep_ == "acomp"]
    been = objects_of(verb, _FAR) if verb.lower_ == "been" else []  # "has been to Moscow"
    where = been or [t for there in (verb, *due) for t in objects_of(there, frozenset({"in"}))]
    place = destination(sentence, where[:1]) or _abroad(sentence, verb, where)
    timed = {t.head for t in sentence.tokens() if isinstance(sentence.parsed.values[t.i], TimeExpression)}
    purpose = any(
        c.dep_ == "prep" and (c.lower_ in _UP_TO or (c.lower_ in ("for", "on") and c not in timed))
        for c in verb.children
    ) or any(c.dep_ in ("advcl", "xcomp") and c.tag_ in ("VB", "VBG") and c.lemma_ in _PURPOSES for c in verb.children)
    clauses = [c for c in verb.subtree if c.dep_ == "relcl" and is_past(c)]
    purpose = purpose or any(w.lower_ == "where" for c in clauses for w in c.children)
    if place is None or any(t.lemma_.lower() in ("visit", "trip") and t.tag_ in _NOUNS for t in verb.subtree):
        return
    guests = [p for p in sentence.participants(subjects(verb), "guest") if p.actor.kind == "person"]
    if purpose or due or been or _abroad_for_days(sentence, verb, guests, place):
        found = _complete(sentence, verb, verb, guests, place, "be-in")
        for draft in (d for d in found if d.status in ("occurred", "planned")):  # "was not in" refuses nothing
            if due:
                draft.status, draft.time = "planned", time_of(sentence, verb, "planned")
            yield draft


def _abroad_for_days(sentence: Sentence, verb: Token, guests: list[Participant], place: PlaceValue) -> bool:
    """ "Was in Delhi a day earlier", "was in India in February": not years in another capacity."""
    if any(c.dep_ == "prep" and c.lower_ == "as" for c in verb.children) or not place.country:
        return False
    abroad = all(p.actor.country not in (None, place.country) for p in guests)
    return abroad and time_of(sentence, verb, "occurred").precision in _DAYS


def _awaited(sentence: Sentence, verb: Token) -> Iterator[Draft]:
    """ "Invited X to Washington", "X is expected in Moscow", "sent X to Kyiv": the journey of who is meant to go."""
    if any(c.dep_ in ("xcomp", "ccomp") for c in verb.children):
        return  # "invited X to visit", "expected X to come": the infinitive tells it
    where = objects_of(verb, frozenset({"to", "in"}))
    guests = [p for p in sentence.participants(objects(verb), "guest") if p.actor.kind == "person" and p.by_name]
    place = destination(sentence, where) or seat(sentence, where, {p.actor.country for p in guests})
    if place is not None:
        for draft in _complete(sentence, verb, verb, guests, place, f"awaited:{verb.lemma_.lower()}"):
            if draft.status in ("occurred", "planned"):  # "has not been invited to Paris" tells of no journey
                draft.status = "denied" if is_refused(verb) else "planned"
                draft.time = time_of(sentence, verb, draft.status)
                yield draft


def _complete(
    sentence: Sentence, trigger: Token, governor: Token, people: list[Participant], place: PlaceValue | None, rule: str
) -> Iterator[Draft]:
    """The draft, if a named person is on the visit and the place is known, or known from before ("his visit")."""
    status = status_of(governor)
    if status is None or not any(p.role == "guest" and _travels(p) for p in people):
        return
    draft = sentence.draft("visit", status, trigger, people, rule)
    draft.time, draft.count = time_of(sentence, governor, status), count_of(governor)
    draft.place = place or place_of(sentence, trigger)
    definite = any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in ("the", "this")) for c in trigger.children)
    preposition = governing_preposition(trigger)
    known = preposition is not None and preposition.lower_ in _KNOWN_BEFORE
    by_name = known and any(p.by_name for p in people) and any(c.lower_ in ("by", "of") for c in trigger.children)
    stated = by_name or _is_own(trigger) or _just_arrives(trigger) or _for_days(trigger)
    if draft.place is not None or (definite and known) or stated:
        yield draft


def _is_own(noun: Token) -> bool:
    """ "His visit showed …": where, the article says."""
    return noun.dep_ == "nsubj" and any(c.tag_ == "PRP$" for c in noun.children)


def _for_days(noun: Token) -> bool:
    """ "Who is on a two-day visit", "on a day-long trip": where, the article says."""
    preposition = governing_preposition(noun)
    days = any(c.lower_ in ("day", "long") and c.i and c.nbor(-1).text == "-" for c in noun.children)
    return days and preposition is not None and preposition.lower_ == "on"


def _just_arrives(verb: Token) -> bool:
    """ "Blinken, who arrived on Sunday": where the report is filed, if anywhere."""
    where = [c for c in verb.children if c.dep_ == "prep" and c.lower_ not in ("on", "for", "from", "by", "with")]
    return (verb.lemma_ == "arrive" or _flies_in(verb)) and is_verb(verb) and is_past(verb) and not where


def _flies_in(verb: Token) -> bool:
    """ "Rubio, who flew in on Monday"."""
    return verb.lemma_ == "fly" and any(c.lower_ == "in" and c.dep_ in ("prt", "advmod") for c in verb.children)


def _travels(guest: Participant) -> bool:
    """A person by name or office, or a group that stands for a state or body ("a U.S. delegation"); no state itself."""
    if guest.actor.kind == "person":
        return bool(guest.actor.name or guest.actor.country)
    return not guest.by_name
