"""Extraction by a language model of the user's own choice, at an OpenAI-compatible endpoint. Off by default.

    with LlmExtractor(settings) as extract:
        extract(article)     # an Extraction like the rules' own, or the RecordError of that article

The model only points at words. Whatever it says is held against the article: an event without a quote, a trigger and
participants that stand there verbatim is left out and is an issue; days come from our own rules, read from the time
words that it points at. An article is data: nothing in it can add a type, a role, or a fact that it does not state.
"""

from kgload.llm.extractor import LlmExtractor, name_of
from kgload.llm.prompt import VERSION

__all__ = ["VERSION", "LlmExtractor", "name_of"]
