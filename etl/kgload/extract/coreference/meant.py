"""Who is meant by "he", "his Chinese counterpart", "the Russian president", "the two".

A candidate must be the only one, or the reference stays unresolved. Antecedents are persons of this article only.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from spacy.tokens import Span, Token

from kgload.extract.actors.gazetteer import Gazetteer
from kgload.extract.actors.people import Actor
from kgload.extract.actors.pieces import PlaceReference, Reference, is_unclear
from kgload.extract.clauses.effects import reports
from kgload.extract.clauses.frames import clause_verb, conjuncts, subjects
from kgload.extract.coreference.antecedents import (
    chooses,
    groups_before,
    is_unknown,
    office_before,
    persons_before,
    states_before,
    subjects_before,
    told_by_who,
    without_label,
)
from kgload.extract.coreference.holders import ONE_SEAT, Holders, Post, is_before, state_office
from kgload.extract.coreference.pairs import (
    PAIR_NOUNS,
    PLURAL,
    SINGULAR,
    is_pair,
    may_be_one,
    means_pair,
    means_three,
    of_two_countries,
    sides_before,
)
from kgload.extract.text.parse import ParsedBlock
from kgload.extract.text.verbs import is_verb

# Sentences after an event in which "they", or "the two leaders", may still mean its participants
_THEY_LASTS = 3
_PAIR_LASTS = 12
_INDEFINITE = frozenset("a an any no every each another".split())
_FACING = frozenset({"host", "guest"})


class Coreference:
    """Reads the sentences of an article in order; `resolve` answers for the sentence it is at."""

    def __init__(self, actors: list[Actor], gazetteer: Gazetteer, on: date | None) -> None:
        self.known = Holders(actors, gazetteer, on)
        self.on = on
        self.gazetteer = gazetteer
        self.subject: Actor | None = None
        self.him: tuple[Actor, ...] | None = None  # whom the object pronoun of the sentence before means
        self.recent: list[Actor] = []
        self.told = 0  # how many of them the sentence before names
        self.pair: tuple[Actor, ...] = ()
        self.pair_age = 0
        self.three: tuple[Actor, ...] = ()
        self.three_age = 0
        self.two_states: tuple[str, ...] = ()
        self.states_age = 0
        self.parsed: ParsedBlock | None = None
        self.sentence: Span | None = None
        self.gatherings: frozenset[str] = frozenset()  # the last words of those that the article names
        self.holders: dict[tuple[int, str, str | None], Actor] = {}  # in other offices

    def enter(self, parsed: ParsedBlock, sentence: Span) -> None:
        self.parsed, self.sentence = parsed, sentence

    def forget(self) -> None:
        self.subject, self.him = None, None

    def leave(self, beside: Collection[Actor] = ()) -> None:
        """Remember whom the sentence was about; not those who only were there, too."""
        if self.sentence is None:
            return
        self.pair_age += 1
        self.states_age += 1
        self.three_age += 1
        pronouns = [t for t in self.sentence if t.lower_ in ("him", "her") and t.dep_ in ("dobj", "pobj", "dative")]
        self.him = next((self.resolve(t) for t in pronouns), None)
        states = list(dict.fromkeys(c for t in self.sentence for c in self._countries(t)))
        if len(states) == 2:
            self.two_states, self.states_age = tuple(states), 0
        named = [a for t in without_label(self.sentence) for a in self._direct(t) if a.kind == "person"]
        people = [a for a in named if a not in beside]
        self.told = len(set(map(id, people)))
        root = self.sentence.root
        about = self._about(root)
        if not about and reports(root):  # "Khar met Muttaqi, the Foreign Office said"
            told = [c for c in root.children if c.dep_ in ("ccomp", "parataxis")]
            about = self._about(told[0]) if told else []
        if self.subject and chooses(root, self.subject, self._direct):
            about = [self.subject]
        if len(about) == 1:
            self.subject = about[0]
        elif is_unknown(root, self.value):
            self.subject = None
        elif self.told == 1 and not any(c.dep_.startswith("nsubj") and c.tag_ == "NNS" for c in root.children):
            self.subject = people[0]  # not "the ministers were received by Nausėda. He …"
        elif people or (is_verb(root) and any(is_unclear(self.value(t)) for t in subjects(root))):
            self.subject = None
        self.known.introduced.update(named)
        for actor in people:
            self.recent = [actor, *[a for a in self.recent if a is not actor]][:6]

    def _about(self, verb: Token) -> list[Actor]:
        topic = [t for c in verb.children if c.dep_ == "nsubjpass" for t in conjuncts(c)] or subjects(verb)
        return [a for t in topic for a in self.resolve(t) if a.kind == "person"] if is_verb(verb) else []

    def _countries(self, token: Token) -> list[str]:
        """The states that the token names or stands for."""
        value = self.value(token)
        if isinstance(value, PlaceReference) and value.country and self.gazetteer.is_state(value.text):
            return [value.country]
        return [o for o in value.owners if isinstance(o, str)] if isinstance(value, Reference) else []

    def note_pair(self, actors: Sequence[Actor]) -> None:
        """The participants of the event last reported: what "the two" may mean."""
        if len(actors) == 2:
            self.pair, self.pair_age = tuple(actors), 0
        self.three, self.three_age = tuple(actors) if len(actors) == 3 else (), 0

    def value(self, token: Token) -> object:
        return self.parsed.values[token.i] if self.parsed else None

    def _direct(self, token: Token) -> tuple[Actor, ...]:
        value = self.value(token)
        return value.actors if isinstance(value, Reference) else ()

    def _said(self, token: Token) -> tuple[Actor, ...]:
        """By name or by office."""
        return self.resolve(token) if isinstance(self.value(token), Reference) else ()

    def resolve(self, token: Token) -> tuple[Actor, ...]:
        """The actors that the noun phrase headed by `token` names; empty if none or not sure."""
        value = self.value(token)
        lower = token.lower_
        if isinstance(value, Reference):
            if value.actors:
                return value.actors
            if means_three(token, value.text):
                return self._three_told()
            if value.kind == "office":
                return self._office(value, token)
            if value.kind == "group":
                return self._group(value, token)
        if isinstance(value, PlaceReference):
            if token.dep_ != "poss" and token.i + 1 < len(token.doc) and token.nbor().text in ("’", "'"):
                return ()  # "Honduras’ Lisandro Rosales"
            country = (self.gazetteer.state(value.text) or value.country) if value.country else None
            return (self.state(country),) if country and self.gazetteer.is_state(value.text) else ()
        if lower in SINGULAR:
            return self._singular(token)
        if means_three(token, lower):
            return self._three_told()
        if lower in ("it", "its"):
            one = states_before(token, self._countries)
            return (self.state(one[0]),) if len(one) == 1 else ()
        if (
            lower in PLURAL
            or (token.lemma_.lower() in PAIR_NOUNS and is_pair(token))
            or (lower in ("two", "last") and is_pair(token))  # "the two met", "the two last met"
        ):
            return self._pair(token)
        return ()

    def state(self, country: str) -> Actor:
        return self.known.state(country)

    def _office(self, reference: Reference, token: Token) -> tuple[Actor, ...]:
        title = reference.title
        if title is None:
            return ()
        if any(c.lower_ == "each" for c in token.children):
            return self._other_two(token)
        if any(c.dep_ == "det" and c.lower_ in _INDEFINITE for c in token.children):
            known = title.country is not None and title.standing != "former" and not reference.counterpart
            known = known and title.function not in ONE_SEAT  # "the first time that a U.S. president met"
            post = Post(title.function, title.office, title.country, title.organization)
            return (self.known.unnamed(post),) if known else ()
        if reference.counterpart:
            found = self._counterpart(reference, token)
        elif (title.office or "").lower() in _FACING:
            return self._facing(title.country, token)
        else:
            country = title.country or self.owner_country(token)
            if country is None and title.organization is None and (one := self.known.anaphor(title.office)):
                return one if one[0] in self.known.introduced or is_before(one[0], token, self._direct) else ()
            if title.function is None and country is None and title.organization is None:
                return ()
            if title.standing == "former":
                return ()
            found = self.known.of(
                Post(title.function, title.office, country, title.organization),
                unnamed_ok=country is not None or title.organization is not None,
            )
            state_office(found, title)
        reference.actors = found
        return found

    def _facing(self, country: str | None, token: Token) -> tuple[Actor, ...]:
        """ "He told his host", "welcomed his guest": the other one of the two just told of; "the US guest"."""
        if country is not None:
            fits = tuple(a for a in self.recent if a.country == country)
            return fits if len(fits) == 1 else ()
        acting = self._acting(token)
        rest = tuple(a for a in self.pair if a not in acting and a.country not in {b.country for b in acting})
        return rest if len(rest) == 1 and len(self.pair) == 2 and self.pair_age <= _THEY_LASTS else ()

    def _other_two(self, token: Token) -> tuple[Actor, ...]:
        """ "He had separate talks with each leader", "with both": the others of the three just told of."""
        acting = self._acting(token)
        near = self.three or (self.pair if acting and acting[0] not in self.pair and self.pair_age <= 2 else ())
        rest = tuple(a for a in near if a not in acting)
        return rest if len(rest) == 2 else ()

    def _acting(self, token: Token) -> list[Actor]:
        """Whom the subject of the clause names, if the token is another part of it."""
        verb = clause_verb(token)
        others = [t for t in (subjects(verb) if verb is not None else []) if t.i != token.i]
        return [a for t in others for a in self.resolve(t)]

    def owner_country(self, token: Token) -> str | None:
        """ "China's … president", "his defence minister": the country of the possessor."""
        for child in token.children:
            if child.dep_ == "poss":
                value = self.value(child)
                if isinstance(value, PlaceReference):
                    return value.country
                owners = self.resolve(child)
                return owners[0].country if len(owners) == 1 else None
        return None

    def _counterpart(self, reference: Reference, token: Token) -> tuple[Actor, ...]:
        country = reference.title.country if reference.title else None
        owner = next((a for c in token.children if c.dep_ == "poss" for a in self.resolve(c)), None)
        if owner is None and country is not None and (office := office_before(token, self.value)) is not None:
            return self.known.of(Post(office.function, office.office, country), unnamed_ok=True)
        if owner is None and self.sentence is not None:
            near = (t for t in self.sentence if t.i < token.i)
            before = (a for t in near for a in self._direct(t) if a.kind == "person" and a.country != country)
            owner = next(before, None)
        if owner is None or country is None:
            return ()
        if owner.function is None and not self.gazetteer.functions_of(owner.registered, self.on):
            return ()
        functions = {owner.function} if owner.function else self.gazetteer.functions_of(owner.registered, self.on)
        for function in sorted(f for f in functions if f):
            found = self.known.of(Post(function, owner.office, country), unnamed_ok=False)
            if found:
                return found
        return self.known.of(Post(owner.function, owner.office, country), unnamed_ok=True)

    def _group(self, reference: Reference, token: Token) -> tuple[Actor, ...]:
        """ "The two presidents", or the officials of a country, who stand for it."""
        title = reference.title
        if reference.number == 2:
            return self._two_states()
        if reference.owners:
            return self._owners(reference)
        if means_pair(token, reference):
            return self._pair(token)
        if title and title.country and reference.counterpart and groups_before(token, self.value):
            return (self.state(title.country),)
        return ()

    def _owners(self, reference: Reference) -> tuple[Actor, ...]:
        """The states and bodies that a group stands for; of "the foreign ministers of A and B" the two ministers."""
        title = reference.title
        found: list[Actor] = []
        for owner in reference.owners:
            if isinstance(owner, Actor):
                found.append(owner)
                continue
            of_one = title is not None and title.function in ONE_SEAT and len(reference.owners) > 1
            persons = (
                self.known.of(Post(title.function, title.office, owner), unnamed_ok=title.office != "leader")
                if title is not None and of_one
                else ()
            )
            found += persons or (self.state(owner),)
        return tuple(dict.fromkeys(found))

    def _two_states(self) -> tuple[Actor, ...]:
        """ "The two countries": those of the event last reported, else the two that a sentence before names."""
        countries = list(dict.fromkeys(a.country for a in self._two_told() or self.pair))
        if len(countries) == 2 and self.pair_age <= _PAIR_LASTS:
            return tuple(self.state(c) for c in countries if c)
        return tuple(self.state(c) for c in self.two_states) if self.states_age <= _THEY_LASTS else ()

    def _singular(self, token: Token) -> tuple[Actor, ...]:
        if self.parsed is None or self.sentence is None:
            return ()
        if self.parsed.block.in_quotes(self.parsed.spans[token.i][0]):
            return ()
        verb = clause_verb(token)
        if verb is not None and token.lower_ == "him" and token.dep_ == "nsubj":
            verb = clause_verb(verb)  # "conveyed an invitation for him to visit"
        elif token.dep_ in ("nsubj", "nsubjpass"):
            return self._subject_before(token)
        own = [
            a
            for t in (subjects(verb) if verb is not None else [])
            if t.i != token.i and t.lower_ not in SINGULAR
            for a in self._direct(t)
            if a.kind == "person"
        ]
        if token.dep_ == "poss":
            if len(own) == 1:
                return (own[0],)
            return self._subject_before(token)
        others = [
            a for t in self.sentence if t.i < token.i for a in self._direct(t) if a.kind == "person" and a not in own
        ]
        unique = list(dict.fromkeys(others))
        if len(unique) == 1:
            return (unique[0],)
        if not unique and own and self.him is not None:
            return tuple(a for a in self.him if a not in own)
        if not unique and own and self.subject and self.subject not in own:
            return (self.subject,)  # "Shoigu held talks with him": whom the sentence before was about
        if not unique and self.pair:
            rest = [a for a in self.pair if a not in own]
            return (rest[0],) if len(rest) == 1 and own else ()
        return ()

    def _subject_before(self, token: Token) -> tuple[Actor, ...]:
        """The subject of an earlier clause of the sentence, else of the sentence before."""
        assert self.sentence is not None
        if told := told_by_who(token, self._direct):
            return told
        earlier = (t for t in self.sentence if t.i < token.i and t.dep_ in ("nsubj", "nsubjpass", "poss"))
        before = [a for t in earlier for a in self._said(t) if a.kind == "person"]
        if before:
            unique = list(dict.fromkeys(before))
            return (unique[0],) if len(unique) == 1 else ()
        if any(t.i < token.i and t.dep_ in ("nsubj", "nsubjpass") and is_unclear(self.value(t)) for t in self.sentence):
            return ()
        compounds = [t for t in self.sentence if t.i < token.i and t.dep_ == "compound" and t.head.dep_ != "compound"]
        if any(self._direct(t) for t in compounds):
            return ()  # "Lee heads to Germany, where he …", the verb taken for a noun
        behind = (t for t in subjects(self.sentence.root) if t.i > token.i)
        later = [a for t in behind for a in self._direct(t) if a.kind == "person"]
        if token.dep_ == "poss" and len(later) == 1:
            return (later[0],)
        return (self.subject,) if self.subject else ()

    def _pair(self, token: Token) -> tuple[Actor, ...]:
        lemma = token.lemma_.lower()
        value = self.value(token)
        title = value.title if isinstance(value, Reference) else None
        function = title.function if title else None
        if lemma in ("country", "nation", "korea"):
            return self._two_states()
        if (function or lemma in ("president", "leader")) and (two := self._two_in_office(function)):
            return two
        if self.three and not token.dep_.startswith("nsubj") and (two := self._other_two(token)):
            return two
        if lemma == "their" and self._acting(token) and not any(a.kind == "person" for a in self._acting(token)):
            return ()  # "German diplomats held their first meeting": theirs
        near = subjects_before(token, self._said) or sides_before(token, self.resolve, self._direct)
        if len(near) != 2 and token.lower_ == "two":
            near = persons_before(token, self.value, self.resolve)
            if len(near) == 1 and near[0] not in self.pair:
                return ()  # "spoke to Xi, the first conversation between the two": of him and another
        if len(near) == 2:
            return near
        if two := self._two_told():
            return two if title is None or all(may_be_one(a, title, self.gazetteer, self.on) for a in two) else ()
        if title is not None and not all(may_be_one(a, title, self.gazetteer, self.on) for a in self.pair):
            return ()
        if self.pair and self.pair_age <= (_THEY_LASTS if lemma in PLURAL or token.lower_ in PLURAL else _PAIR_LASTS):
            return self.pair
        return of_two_countries(self.recent[:2]) if 2 in (len(self.recent), self.told) else ()

    def _two_in_office(self, function: str | None) -> tuple[Actor, ...]:
        """ "The two presidents"; "the leaders" are those of the last event, unless others are told of since."""
        loose = function in (None, "leader")
        two = self.known.leaders(function, () if loose and self.pair_age <= 1 else self.recent)
        fresh = loose and self.pair and (self.pair_age <= 1 or self.recent[0] not in two)
        return () if fresh else two

    def _two_told(self) -> tuple[Actor, ...]:
        """The two whom the sentence before names, if it has nothing to do with the two of the last event."""
        two = of_two_countries(self.recent[:2])
        apart = self.told == len(two) == 2 and self.pair_age > 1 and not any(a in self.pair for a in two)
        return two if apart and self.pair else ()

    def _three_told(self) -> tuple[Actor, ...]:
        return self.three if self.three_age <= _THEY_LASTS else ()
