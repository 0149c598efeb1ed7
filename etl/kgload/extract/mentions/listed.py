"""Sentences that only list who else was there: "Also present were A and B", "Attending the meeting were A and B",
"Those present at the talks included A". The parser makes of their inverted openings what it likes, so the words are
read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from kgload.extract.mentions.drafts import Sentence

_OF_WHAT = r"(?: (?:at|in|for|during|on))? (?:the|this|their|both|\w+day['’]s)(?: \w+)? (?P<noun>[a-z]+?)s?"
_OPENING = re.compile(
    r"(?:(?:also|likewise|among|all|others|those|the|other|along with them) )*"
    r"(?:present|there|in attendance|attending|taking part|participating|on hand|sitting in|joining|participants|"
    rf"attendees|at the table)(?: also)?(?:{_OF_WHAT})?,? (?:were|was|included)(?: also)? ",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """`verb` is the "were" before the names; `noun` what they were at, in the singular, if it is said."""

    verb: Token
    noun: str | None


def opening(sentence: Sentence) -> Opening | None:
    """The words that open a list of those present, if the sentence is one."""
    start, end = sentence.parsed.sentence_span(sentence.span)
    found = _OPENING.match(sentence.parsed.block.text[start:end])
    if found is None:
        return None
    spans = sentence.parsed.spans
    verb = next((t for t in reversed(sentence.span) if spans[t.i][1] <= start + found.end()), None)
    while verb is not None and verb.lower_ == "also":
        verb = verb.nbor(-1)
    noun = found["noun"]
    return Opening(verb, noun.lower() if noun else None) if verb is not None else None
