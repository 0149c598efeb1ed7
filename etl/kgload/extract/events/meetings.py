"""Meetings and calls told by a verb: "A met B", "A and B spoke by phone", "A was received by B"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.actors.pieces import ConferenceReference, PlaceReference, Reference
from kgload.extract.circumstances.places import place_of
from kgload.extract.clauses.frames import complements, conjuncts, objects, subjects
from kgload.extract.events.encounter import (
    FIRST_PERSON,
    HOSTING,
    LINES,
    PHONE,
    WITH,
    complete,
    names_people,
    openers,
    sides,
)
from kgload.extract.events.several import again, apart, gaps, in_gap, in_turn
from kgload.extract.mentions.drafts import Draft, Participant, Sentence, merge_participants
from kgload.extract.text.lexicon import title_words
from kgload.extract.text.verbs import is_passive, is_past, is_verb, phrasal
from kgload.extract.times import TimeExpression
from kgload.vocabulary import vocabulary

_SPEAKING = frozenset("speak talk chat confer consult negotiate huddle".split())
_CALLING = frozenset({"call", "phone", "telephone", "ring"})
_GATHERING = frozenset({"meet", "reconvene"})
_GREETING = frozenset({"shake hand", "exchange handshake", "come face", "see other"})
_BESIDE = _GREETING | {"sit down", "exchange view", "spend hour"}  # "with" names the other side
_CALLING_ON = frozenset({"call on", "call upon"})
_CHANCE = frozenset({"bump into", "run into"})
# Said of much besides: only of two people, with a place or a time
_OF_TWO = frozenset({"see", "embrace", "hug"})
_NOT_SEEING = frozenset("oprd acomp ccomp xcomp prt".split())
_SAID_BY_PHONE = frozenset(
    "discuss congratulate express thank offer convey wish brief inform talk apologise apologize reaffirm".split()
)
_VIDEO = frozenset("video videoconference teleconference videolink zoom phone telephone".split())
# "Met in the final", "met as students": no event of the news
_CONTEST = frozenset(
    "final semifinal semi-final quarterfinal quarter-final match playoff playoffs tournament debate bout fight court "
    "game championship".split()
)
_APPEARING = frozenset({"appear", "stand"})
_IN_PERSON = frozenset("sideline sidelines person margin margins dinner office briefly".split())
_GATHERINGS = frozenset("summit forum conference gathering reception funeral airport ceremony event".split())
_AUDIENCE = frozenset("at for before during to in against".split())
_BEFORE_SETTING = frozenset("on in at the here".split())
_AT_TABLE = frozenset({"dine", "din"})
_MATTERS = frozenset("matter issue topic subject question it this them relation tie relationship cooperation".split())
_DURATIONS = frozenset("hour minute while".split())
_FLANKING, _BRINGING = "flank", "bring together"
_EFFORTS = frozenset("initiative effort attempt drive push role".split())
_APPEALS = frozenset("for on off upon out".split())


def extract(sentence: Sentence) -> Iterator[Draft]:
    for token in sentence.tokens():
        if sentence.parsed.values[token.i] is None and is_verb(token):
            opener = _opener(sentence, token)
            if opener is not None:
                yield from _verbal(sentence, token, opener)


def _opener(sentence: Sentence, verb: Token) -> str | None:
    """The verb as `schema/event_types.toml` has it: with its particle, preposition or bare object, else alone."""
    lemma = verb.lemma_.lower()
    behind = [c for c in verb.children if c.i > verb.i and c.dep_ in ("prt", "advmod", "dobj", "npadvmod", "prep")]
    behind += [t for c in behind if c.dep_ == "prep" for t in c.children if t.i < c.i]  # "brought A and B together at"
    words = [f"{lemma} {c.lemma_.lower()}" for c in behind if not _of_time(sentence, c)]
    return next((word for word in [*words, lemma] if word in openers("verbs")), None)


def _verbal(sentence: Sentence, verb: Token, lemma: str) -> Iterator[Draft]:
    if (lemma in _CALLING and _names_or_appeals(sentence, verb)) or (lemma in _CALLING_ON and _appeals_to(verb)):
        return
    if lemma in _OF_TWO and not _of_people(sentence, verb):
        return
    if (lemma == "meet" and _of_no_news(verb)) or (lemma in HOSTING and _for_visit(verb)) or _is_purpose(verb):
        return
    if lemma in _SPEAKING and phrasal(verb) != lemma and not _by_phone(verb):
        return  # "spoke out", "talked up"
    agents = _flanked(verb) if lemma == _FLANKING else subjects(verb)
    if lemma == "discuss" and not _in_touch(sentence, verb):
        return
    if any(t.lower_ in FIRST_PERSON for t in agents):
        return  # "I spoke with A and B": the speaker is not resolved, and A did not speak with B
    patients = [t for t in _patients(sentence, verb, lemma) if t not in agents]
    patients = [t for t in patients if not _mutual(t) and not _is_itself(lemma, t)]
    guests = [t for t in patients if t == patients[0] or t.dep_ == "appos"]
    if lemma in HOSTING and guests and not sentence.participants(guests, "guest"):
        return  # "received awards, including the Bar Association's"
    first_role, second_role = (
        ("host", "guest") if lemma in HOSTING else ("caller", "called") if lemma in _CALLING else ("attendee",) * 2
    )
    first = sentence.participants(agents, first_role)
    second = sentence.participants(_at_once(sentence, verb, patients), second_role)
    if lemma == _BRINGING and verb.tag_ == "VB" and verb.i > 1 and verb.nbor(-2).lemma_.lower() in _EFFORTS:
        return  # "hailed his initiative to bring A and B together"
    if lemma == _BRINGING:
        first = [p for p in first if p.actor.kind == "person"]
    if (lemma in _OF_TWO and not first) or not _has_sides(sentence, verb, lemma, first, second, patients):
        return  # "see also A and B", an imperative
    group = names_people(patients)
    kind = _kind(sentence, verb, lemma)
    visitors = (
        [] if lemma in HOSTING else first
    )  # a host greets a delegation, a visitor is received by one after another
    for others in apart(sentence, verb, visitors, second):
        people = merge_participants(first, others)
        if verb.dep_ == "relcl" and verb.head.lower_ == "time" and sum(p.by_name for p in people) < 2:
            continue  # "the first time he met an Israeli official since 2010": the meeting told before
        for draft in complete(sentence, verb, kind, people, f"verb:{verb.lemma_.lower()}", group=group):
            yield draft
            yield from again(sentence, draft)
            for gap in gaps(sentence, verb):
                yield from in_gap(sentence, draft, gap, first)


def _at_once(sentence: Sentence, verb: Token, patients: list[Token]) -> list[Token]:
    """ "Spoke with A last month and with B in May": without B, whose day is another."""
    later = {person.i for person, _ in in_turn(sentence, verb)}
    return [t for t in patients if t.i not in later] or patients


def _of_people(sentence: Sentence, verb: Token) -> bool:
    """ "Saw Wang in Munich on Saturday", "is due to see the pope on Friday"; not "saw Putin as a threat"."""
    if any(c.dep_ in _NOT_SEEING or c.lower_ == "as" for c in verb.children):
        return False
    near = [sentence.parsed.values[t.i] for c in verb.children for t in (c, *c.children)]
    also = any(c.lower_ == "also" for c in verb.children)
    return also or any(isinstance(value, TimeExpression | PlaceReference) for value in near)


def _for_visit(verb: Token) -> bool:
    """ "Hosted Modi for a state visit": his visit, and no meeting yet; "greeted Modi on arrival" is one."""
    stays = {*vocabulary()["visit"].nouns} - {"arrival"}
    return any(t.lemma_.lower() in stays and not _first_of(t) for t in complements(verb, ("for", "on")))


def _first_of(visit: Token) -> bool:
    """ "Will welcome B, for the first visit of a leader since 2014": what the meeting is, told of nobody by name."""
    ordinal = any(c.lower_ in ("first", "second", "third", "last") for c in visit.children)
    return ordinal and any(c.lower_ in ("of", "by") for c in visit.children)


def _is_purpose(verb: Token) -> bool:
    """ "A and B met on Friday to consult on …": the meeting told by the verb above; "received a degree"."""
    things = [t for t in objects(verb) if verb.lemma_ == "receive" and not names_people([t])]
    if any(c.lower_ in ("a", "an") for t in things for c in t.children):
        return True
    above = verb.head.lemma_.lower() if verb.tag_ == "VB" and verb.dep_ in ("advcl", "xcomp", "conj") else ""
    return above in _GATHERING and verb.lemma_.lower() in _SPEAKING


def _has_sides(
    sentence: Sentence,
    verb: Token,
    lemma: str,
    first: list[Participant],
    second: list[Participant],
    patients: list[Token],
) -> bool:
    """Are there two sides, as far as this verb needs them named?"""
    if lemma in _GATHERING:  # not "met with criticism", "the two will meet" with nobody known
        return bool(second) or names_people(patients) if patients else len(first) > 1
    if lemma in HOSTING and not any(p.actor.kind == "person" for p in first):
        return _are_people(sentence, subjects(verb)) and _are_people(sentence, patients)
    if lemma == _FLANKING:
        return len(first) == 1 and bool(second) and sides([*first, *second]) > 1
    if lemma == _BRINGING:
        return sides(second) > 1 and (bool(first) or _is_occasion(verb))
    if any(p.actor.kind == "person" for p in second):
        return True
    if lemma == "convene":
        return names_people(patients)
    if patients:
        return False
    if lemma in _GREETING or (lemma == "discuss" and _by_phone(verb)):
        return len(first) > 1
    if lemma in _AT_TABLE or (lemma == "discuss" and _of_their_ties(sentence, verb)):
        return sum(p.actor.kind == "person" for p in first) > 1 < sides(first)
    return lemma in _SPEAKING and _together(sentence, verb, first)


def _are_people(sentence: Sentence, tokens: list[Token]) -> bool:
    """ "Turkish officials received a Syrian delegation": groups of people, no government and no army."""
    values = [sentence.parsed.values[t.i] for t in tokens]
    groups = [v for v in values if isinstance(v, Reference) and v.kind == "group" and v.owners]
    heads = [sentence.parsed.block.text[slice(*group.core)].lower() for group in groups]
    bodies = title_words().of_bodies
    known = (sentence.gazetteer.is_plural_head(h) or (h in bodies and h.endswith("s")) for h in heads)
    return bool(tokens) and len(groups) == len(tokens) and all(known)


def _flanked(verb: Token) -> list[Token]:
    """ "Flanked by B, A said", "A, flanked by B, said": who stands between."""
    if verb.dep_ == "acl":
        return conjuncts(verb.head)
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    if passive or verb.tag_ != "VBN":
        return passive
    told = verb.head if is_verb(verb.head) else verb.sent.root
    return [t for t in subjects(told) if verb.dep_ == "advcl"]


def _is_occasion(verb: Token) -> bool:
    """ "The summit brought together A and B": not a film, a coalition."""
    return is_past(verb) and any(c.dep_ == "nsubj" and c.lemma_.lower() in openers("nouns") for c in verb.children)


def _mutual(token: Token) -> bool:
    """ "Each other", "one another", "face to face"."""
    reciprocal = token.lower_ in ("other", "another") and any(c.lower_ in ("each", "one") for c in token.children)
    return reciprocal or token.lower_ == "face"


def _is_itself(lemma: str, token: Token) -> bool:
    """ "A and B met in Munich, their first encounter since": the meeting again, taken for its object."""
    return lemma == "meet" and token.lemma_.lower() in openers("nouns")


def _of_no_news(verb: Token) -> bool:
    """ "Met in the final", "met as students", "met at school"."""
    below = [c for p in verb.children if p.dep_ == "prep" for c in p.children if c.dep_ == "pobj"]
    youth = any(t.lemma_.lower() in ("student", "child", "teenager", "undergraduate", "classmate") for t in below)
    return youth or any(t.lemma_.lower() in _CONTEST for t in below)


def _appeals_to(verb: Token) -> bool:
    """ "Called on X to go", "called on X for restraint": no visit to X; "called on X and was to leave" is one."""
    end = min((c.left_edge.i for c in verb.children if c.dep_ == "conj" and is_verb(c)), default=len(verb.doc))
    later = [t for t in verb.subtree if verb.i < t.i < end]
    return any(t.lower_ == "to" and t.tag_ == "TO" for t in later) or any(
        t.lower_ in ("for", "not") and t.dep_ in ("prep", "neg") for t in later
    )


def _in_touch(sentence: Sentence, verb: Token) -> bool:
    """ "Will discuss the matter with Netanyahu in Brussels", "discussed it with Putin by phone": said where or how."""
    elsewhere = any(t.lemma_.lower() in vocabulary()["visit"].nouns for t in objects(verb))  # "discussed his trip to"
    return _by_phone(verb) or (place_of(sentence, verb) is not None and not elsewhere)


def _of_their_ties(sentence: Sentence, verb: Token) -> bool:
    """ "A and B discussed the matter in Sochi": in a city where they were; not "discussed the fighting in Aleppo"."""
    place = place_of(sentence, verb)
    general = any(t.lemma_.lower() in _MATTERS for t in objects(verb))
    return general and place is not None and place.name is not None


def _together(sentence: Sentence, verb: Token, first: list[Participant]) -> bool:
    """ "A and B spoke today", "they last spoke in May": of two sides, by name if nothing says with each other, and not
    to an audience.
    """
    by_phone = _by_phone(verb)
    again = any(c.lower_ in ("last", "recently", "again", "directly") for c in verb.children) or by_phone
    two = sides(first) > 1 or (by_phone and sum(p.actor.kind == "person" for p in first) > 1)
    if len(first) < 2 or not two or not (again or all(p.by_name for p in first)):
        return False
    behind = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in _AUDIENCE and not _of_time(sentence, c)]
    lasting = any(_lasts(c) for c in behind)  # "spoke for eleven minutes in Bangkok", "for an hour at the White House"
    return all(
        _lasts(c) or ((again or lasting) and _is_place(sentence, c)) or (lasting and c.lower_ == "at") for c in behind
    )


def _is_place(sentence: Sentence, preposition: Token) -> bool:
    return any(isinstance(sentence.parsed.values[c.i], PlaceReference) for c in preposition.children)


def _lasts(preposition: Token) -> bool:
    """ "For more than an hour"."""
    return preposition.lower_ == "for" and any(c.lemma_.lower() in _DURATIONS for c in preposition.children)


def _patients(sentence: Sentence, verb: Token, lemma: str) -> list[Token]:
    beside = complements(verb, ("alongside", "beside")) + _next_to(verb)
    if lemma == "play host":
        return [t for head in [verb, *objects(verb)] for t in complements(head, ("to",))]
    if lemma == _FLANKING:
        return complements(verb, ("by",))
    if lemma in _CALLING_ON:
        return complements(verb, ("on", "upon"))
    if lemma in _CHANCE:
        return complements(verb, ("into",))
    if lemma == "convene":
        return objects(verb)
    if lemma in _BESIDE:
        return [t for head in [verb, *objects(verb)] for t in complements(head, WITH)]
    if lemma in _APPEARING or (lemma in _SPEAKING and beside):
        return beside
    if lemma in _SPEAKING:
        return complements(verb, ("with", "to"))
    if lemma == "discuss":
        return [t for head in [verb, *objects(verb)] for t in complements(head, ("with",))]
    if lemma in HOSTING | _CALLING | {_BRINGING}:
        return objects(verb) or _behind_setting(sentence, verb)
    return objects(verb) + complements(verb, WITH) or _behind_setting(sentence, verb)


def _behind_setting(sentence: Sentence, verb: Token) -> list[Token]:
    """ "Received on Thursday in Havana Minister X": the name behind the day and the place, which the parser misses."""
    if not is_past(verb) or is_passive(verb):
        return []
    timed = False
    for token in verb.doc[verb.i + 1 : sentence.span.end]:
        value = sentence.parsed.values[token.i]
        if isinstance(value, Reference):
            return [token] if timed and value.kind == "name" else []
        timed = timed or isinstance(value, TimeExpression)
        if value is None and token.lower_ not in _BEFORE_SETTING:
            return []
    return []


def _names_or_appeals(sentence: Sentence, verb: Token) -> bool:
    """ "Called him a liar", "called on him to go", "called for talks": no telephone; "called him on Friday" is."""
    return any(
        (c.dep_ in ("oprd", "ccomp", "xcomp", "prt", "attr", "acomp") and not _says_why(c, verb))
        or (c.dep_ == "prep" and c.lower_ in _APPEALS and not _of_time(sentence, c))
        for c in verb.children
    )


def _says_why(clause: Token, verb: Token) -> bool:
    """ "Telephoned B to discuss a settlement", "called B to congratulate him"."""
    return clause.tag_ == "VB" and (verb.lemma_.lower() != "call" or clause.lemma_.lower() in _SAID_BY_PHONE)


def _of_time(sentence: Sentence, preposition: Token) -> bool:
    return any(isinstance(sentence.parsed.values[c.i], TimeExpression) for c in preposition.children)


def _kind(sentence: Sentence, verb: Token, lemma: str) -> str:
    """Who "spoke" with a leader abroad did so by telephone, unless something says that they were in one place."""
    kind = openers("verbs")[lemma]
    if lemma in ("discuss", "exchange view"):
        return "call" if _by_phone(verb) else kind
    if lemma == "meet" and _by_video(verb):
        return "call"
    if kind != "call" or lemma in _CALLING:
        return kind
    if complements(verb, ("alongside",)):
        return "meeting"
    if _by_phone(verb):
        return "call"
    if lemma == "talk":
        return "talks"
    together = not complements(verb, ("with", "to"))
    lasting = [t for c in verb.children if c.lower_ == "for" for t in c.children if t.lemma_.lower() in _DURATIONS]
    near = [c for t in (verb, *lasting) for c in t.children if c.lower_ == "in"]  # "spoke for two hours in Bangkok"
    there = together and any(_is_place(sentence, c) for c in near)
    face_to_face = there or any(t.lower_ in _IN_PERSON for t in sentence.span) or _at_gathering(sentence, verb)
    return "meeting" if face_to_face else "call"


def _at_gathering(sentence: Sentence, verb: Token) -> bool:
    """ "Spoke with B at the G7", "at the airport"."""
    there = [c for p in verb.subtree if p.lower_ == "at" and p.i > verb.i for c in p.children if c.dep_ == "pobj"]
    return any(
        t.lemma_.lower() in _GATHERINGS or isinstance(sentence.parsed.values[t.i], ConferenceReference | Reference)
        for t in there
    )


def _by_phone(verb: Token) -> bool:
    return any(_is_line(t) and not _of_another(t, verb) for t in verb.subtree)


def _is_line(token: Token) -> bool:
    """ "By phone", "over a secure line"; not "for a secure and prosperous region"."""
    return token.lower_ in PHONE or (token.lower_ == "secure" and token.head.lemma_.lower() in LINES)


def _of_another(token: Token, verb: Token) -> bool:
    """ "Following their phone call, they will discuss it with B"."""
    return any(t.head == verb and t.lower_ in ("following", "after", "since", "before") for t in token.ancestors)


def _next_to(verb: Token) -> list[Token]:
    """ "Standing next to B"."""
    return [t for c in verb.children if c.lower_ == "next" for t in complements(c, ("to",))]


def _by_video(verb: Token) -> bool:
    """ "Met by video link", "met via videoconference"; "met virtually" calls itself a meeting."""
    return any(
        t.lower_ in _VIDEO
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ in ("by", "via", "over", "through")
        for t in c.subtree
        if t.i <= c.i + 4
    )
