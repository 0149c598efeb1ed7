"""Did it take place? Status of an event from the words that govern its trigger.

One walk from the trigger towards the root of the sentence, or to the reporting verb whose content it is. Words on
the way have effects (`schema/status.toml`); the strongest wins. How a word counts depends on the grammar of the
step: "cancelled the meeting" cancels, "cancelled the order after the meeting" does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kgload.extract.clauses.effects import (
    ARRANGING,
    TAKES_PLACE,
    effect_of,
    for_what_was,
    governed,
    happens,
    is_intent,
    is_judged,
    is_one_of_its_kind,
    is_scheduled,
    is_setting_of_past,
    is_source,
    it_is_said,
    lasted,
    looks_ahead,
    own_effects,
    reports,
    still_to_come,
    unsure,
)
from kgload.extract.clauses.frames import clause_verb, told_of
from kgload.extract.clauses.left_open import comes_to_nothing, indefinite, is_not_yet, left_open, unless_talked_about
from kgload.extract.clauses.refusals import is_refused
from kgload.extract.text.lexicon import status_words
from kgload.extract.text.verbs import (
    behind_particle,
    gerund_effect,
    goes_on,
    has_subject,
    inverted,
    is_finite,
    is_infinitive,
    is_passive,
    is_past,
    is_somewhere,
    is_verb,
    phrasal,
)
from kgload.model import Status

_STRENGTH: tuple[Status | None, ...] = (None, "cancelled", "denied", "planned", "unconfirmed")
_BY_NAME: dict[str, Status | None] = {
    **dict.fromkeys(("general", "hypothetical")),
    **dict.fromkeys(("planned", "urged"), "planned"),
    "cancelled": "cancelled",
    "denied": "denied",
    "unconfirmed": "unconfirmed",
}
_SETTINGS = frozenset("in at during on after following amid since upon throughout while over".split())
AHEAD = frozenset({("of", "ahead"), ("of", "advance"), ("to", "run"), ("to", "prior"), ("to", "up")})
_FADING = frozenset("fade dim dwindle recede evaporate vanish collapse diminish wane die crumble dash".split())
_BEGUN = frozenset("begin start hold launch have open conclude end finish attend".split())
_GATHERED = frozenset("be sit meet gather join convene host receive welcome huddle assemble".split())
_OF_THE_ACT = frozenset({"denied", "cancelled", "unconfirmed"})
_COMMITTING = frozenset("agree pledge promise vow decide".split())  # "agreed to go on at a summit": the summit is held
_DONE_TRAVEL = frozenset("visit travel fly come return host".split())
_TAKING_PART = frozenset("part participation interest involvement role seat place".split())
_TALKS = frozenset("discussion talk meeting conversation".split())
_ABOUT = frozenset("about regarding concerning towards toward".split())
_BEING = frozenset({"be", "become", "remain"})
_RISEN = frozenset("rise go grow climb advance progress come".split())  # "rose through the ranks to become"
_SERVING = frozenset("be serve work hold act remain teach lead head practice".split())
_RESOLVING = frozenset("resolve determine commit".split())  # "resolved to meet"; not "resolved it at talks"
_DISMISSING = frozenset("dismiss refute debunk".split())
_CONFIRMING = frozenset("confirm acknowledge verify".split())


def status_of(trigger: Token, *, urged: Status | None = "planned") -> Status | None:
    """The status of the event at `trigger`; None where no event is claimed ("if they meet", "they meet regularly").

    `urged`: what it is if somebody only asks for it.
    """
    effects = _BY_NAME | {"urged": urged}
    found = {effects[effect] for effect in _walk(trigger) if effect in effects}
    status: Status | None = next((status for status in _STRENGTH if status in found), "occurred")
    return "denied" if status == "planned" and is_refused(trigger) else status


def _walk(trigger: Token) -> Iterator[str]:
    node = trigger
    realised = not is_verb(node) and (lasted(node) or _realised(node))
    first = own_effects(node) if is_verb(node) else _modifiers(node)
    yield from (e for e in first if not (realised and e == "planned"))
    setting = of_talks = False
    while node.dep_ != "ROOT" and node.head.i != node.i:
        head = node.head.head if node.head.dep_ == "auxpass" else node.head  # a subject hung on the "is"
        if is_verb(node) and (node.dep_ == "parataxis" or (node.dep_ == "relcl" and not _is_content(node))):
            return
        if is_verb(head):
            if node.dep_ == "dobj" and node.i != trigger.i and reports(head):
                return  # "would like to express anger at the cancellation of …"
            step, effects = _to_verb(node, head)
        elif head.pos_ == "ADP" or (head.dep_ == "prep" and head.tag_ == "VBG"):
            step, effects = _to_preposition(node, head)
            setting = setting or _is_setting(head)
            of_talks = of_talks or head.head.lemma_.lower() in _TALKS  # "hopes for talks at the summit": both ahead
        else:
            step, effects = _to_noun(node, head)
        # what is refused or cancelled is the act, not the occasion at or after which it is
        beside = head.lemma_.lower() in _COMMITTING or not is_verb(head)  # "preparations for a visit in talks"
        unbound = _OF_THE_ACT | {"planned"} if beside and not of_talks else _OF_THE_ACT
        done = realised and node.i == trigger.i
        yield from (e for e in effects if not (setting and e in unbound) and not (done and e == "planned"))
        if not step:
            return
        node = head


def _is_content(relative: Token) -> bool:
    """ "Plans to meet", "claims that they met": what the noun is about; "will be the first time that they meet"."""
    time = relative.head.lower_ == "time" and relative.head.dep_ == "attr"
    return time or is_infinitive(relative) or any(c.dep_ == "mark" and c.lower_ == "that" for c in relative.children)


def _is_setting(preposition: Token) -> bool:
    """ "Refused at the talks to go on", "no agreement in talks": not "took part in talks", "comments on talks"."""
    above = preposition.head
    if preposition.lower_ == "on" and above.lemma_ in ("agree", "decide") and preposition.i == above.i + 1:
        return False  # "agreed on a visit"
    if is_verb(above) or preposition.lower_ == "on":
        return preposition.lower_ in _SETTINGS and is_verb(above)
    return preposition.lower_ in _SETTINGS and above.lemma_.lower() not in _TAKING_PART


def _realised(noun: Token) -> bool:
    """ "The planned meeting took place", "the long-awaited summit opened", "began the delayed exercises"."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ == "in" and verb.head.lemma_.lower() == "participate":
        return is_past(verb.head)  # "participated in a scheduled summit"
    if not is_verb(verb) or noun.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return False
    told = [verb] if noun.dep_ == "dobj" else _of_same_subject(verb)
    return any(
        (happens(v, noun) or v.lemma_.lower() in _BEGUN)
        and is_past(v)
        and effect_of(v) not in ARRANGING
        and "denied" not in list(own_effects(v))
        for v in told
    )


def _of_same_subject(verb: Token) -> list[Token]:
    """The verb and those coordinated with it: "had been planned but was cancelled"."""
    later = [c for c in verb.children if c.dep_ == "conj" and is_verb(c) and not has_subject(c)]
    return [verb, *(v for c in later for v in _of_same_subject(c))]


def _modifiers(noun: Token) -> Iterator[str]:
    """Adjectives and determiners of a nominal trigger: "a planned meeting", "no meeting"."""
    words = status_words()
    for child in noun.children:
        if child.dep_ in ("amod", "compound", "nmod", "advmod") and child.i < noun.i:
            effect = words.adjectives.get(child.lower_, "")
            if child.tag_ == "NNS" and words.verbs.get(child.lemma_.lower()) == "planned":
                effect = "planned"  # "the plan envisions talks", taken for a noun
            yield effect if effect != "general" or noun.tag_ == "NNS" else ""  # "a regular meeting" is one
        elif child.dep_ == "det" and child.lower_ in ("no", "any"):
            intended = is_verb(noun.head) and effect_of(noun.head) == "planned"  # "no meeting is planned"
            yield "denied" if child.lower_ == "no" and not intended else "hypothetical"
        elif child.dep_ in ("acl", "relcl") and child.lemma_.lower() in words.verbs:  # "a meeting scheduled for Monday"
            effect = effect_of(child)
            if effect in ("planned", "cancelled") and child.tag_ in ("VBN", "VBD") and not _has_actor_object(child):
                yield effect
        elif child.dep_ in ("relcl", "acl"):
            yield from (e for e in own_effects(child) if e in ("planned", "hypothetical"))
            to_be = child.lemma_ == "be" and any(c.dep_ == "xcomp" and is_infinitive(c) for c in child.children)
            if to_be or (is_infinitive(child) and is_passive(child)):
                yield "planned"  # "a meeting to be held in May"


def _has_actor_object(verb: Token) -> bool:
    return any(c.dep_ in ("dobj", "xcomp", "ccomp") for c in verb.children)


def _to_verb(node: Token, head: Token) -> tuple[bool, list[str]]:
    """(go on from head?, effects) of the step from `node` to the verb `head`."""
    if is_verb(node) and node.dep_ not in ("nsubj", "nsubjpass"):
        return _clause_step(node, head)
    if is_scheduled(head) and node.dep_ in ("nsubj", "attr"):
        return True, ["hypothetical" if "denied" in list(own_effects(head)) else "planned"]
    passive = node.dep_ == "nsubjpass" or (node.dep_ == "nsubj" and is_passive(head))  # "is currently not planned"
    if passive or node.dep_ in ("dobj", "attr", "oprd", "dative", "pobj"):
        later = _of_same_subject(head)[1:] if passive else []
        told = ["denied"] if _dismisses(head, node) else _told_of_object(head)
        told = unless_talked_about(told, node, head) if passive else told
        return True, told + [e for verb in later for e in _called_off(verb)]
    if node.dep_ in ("nsubj", "csubj", "expl"):
        told = _told_of_subject(head) + [e for verb in _of_same_subject(head) for e in _called_off(verb)]
        return True, unless_talked_about(told, node, head)
    own = list(own_effects(head))
    if node.lower_ in ("during", "at") and is_intent(head):
        own.append("planned")
    if node.dep_ == "acomp" and "denied" in own:
        return True, ["hypothetical"]  # "is not due to meet"
    return True, [e for e in own if e in ("planned", "hypothetical")]


def _dismisses(verb: Token, said: Token) -> bool:
    """ "Dismissed reports that they had met", "dismissed the idea of a meeting"."""
    return verb.lemma_.lower() in _DISMISSING and said.lemma_.lower() in status_words().nouns


def _told_of_object(verb: Token) -> list[str]:
    own, effect = list(own_effects(verb)), effect_of(verb)
    if any(c.dep_ == "oprd" and c.pos_ in ("NOUN", "ADJ") for c in verb.children):
        return []  # "called the meeting a success"
    if "denied" in own:
        if effect in ARRANGING:
            return ["hypothetical"]  # "has not ruled out talks", "no longer plans a visit"
        if verb.lemma_.lower() == "announce":
            return ["hypothetical"] if not is_passive(verb) else []
        if effect == "reporting":  # "has not confirmed the visit" neither denies nor tells it
            return ["unconfirmed"] if verb.lemma_.lower() in _CONFIRMING else []
        if not happens(verb):
            own = [e for e in own if e != "denied"]  # "did not comment on", "did not describe the meeting"
    if effect == "reporting":
        effect = "planned" if verb.lemma_.lower() == "announce" else ""
    return [e for e in (effect, *own) if e != "general" or e in own]  # "continued talks on Tuesday" are talks


def _told_of_subject(verb: Token) -> list[str]:
    own = [*own_effects(verb), "planned" if looks_ahead(verb) else ""]
    if comes_to_nothing(verb) and "denied" not in own:
        return ["cancelled"]
    if _of_headline(verb):
        return _told_of_object(verb)
    told = [
        status_words().verbs.get(c.lemma_.lower(), status_words().adjectives.get(c.lower_, ""))
        for c in verb.children
        if c.dep_ in ("acomp", "xcomp", "oprd")
    ]
    if verb.lemma_ == "be" and any(c.dep_ == "xcomp" and is_infinitive(c) for c in verb.children):
        told.append("planned")  # "the talks are to be held"
    if verb.lemma_ == "be" and any(c.lower_ in ("out", "off") and c.dep_ == "prep" for c in verb.children):
        return ["hypothetical"]  # "out of the question", "off the table"
    vague = verb.lemma_ == "be" and any(c.dep_ == "nsubj" and indefinite(c) for c in verb.children)
    if "denied" in own and ("planned" in told or vague):
        return ["hypothetical"]  # "is not expected to take place", "a visit is not on the agenda"
    effects = [e for e in [*own, *told] if e in ("planned", "hypothetical", "unconfirmed", "general")]
    return [*effects, "denied"] if "untrue" in told and "denied" not in own else effects


def _of_headline(verb: Token) -> bool:
    """ "Modi's visit to Dhaka postponed", "Putin-Xi talks planned": a passive without its "has been"."""
    bare = verb.tag_ in ("VBD", "VBN") and not any(c.dep_ in ("aux", "auxpass", "dobj") for c in verb.children)
    return bare and not _has_actor_object(verb) and effect_of(verb) in ("planned", "cancelled")


def _called_off(verb: Token) -> list[str]:
    """Of a further verb about the same event: "… but was cancelled", "and never took place"."""
    if effect_of(verb) == "cancelled" and (is_passive(verb) or phrasal(verb) == "fall-through"):
        return ["cancelled"]
    return [e for e in own_effects(verb) if e == "denied" and verb.lemma_.lower() in TAKES_PLACE]


def _clause_step(node: Token, head: Token) -> tuple[bool, list[str]]:
    """From a verb to the verb that governs it."""
    if node.dep_ == "conj":
        shares = node.tag_ in ("VB", "VBG", "VBN") and not is_finite(node)
        return True, list(own_effects(head)) if shares else []
    if node.dep_ == "xcomp" or (node.dep_ in ("ccomp", "advcl") and is_infinitive(node)):
        return True, _controlled(node, head)
    if node.dep_ == "ccomp":
        return _content(node, head)
    if node.dep_ == "advcl" and node.tag_ == "VBG" and behind_particle(node) and effect_of(head) in ARRANGING:
        return True, _controlled(node, head)  # "ruled out attending", "put off visiting"
    if node.dep_ in ("advcl", "pcomp", "csubj", "acl"):
        mark = next((c.lower_ for c in node.children if c.dep_ in ("mark", "advmod") and c.i < node.i), "")
        present = is_finite(node) and not is_past(node)
        if mark in ("before", "until") and (present or still_to_come(head)):
            return True, ["planned"]  # "met Qin before she leaves for Seoul"
        if is_finite(node):  # "when they meet, they will discuss" is to come; "as Putin meets Zhang" stands for itself
            to_come = mark in ("when", "once", "after") and not is_past(node)
            return False, ["planned"] if to_come and status_of(head) == "planned" else []
        return True, [e for e in own_effects(head) if e in ("planned", "hypothetical")]
    return False, []


def _controlled(node: Token, head: Token) -> list[str]:
    """The infinitive or participle under a verb: "plans to meet", "refused to meet", "flew to Paris to meet"."""
    effect, own = effect_of(head), list(own_effects(head))
    if is_infinitive(node) and is_not_yet(node, head):
        return ["hypothetical"]
    if is_infinitive(node) and head.lemma_.lower() in _RESOLVING:
        return ["planned", *own]
    if is_infinitive(node) and head.lemma_.lower() in _BEING and any(c.dep_ == "attr" for c in head.children):
        return own  # "became the first minister to visit"
    if (whose := told_of(node, head)) is not None:
        return ["planned" if whose else "hypothetical"]  # "support for the dialogue to reach an agreement"
    if effect == "urged" and "denied" in own_effects(node):
        return ["hypothetical"]  # "urged him not to meet"
    if head.lemma_ == "have" and is_infinitive(node):
        return ["hypothetical"]  # "have yet to sign", "has to meet"
    if effect in ARRANGING and "denied" in own:
        return ["hypothetical"]  # "does not plan to meet", "has not ruled out meeting"
    if goes_on(head) or (is_somewhere(head) and is_past(head)):
        return own  # "went on to become president", "was in Kyiv to meet him"
    if is_infinitive(node) and (head.lemma_ == "be" or (head.lower_ == "going" and head.tag_ == "VBG")):
        unreal = inverted(head) or any(c.lower_ == "have" for c in node.children)  # "was to have met"
        effect = "hypothetical" if unreal else "planned"
    elif node.dep_ == "advcl" and effect in ("", "general"):
        # a purpose: "flew to Paris to meet" is not yet a meeting; "visited Paris to meet" is told as one
        done = head.lemma_.lower() in (_RISEN if node.lemma_.lower() in _BEING else _DONE_TRAVEL)
        done = done or (head.lemma_.lower() in _GATHERED and node.lemma_.lower() in _GATHERED)  # "met to convene"
        effect = "" if done and head.tag_ in ("VBD", "VBN", "VBZ") else "planned"
    elif effect in ("reporting", "believing") and is_infinitive(node):  # "is said to have met"
        doubtful = is_passive(head) or effect == "believing"
        effect = "unconfirmed" if doubtful else "" if any(c.lower_ == "have" for c in node.children) else "planned"
    elif not effect and node.dep_ == "xcomp" and is_infinitive(node):
        effect = left_open(head)
    return [effect, *own]


def _content(node: Token, head: Token) -> tuple[bool, list[str]]:
    """A clause told by the verb above: "said that they met"."""
    effect = effect_of(head)
    if head.dep_ in ("nsubj", "csubj") and not has_subject(head):
        return True, ["unconfirmed"]  # "Reports that they met are false": taken for a verb
    if effect in ("reporting", "believing"):
        doubtful = (
            effect == "believing"
            or it_is_said(head)
            or any(c.dep_ in ("nsubj", "nsubjpass") and unsure(c) for c in head.children)
        )
        return False, ["unconfirmed"] if doubtful else []
    if effect == "planned" and is_finite(node) and is_past(node):
        return False, ["unconfirmed"]  # "reports suggest that they met"
    if effect in ARRANGING and "denied" in list(own_effects(head)):
        return True, ["hypothetical"]  # "did not deny that they had met"
    adjectives = status_words().adjectives
    return True, [effect, *(adjectives.get(c.lower_, "") for c in head.children if c.dep_ == "acomp")]


def _to_preposition(node: Token, head: Token) -> tuple[bool, list[str]]:
    lower, verb = head.lower_, head.head
    effect = "" if for_what_was(head) else status_words().prepositions.get(lower, "")
    wished = [c.lemma_.lower() for c in verb.children if c.dep_ == "dobj" and lower == "for"]
    if verb.lemma_.lower() in _FADING or any(status_words().nouns.get(w) == "hypothetical" for w in wished):
        effect = "hypothetical"  # "hopes faded for a meeting", "set conditions for a meeting"
    if (lower, verb.lower_) in AHEAD:
        above = clause_verb(verb) if verb.lower_ == "prior" else None
        effect = "planned" if above is None or still_to_come(above) else ""
    if lower == "of" and any(c.lower_ == "instead" for c in head.children):
        effect = "hypothetical"  # "instead of meeting B"
    if lower == "for" and verb.lower_ == "except":
        effect = "hypothetical"  # "has not left since 2020, except for visits to": when, it does not say
    if lower in _ABOUT and not is_verb(node) and indefinite(node):
        effect = effect or "hypothetical"  # "too early to talk about a meeting"
    if is_setting_of_past(head) or is_source(head):
        return False, []
    if not is_verb(verb):
        return True, [effect]
    if is_verb(node) and (said := gerund_effect(verb.lemma_.lower(), lower, effect_of(verb))) is not None:
        return True, [said]
    if lower == "before" and not still_to_come(verb):
        return True, []
    if lower == "until" and verb.lemma_.lower() in _SERVING and is_past(verb):
        return True, []  # "served as deputy until his appointment as director"
    if lower == "for" and any(c.dep_ == "acomp" and c.lower_ == "due" for c in verb.children):
        return True, ["planned"]  # "was due in Cairo on Tuesday for talks"
    if lower == "for" and verb.lemma_.lower() in _GATHERED and is_past(verb):
        return True, []  # "sat down for talks", "was received for a visit"
    return True, [effect, governed(head)]


def _to_noun(node: Token, head: Token) -> tuple[bool, list[str]]:
    """From a trigger, preposition or clause to the noun or adjective that governs it: "a request for talks", "due to
    meet".
    """
    words = status_words()
    if is_verb(node) and node.dep_ == "acl" and node.tag_ in ("VBG", "VBN"):
        return True, []  # "a cooperation plan inked by": the plan is what is inked
    effect = words.nouns.get(head.lemma_.lower(), "")
    if effect == "planned" and head.dep_ in ("nsubj", "nsubjpass") and head.head.lemma_.lower() in _FADING:
        return False, ["hypothetical"]  # "hopes for a meeting faded"
    if effect and any(c.dep_ == "det" and c.lower_ == "no" for c in head.children):
        return False, ["hypothetical"]  # "no plans to meet": neither arranged nor refused
    if not effect and head.pos_ == "ADJ":
        effect = words.adjectives.get(head.lower_, words.verbs.get(head.lower_, ""))
    if node.dep_ in ("appos", "conj") or (effect == "unconfirmed" and not is_verb(node) and node.lower_ != "of"):
        effect = ""  # "a report on the meeting"; but "reports that they met"
    if is_verb(node) and not effect and is_infinitive(node) and node.dep_ in ("acl", "relcl", "advcl"):
        effect = "" if is_one_of_its_kind(head) else "hypothetical" if is_judged(head) else "planned"
    elif is_verb(node) and effect in ("", "reporting") and is_infinitive(node) and head.pos_ == "ADJ":
        effect = left_open(head)
    return True, [effect]
