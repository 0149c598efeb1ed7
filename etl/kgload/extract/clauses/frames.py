"""Who stands where around a trigger: subjects, objects and prepositional complements over the dependency tree.

The parser's weak point is where a prepositional phrase hangs, so complements are looked for in the whole clause of
the trigger.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from kgload.extract.text.lexicon import status_words
from kgload.extract.text.verbs import is_finite, is_passive, is_verb

_OBJECT_CONTROL = frozenset(
    (
        "ask invite urge tell allow permit order persuade convince request send dispatch let enable help want "
        "expect encourage lead prompt force"
    ).split()
)
# What is announced or discussed "to attend a summit" is not done by who announces it
_TELLING_OF = frozenset(
    "announce discuss welcome express praise applaud commend preview unveil outline highlight support back "
    "reiterate reaffirm voice convey repeat".split()
)
_OWN_DOING = frozenset("trip visit tour travel plan intent intention decision readiness desire willingness".split())
_SAYINGS = frozenset("statement readout remark comment report".split())
_TAKING = frozenset("accept decline reject refuse receive turn get consider snub rebuff spurn ignore".split())
_OF_OBJECT = frozenset({"of", "from", "against", "into"})
_COMING = frozenset("arrival return landing airport".split())
_MEMBERS = frozenset({"including", "include", "like", "namely"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it, in order; and those it is said to include or to be led by."""
    own = token.dep_ == "conj" and any(c.dep_ == "case" for c in token.children)
    found = [] if own else [token]  # "A, and B's envoy, C": not B
    for child in token.children:
        if (child.dep_ == "conj" and not is_verb(child)) or (child.dep_ == "appos" and _lists(token, child)):
            found += conjuncts(child)
        elif child.dep_ == "acl" and child.lemma_ in ("lead", "head"):
            found += [
                t
                for a in child.children
                if a.lower_ == "by"
                for c in a.children
                if c.dep_ == "pobj"
                for t in conjuncts(c)
            ]
        elif child.dep_ == "prep" and token.pos_ == "PROPN" and child.i > token.i:
            found += _together(child)
    return list(dict.fromkeys(found + _members(token)))


def _together(preposition: Token) -> list[Token]:
    """ "A, together with B, met C", "A, along with B"."""
    said = {preposition.lower_, *(c.lower_ for c in preposition.children)}
    behind = [c for c in preposition.subtree if c.dep_ == "pobj" and c.head.lower_ == "with"]
    return conjuncts(behind[0]) if behind and "with" in said and said & {"together", "along"} else []


def _members(token: Token) -> list[Token]:
    """ "Officials from the military, including X and Y": what "including" names, however deep it hangs."""
    if token.pos_ != "NOUN":
        return []
    heads = [
        t
        for t in token.subtree
        if t.lower_ in _MEMBERS or (t.lower_ == "as" and any(c.lower_ == "such" for c in t.children))
    ]
    return [t for h in heads for c in h.children if c.dep_ in ("pobj", "pcomp", "dobj") for t in conjuncts(c)]


def _lists(token: Token, apposition: Token) -> bool:
    """Names after a plural are its members ("the two presidents, X and Y"); after a name, the comma is an "and", a dash
    is not.
    """
    return apposition.pos_ == "PROPN" and not (token.pos_ == "PROPN" and after_dash(apposition))


def after_dash(token: Token) -> bool:
    first = token.left_edge.i
    return first > 0 and token.doc[first - 1].text in ("–", "—")


def subjects(verb: Token) -> list[Token]:
    """Logical subjects of a verb: its own, the agent of a passive, those of the verb it is coordinated with or
    controlled by.
    """
    return _subjects(verb, 0)


def _by_teller(verb: Token, told: Token) -> bool:
    """ "X said that Hanoi values the ties while receiving B": it is X who does."""
    aside = verb.dep_ == "advcl" and verb.tag_ == "VBG" and told.dep_ == "ccomp" and told.i < verb.i
    return aside and any(c.lower_ in ("while", "when") for c in verb.children)


def _agent_behind(verb: Token) -> list[Token]:
    """ "Was greeted on arrival by B", which the parser hangs on the arrival."""
    behind = [t for c in verb.children if c.dep_ == "prep" for t in c.children if t.dep_ == "pobj"]
    return [c for t in behind if t.lower_ in _COMING for c in t.children if c.lower_ == "by"]


def _subjects(verb: Token, depth: int) -> list[Token]:
    if depth > 6:
        return []
    participle = verb.dep_ == "acl" and verb.tag_ == "VBN"  # "a treaty signed by X"
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    if passive or (participle and any(c.dep_ == "agent" for c in verb.children)):
        by = [c for c in verb.children if c.dep_ == "agent"] or _agent_behind(verb)
        return [t for c in by for p in c.children if p.dep_ == "pobj" for t in conjuncts(p)]
    own = [c for c in verb.children if c.dep_ in ("nsubj", "csubj") and c.lower_ not in ("there",)]
    if own:  # but of "Biden's delegated co-chairs", which is no verb
        return [t for c in own if not any(t.dep_ == "case" for t in c.children) for t in _unrelative(c, verb)]
    if opened := _behind_opening(verb):
        return opened
    head = verb.head.head if verb.head.pos_ == "ADJ" else verb.head  # "who is due to meet"
    if verb.dep_ == "conj" and (beside := _beside_time(verb)):
        return beside
    if verb.dep_ == "conj" and _has(verb) and not _has(head):
        return []  # another tense, another subject that the parser missed
    if verb.tag_ == "VBG" and verb.i == verb.sent.start and not is_verb(head):
        told = [c for c in verb.sent.root.children if c.dep_ == "nsubj" and c.i > verb.i]
        return conjuncts(told[-1]) if told else []  # "Speaking at the forum, Asia's top summit, Li said"
    if verb.dep_ in ("conj", "xcomp", "advcl", "pcomp", "acl", "ccomp", "relcl") and head.i != verb.i:
        if verb.dep_ == "pcomp" and head.pos_ == "ADP":
            preposition, head = head.lower_, head.head
            head = head.head if head.dep_ == "npadvmod" else head  # "a day after meeting B"
            if not is_verb(head):
                return []
            objected = [c for c in head.children if c.dep_ == "dobj"]
            thanked = preposition == "for" and head.lemma_.lower() in status_words().causes  # "thanked X for hosting"
            if (preposition in _OF_OBJECT or thanked) and objected:  # "accused X of supplying", "kept X from entering"
                return [t for c in objected for t in conjuncts(c)]
        if is_verb(head):
            if verb.dep_ == "ccomp" and verb.tag_ not in ("VB", "VBG"):
                return []
            if (whose := told_of(verb, head)) is not None:
                return whose
            if verb.dep_ == "xcomp" or (verb.dep_ in ("ccomp", "advcl") and head.lemma_ in _OBJECT_CONTROL):
                controlled = [c for c in head.children if c.dep_ == "dobj"]
                if controlled and head.lemma_ in _OBJECT_CONTROL:
                    return [t for c in controlled for t in conjuncts(c)]
            own_passive = [c for c in head.children if c.dep_ == "nsubjpass"]
            if own_passive and verb.dep_ in ("xcomp", "advcl", "conj"):
                return [t for c in own_passive for t in conjuncts(c)]
            return _subjects(head.head if _by_teller(verb, head) else head, depth + 1)
        if verb.tag_ == "VB" and verb.dep_ in ("acl", "relcl", "advcl"):
            return _intending(verb, head)
        if verb.dep_ in ("acl", "relcl"):
            return conjuncts(head) if verb.tag_ == "VBG" or _main_for_acl(verb, head) else []
    return []


def _behind_opening(verb: Token) -> list[Token]:
    """ "According to the Kremlin, A and B discussed it", "Following their call, A and B will meet": whom the parser
    takes for an apposition of the opening words.
    """
    if verb.dep_ not in ("ROOT", "ccomp") or not is_finite(verb):
        return []
    for opening in (c for c in verb.children if c.dep_ == "prep" and c.i < verb.i):
        named = [t for t in opening.subtree if t.dep_ == "appos" and t.pos_ == "PROPN"]
        for name in named:
            first, last = name.left_edge.i, opening.right_edge.i
            between = verb.doc[last + 1 : verb.i]
            if verb.doc[first - 1].text == "," and all(t.head == verb and t.text != "," for t in between):
                return conjuncts(name)
    return []


def told_of(verb: Token, head: Token) -> list[Token] | None:
    """ "Announced a delegation to Dili to attend", "welcomed B's initiative to convene": whose the noun is, if
    anybody's; None if nothing is so told.
    """
    if verb.tag_ != "VB" or head.lemma_ not in _TELLING_OF:
        return None
    nouns = [c for c in head.children if c.dep_ == "dobj" and head.i < c.i < verb.i]
    if not nouns:
        return None
    own = owners(nouns[-1])
    return own or (None if nouns[-1].lemma_.lower() in _OWN_DOING else [])


def _main_for_acl(verb: Token, name: Token) -> bool:
    """ "The minister, who arrived on Tuesday, called on X": the main verb, which the parser hangs on its subject."""
    clause = verb.doc[verb.i - 1].text == "," and any(c.dep_ == "relcl" and c.i < verb.i for c in name.children)
    next_to = name.pos_ == "PROPN" and verb.i == name.i + 1  # "Biden named B as minister", which may be one so named
    return (clause or next_to) and verb.tag_ == "VBD" and name.dep_ == "ROOT"


def _beside_time(verb: Token) -> list[Token]:
    """ "… in January and Germany sent tanks": a name that the parser took for a second day or month."""
    before = verb.doc[verb.i - 1] if verb.i else verb
    timed = before.dep_ == "conj" and before.pos_ == "PROPN" and before.head.lower_ in ("monday", "yesterday")
    return conjuncts(before) if timed else []


def _intending(verb: Token, noun: Token) -> list[Token]:
    """Who is to act by an infinitive below a noun: "a plan by X to meet", "X has plans to meet", "X accepted an
    invitation to visit", the headline "X to meet Y".
    """
    if noun.dep_ == "attr" and is_verb(noun.head):
        return subjects(noun.head)  # "was the first minister to visit"
    above = noun.head if noun.dep_ == "dobj" and is_verb(noun.head) else None
    if noun.lemma_.lower() == "invitation":  # never its owner
        invited = complements(noun, ("to", "for"))
        if above is not None and not invited:
            taken = above.lemma_.lower() in _TAKING
            invited = subjects(above) if taken else complements(above, ("to",))
        return invited
    if noun.lemma_.lower() in _SAYINGS:
        return []  # "statement by the spokesperson on the delegation to attend the inauguration"
    if found := owners(noun):
        return found
    if noun.lemma_.lower() in status_words().nouns and (found := complements(noun, ("for",))):
        return found  # "plans for X to visit"
    if above is not None and noun.lemma_.lower() in status_words().nouns:
        return subjects(above)
    return conjuncts(noun) if noun.left_edge.i == noun.sent.start and noun.dep_ != "dobj" else []


def _has(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _unrelative(subject: Token, verb: Token) -> list[Token]:
    if subject.lower_ in _RELATIVE and subject.tag_ in ("WP", "WDT"):
        node = verb
        while node.dep_ in ("conj", "xcomp", "ccomp") and is_verb(node.head):
            node = node.head
        return _meant(node, subject) if node.dep_ == "relcl" else []
    return conjuncts(subject)


def _meant(clause: Token, relative: Token) -> list[Token]:
    """Whom "who" means behind "A and B": both, if the clause hangs on A or its verb is a plural; else the nearest."""
    noun = _named(clause.head, relative)
    first = clause.head
    while first.dep_ == "conj" and first.head.pos_ in ("PROPN", "NOUN"):
        first = first.head
    several = [_named(t, relative) for t in conjuncts(first) if t.i < relative.i]
    if noun not in several or len(several) < 2 or relative.i - several[-1].i > _CLOSE:
        return [noun]
    forms = {t.lower_ for t in (clause, *clause.children) if t.pos_ in ("AUX", "VERB")}
    forms |= {c.lower_ for v in clause.children if v.dep_ == "conj" for c in v.children if c.dep_ in ("aux", "auxpass")}
    if forms & _ONE:
        return [several[-1]]
    return several if noun == several[0] or forms & _MANY else [noun]


_CLOSE = 2  # tokens between a name and its ", who"
_ONE = frozenset("is was has".split())
_MANY = frozenset("are were have".split())


def _named(noun: Token, relative: Token) -> Token:
    """ "Under Yoon's predecessor, Moon, who met B": who is named between the noun and its clause."""
    names = [c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN" and noun.i < c.i < relative.i]
    return names[-1] if names and noun.pos_ == "NOUN" and noun.tag_ == "NN" else noun


def objects(verb: Token) -> list[Token]:
    """Logical objects: direct ones, or the subject of a passive."""
    passive = [c for c in verb.children if c.dep_ == "nsubjpass"]
    if passive:
        return [t for c in passive for t in _unrelative(c, verb)]
    if any(c.dep_ == "auxpass" for c in verb.children) and verb.dep_ in ("xcomp", "acl"):
        head = verb.head.head if verb.head.pos_ == "ADJ" else verb.head
        return _about(head)  # "is due to be received by Xi"
    if verb.dep_ == "conj" and is_verb(verb.head) and any(c.dep_ == "auxpass" for c in verb.children):
        return objects(verb.head) if is_passive(verb.head) else subjects(verb.head)  # "arrived and was received by B"
    direct = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"]
    own = [t for c in direct for t in (_unrelative(c, verb) if c.lower_ == "whom" else conjuncts(c))]
    if own or any(c.dep_ == "prep" for c in verb.children):
        return own
    shared = [
        c for c in verb.children if c.dep_ == "conj" and is_verb(c) and c.i <= verb.i + 2
    ]  # "called and congratulated X"
    return [t for c in shared for t in objects(c)]


def _about(verb: Token) -> list[Token]:
    """The grammatical subject of a verb, and of a passive below it."""
    if not is_verb(verb):
        return []
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    return [t for c in own for t in _unrelative(c, verb)]


def owners(noun: Token) -> list[Token]:
    """Possessors of a nominal: "Xi's visit", "his meeting", "the visit of Xi", "a visit by Xi"."""
    found = [t for c in noun.children if c.dep_ == "poss" for t in conjuncts(c)]
    by = [
        t
        for c in noun.children
        if c.dep_ == "prep" and c.lower_ in ("by",)
        for p in c.children
        if p.dep_ == "pobj"
        for t in conjuncts(p)
    ]
    return list(dict.fromkeys(found + by + (_members(noun) if by else [])))  # "visits by officials, including X"


def complements(token: Token, prepositions: Iterable[str]) -> list[Token]:
    """Objects of these prepositions below the token, through other prepositional phrases if need be ("on the sidelines
    of … with X").
    """
    wanted = frozenset(prepositions)
    return [
        t
        for p in _prepositions_below(token)
        if p.lower_ in wanted
        for c in (*p.children, *(c for again in repeats(p) for c in again.children))
        if c.dep_ in ("pobj", "pcomp") and not is_verb(c)
        for t in conjuncts(c)
    ]


def repeats(preposition: Token) -> list[Token]:
    """ "With A and with B", "had talks with A, and with B", which the parser hangs on the verb."""
    above = preposition.head
    near = (*preposition.children, *above.children, *(above.head.children if above.dep_ == "dobj" else ()))
    same = [c for c in near if c.lower_ == preposition.lower_ and c.i > preposition.i and c.nbor(-1).lower_ == "and"]
    return same + [t for c in same for t in repeats(c)]


def _passes(noun: Token) -> bool:
    """May a complement hang below this noun: a place, a day, "the sidelines of"? Not below another event's noun."""
    return noun.pos_ in ("PROPN", "ADP") or noun.lemma_.lower() in _ASIDE


# "According to B", "prior to the talks": none of their own prepositions is the verb's
_OPENINGS = frozenset("according due owing prior thanks contrary".split())
_ASIDE = frozenset("sideline sidelines margin margins behalf part presence eve side way yesterday monday".split())


def _prepositions_below(token: Token, depth: int = 0) -> Iterator[Token]:
    for child in token.children:
        if child.lower_ in _OPENINGS:
            continue
        if child.pos_ == "ADP" or child.dep_ in ("prep", "agent"):
            yield child
            if depth < 3:
                for inner in child.children:
                    if inner.dep_ in ("pobj", "prep") and not is_verb(inner) and (depth or _passes(inner)):
                        yield from ([inner] if inner.pos_ == "ADP" else [])
                        yield from _prepositions_below(inner, depth + 1)
        elif child.dep_ in ("advmod", "npadvmod") and depth == 0:
            yield from (c for c in child.children if c.pos_ == "ADP")


def clause_verb(token: Token) -> Token | None:
    """The verb whose clause the token stands in, through prepositions and nouns; None for a headless phrase."""
    node = token
    while node.head.i != node.i:
        node = node.head
        if is_verb(node):
            return node
    return None


def verb_of(token: Token) -> Token | None:
    """The token itself if it is a verb, else that of its clause."""
    return token if is_verb(token) else clause_verb(token)


def is_preposition(token: Token) -> bool:
    """Also "following talks with A", "despite a visit by A"."""
    return (
        token.pos_ == "ADP"
        or (token.dep_ == "prep" and (token.tag_ == "VBG" or token.lower_ == "despite"))
        or (token.lower_ == "following" and not is_verb(token))
    )


def governing_preposition(noun: Token) -> Token | None:
    """The preposition that the noun is the object of."""
    return noun.head if noun.dep_ == "pobj" and is_preposition(noun.head) else None
