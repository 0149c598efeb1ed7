"""What a verb says of the event that it tells or governs: its lexical effect (`schema/status.toml`) and that of its
auxiliaries, negation, adverbs and conditions.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.text.lexicon import light_verbs, status_words, verbs_that_hold
from kgload.extract.text.verbs import is_infinitive, is_past, is_verb, phrasal

ARRANGING = ("planned", "denied", "cancelled", "urged")

TAKES_PLACE = frozenset("take happen occur hold go materialise materialize proceed".split())

_LEAVING = frozenset("leave depart fly travel arrive head".split())

_NEAR = 4

_EACH = frozenset("every each once twice thrice times per".split())

_TELLS_ASIDE = frozenset("come mark follow see show read post welcome".split())
_LISTED = {
    *(("on", word) for word in "agenda card cards horizon schedule programme program".split()),
    *(("in", word) for word in "work works pipeline offing making planning".split()),
    *(("under", word) for word in "discussion consideration negotiation".split()),
    *(("in", word) for word in "doubt question limbo jeopardy balance air".split()),
    *(("on", word) for word in "track course".split()),
    ("by", "thread"),
}
_STANDING = frozenset("be hang remain stay".split())

_IMPENDING = frozenset("loom near approach".split())

_THROUGH = {
    "for": ("planned", "urged"),
    "to": ARRANGING,
    "on": ARRANGING,
    "with": ARRANGING,
    "of": ("cancelled",),
    "out": ("cancelled",),
    "from": ("cancelled",),
}


# What talks themselves have, and what somebody has in talks of others
COURSE = frozenset(
    "progress breakthrough deadlock stalemate impasse pause delay break failure lack step advance".split()
)
_OUTSIDE = frozenset("mediation arbitration facilitation involvement role presence interest interference".split())
_JUDGING = frozenset("hail welcome praise applaud criticise criticize condemn lament deplore blame regret cite".split())


def of_the_talks(preposition: Token) -> bool:
    """ "Agreed to mediation in the talks", "hailed the progress in talks with B": not that its subject was there."""
    if preposition.lower_ != "in" or not preposition.i:
        return False
    noun = preposition.nbor(-1)
    lemma = noun.lemma_.lower()
    return lemma in _OUTSIDE or (lemma in COURSE and noun.head.lemma_.lower() in _JUDGING)


def reports(verb: Token) -> bool:
    """Is this a verb of telling: "said", "confirmed"?"""
    return status_words().verbs.get(verb.lemma_.lower()) == "reporting"


def dates_itself(verb: Token) -> bool:
    """A verb whose own time is that of the telling: not "followed", "marked" and the like."""
    return reports(verb) and verb.lemma_.lower() not in _TELLS_ASIDE


def effect_of(verb: Token) -> str:
    """What the verb does to the event that it governs: `cancelled` for "called off"; "" for nothing."""
    verbs = status_words().verbs
    effect = verbs.get(phrasal(verb), verbs.get(verb.lemma_.lower(), ""))
    if not effect and verb.lemma_ in _MOVING and _new_day(verb, _DAYS):
        return "planned"
    return ("planned" if _new_day(verb) else "cancelled") if effect == "postponed" else effect


_MOVING = frozenset({"move", "bring"})  # "was brought forward to Friday"
_DAYS = frozenset({"monday", "yesterday"})  # the words that stand for any time


def _new_day(verb: Token, days: frozenset[str] = frozenset()) -> bool:
    """ "Postponed to next week", "until May": arranged anew."""
    return any(
        t.lower_ in (days or _DAYS) or (not days and t.pos_ == "PROPN")
        for p in verb.children
        if p.lower_ in ("to", "until", "till")
        for c in p.children
        if c.dep_ == "pobj"
        for t in c.subtree  # "until the second half of October"
    )


def happens(verb: Token, noun: Token | None = None) -> bool:
    """Does it tell that the event of its object, or of its subject, takes place? `noun` is that event: "announced
    sanctions" puts them in force, "announced a visit" holds none.
    """
    light = light_verbs() if noun is None else verbs_that_hold(noun.lemma_.lower())
    return verb.lemma_.lower() in light | TAKES_PLACE


def governed(preposition: Token) -> str:
    """What a verb does through a preposition: "called for talks", "agreed to talks", "pulled out of a meeting"."""
    verb = preposition.head
    effect = effect_of(verb) if is_verb(verb) else ""
    if effect in ARRANGING and "denied" in list(own_effects(verb)):
        return "hypothetical"
    wanted = _THROUGH.get(preposition.lower_, ())
    return effect if effect in wanted else ""


def own_effects(verb: Token) -> Iterator[str]:
    """Auxiliaries, negation, adverbs and conjunctions at a verb itself."""
    words = status_words()
    for child in verb.children:
        lower = child.lower_
        if child.dep_ in ("aux", "auxpass"):
            yield _auxiliary(child, verb)
            if lower == "had" and child.i == verb.left_edge.i and child.i + 1 < verb.i:
                yield "hypothetical"  # "had they met, …"
        elif child.dep_ == "neg" or lower in ("never", "neither") or _neither(child):
            yield "hypothetical" if _not_since(verb) else "denied"
        elif child.dep_ == "mark":
            yield words.marks.get(lower, "") if words.marks.get(lower) == "hypothetical" else ""
        elif lower == "longer" and any(c.lower_ == "no" for c in child.children):
            yield "cancelled"  # "will no longer travel"
        elif child.dep_ == "advmod":
            yield words.adverbs.get(lower, "")
        elif child.dep_ == "advcl" and _conditional(child, verb):
            yield "hypothetical"
        elif _alone(child, verb):
            yield "hypothetical"  # "would speak only with Trump": if at all
        elif child.dep_ == "npadvmod" and any(c.lower_ in _EACH for c in child.children):
            yield "general"  # "meet every week", "twice a year"
        elif child.dep_ == "prep" and lower == "according" and unsure(child):
            yield "unconfirmed"
    if verb.tag_ == "VB" and verb.dep_ == "ROOT" and is_infinitive(verb):
        yield "planned"  # a headline: "Zelensky to meet Macron"
    elif verb.tag_ == "VB" and not any(c.dep_ == "aux" for c in verb.children):
        before = verb.doc[max(verb.i - _NEAR, verb.sent.start) : verb.i]  # "will co-host" taken apart
        yield from (words.auxiliaries.get(t.lower_, "") for t in before if t.tag_ == "MD")


def _not_since(verb: Token) -> bool:
    """ "Have not met since 2019": they did then, and nobody refused."""
    perfect = any(c.dep_ == "aux" and c.lemma_.lower() in ("have", "’ve") for c in verb.children)
    return perfect and any(c.lower_ == "since" for c in verb.children)


def _neither(subject: Token) -> bool:
    """ "Neither A nor B attended"."""
    return subject.dep_ in ("nsubj", "nsubjpass") and any(
        c.lower_ == "neither" and c.i < subject.i for c in subject.children
    )


def _alone(child: Token, verb: Token) -> bool:
    """Is this "only", or has it one: "would only meet him", "would meet only him", "only with him"?"""
    modal = any(c.tag_ == "MD" for c in verb.children)
    whom = child.dep_ == "dobj" or child.lower_ == "with"
    return modal and any(t.lower_ == "only" for t in ([child, *child.children] if whom else [child]))


def _auxiliary(auxiliary: Token, verb: Token) -> str:
    """ "Would" is the past of "will" in what is reported, unless it tells what did not come: "would have met"."""
    effect = status_words().auxiliaries.get(auxiliary.lower_, "")
    if auxiliary.lower_ not in ("would", "'d", "’d") or not effect:
        return effect
    unreal = any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)
    return "planned" if (reported(verb) or _next_stop(verb)) and not unreal else effect


def _next_stop(verb: Token) -> bool:
    """ "Flew to Jakarta, where he would meet B": to come, as seen from then."""
    return verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children)


def _conditional(clause: Token, verb: Token) -> bool:
    """ "Will meet him only if …"."""
    will = any(c.dep_ == "aux" and c.lower_ in ("will", "would", "'ll", "’ll") for c in verb.children)
    return will and any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in clause.children)


def still_to_come(verb: Token) -> bool:
    """Is what is "before" it still to come? After a past act it is mostly told, after a word to the press it is not."""
    return not is_past(verb) or reports(verb) or verb.lemma_.lower() == "speak" or effect_of(verb) in ARRANGING


def timetabled(verb: Token) -> bool:
    """The present for what is to come, if its day is: "is meeting him on Friday"; "begins a visit on Sunday, his
    office said"; "leaves for Paris on Friday".
    """
    auxiliaries = [c.tag_ for c in verb.children if c.dep_ == "aux"]
    if verb.tag_ == "VBG":
        return any(tag in ("VBZ", "VBP") for tag in auxiliaries)
    leaving = verb.lemma_.lower() in _LEAVING
    return verb.tag_ in ("VBZ", "VBP") and not auxiliaries and (leaving or reported(verb))


_BUILDING = frozenset("build builds building built".split())
_SETTLING = frozenset("agree pledge commit vow promise decide".split())


def is_setting_of_past(preposition: Token) -> bool:
    """ "Steps taken to broaden ties following his visit", "agreed to deepen them after it": what is to come of it is
    behind an infinitive; that does not make what it follows one to come.
    """
    above = preposition.head
    if preposition.lower_ in ("on", "upon") and (above.lower_ in _BUILDING or phrasal(above) == "follow-up"):
        return True  # "will go on, building on the meeting of Sunday", "will follow up on their September 16 meeting"
    occasion = preposition.lower_ == "of" and preposition.head.lower_ == "occasion"  # "on the occasion of his visit"
    verb = preposition.head.head.head if occasion else preposition.head
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    after = occasion or preposition.lower_ in ("following", "after")
    if not after or not is_verb(verb) or not is_infinitive(verb) or verb.dep_ == "ROOT":
        return False
    governing = [t for t in verb.ancestors if is_verb(t)]
    to_come = (effect_of(t) == "planned" and t.lemma_.lower() not in _SETTLING for t in governing)
    modal = (c.tag_ == "MD" for t in governing for c in t.children)
    return not any(to_come) and not any(modal) and any(is_past(t) for t in governing)


def unsure(source: Token) -> bool:
    """ "Unconfirmed reports", "rumours"."""
    words = status_words()
    return any(
        "unconfirmed" in (words.adjectives.get(t.lower_), words.nouns.get(t.lemma_.lower())) for t in source.subtree
    )


def reported(verb: Token) -> bool:
    """Is this the content of "said", "expected", "according to his schedule" and the like?"""
    if any(c.lower_ == "according" for c in verb.children):
        return True
    node = verb
    while node.dep_ in ("conj", "ccomp", "advcl", "xcomp") and is_verb(node.head):
        if node.dep_ == "ccomp" and (reports(node.head) or effect_of(node.head) == "planned"):
            return True
        node = node.head
    return any(c.dep_ in ("parataxis", "ccomp") and reports(c) for c in node.children)


def is_scheduled(verb: Token) -> bool:
    """ "On the agenda is a meeting", "a call is in the works", "a meeting looms"."""
    if verb.lemma_.lower() not in _STANDING:
        return verb.lemma_.lower() in _IMPENDING
    behind = [p for c in verb.children for p in (c, *c.children) if p.dep_ == "prep"]  # "is up in the air"
    return any((p.lower_, c.lemma_.lower()) in _LISTED for p in behind for c in p.children)


def for_what_was(preposition: Token) -> bool:
    """ "Thanked Xi for his visit", "gratitude for the visit": what one is thanked or blamed for has taken place."""
    return preposition.lower_ == "for" and preposition.head.lemma_.lower() in status_words().causes


_LEFT = frozenset("absence exit pullout walkout".split())


def is_source(preposition: Token) -> bool:
    """ "Plans to share updates from her trip": what something comes from has been; not "his absence from the talks"."""
    if preposition.lower_ != "from" or not preposition.i or governed(preposition):
        return False
    noun = preposition.nbor(-1)
    return noun.pos_ == "NOUN" and noun.lemma_.lower() not in status_words().nouns and noun.lower_ not in _LEFT


_INTENDING = frozenset("plan intend hope aim expect".split())


def is_intent(verb: Token) -> bool:
    """ "At the meeting, the leaders plan to discuss trade": what is still intended, in the present, lies ahead."""
    present = verb.tag_ in ("VBP", "VBZ") and verb.lemma_.lower() in _INTENDING
    return present and any(c.dep_ == "xcomp" and is_infinitive(c) for c in verb.children)


_ONE_OF_ITS_KIND = frozenset("first last only second third fourth fifth latest".split())


def is_one_of_its_kind(noun: Token) -> bool:
    """ "The first minister", "the last", "the only", "the highest-ranking official": "to visit" behind it is told."""
    if any(c.lower_ == "the" for c in noun.children) and noun.lower_ == "minister":
        return True  # one word to the parser, with its "first"
    words = [noun, *(t for c in noun.children if c.i < noun.i and c.dep_ in ("amod", "compound") for t in c.subtree)]
    return any(t.lower_ in _ONE_OF_ITS_KIND or t.tag_ in ("JJS", "RBS") for t in words)


def looks_ahead(verb: Token) -> bool:
    """ "Her visit continues this work, as she will see": the visit is to come."""
    below = [c for c in verb.children if c.dep_ == "advcl" and c.i > verb.i and verb.tag_ == "VBZ"]
    will = [c for c in below if any(t.lower_ == "will" for t in c.children)]
    return any(t.dep_ == "nsubj" and t.tag_ == "PRP" for c in will for t in c.children)


_HEARSAY = frozenset("report say claim".split())


def it_is_said(verb: Token) -> bool:
    """ "It is reported that they met"."""
    told = any(c.dep_ == "nsubjpass" and c.lower_ == "it" for c in verb.children)
    return told and verb.lemma_.lower() in _HEARSAY


def is_judged(adjective: Token) -> bool:
    """ "Considered it vital to host the summit": whether it was held is not said."""
    return adjective.pos_ == "ADJ" and any(c.dep_ == "nsubj" and c.lower_ == "it" for c in adjective.children)


_LASTING = frozenset("last begin start end conclude run stretch drag produce yield".split())


def lasted(noun: Token) -> bool:
    """ "Flew to Moscow for talks with B that lasted five hours", "with B, which ended without agreement": were held."""
    return any(
        t.dep_ == "relcl"
        and t.lemma_.lower() in _LASTING
        and is_past(t)
        and any(c.dep_ == "nsubj" and c.lower_ in ("that", "which") for c in t.children)
        for t in noun.subtree
    )
