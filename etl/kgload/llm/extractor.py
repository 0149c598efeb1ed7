"""Article by article: from the cache or from the endpoint, within the budget, held against the text."""

from __future__ import annotations

from importlib.util import find_spec
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kgload.errors import BudgetError, RecordError, SetupError, UsageError
from kgload.llm.answer import WrongAnswerError, read_answer
from kgload.llm.cache import Cache
from kgload.llm.grounding import Grounding
from kgload.llm.prompt import Part, parts
from kgload.model import Article, Extraction
from kgload.network import is_public
from kgload.settings import Settings

if TYPE_CHECKING:
    from kgload.llm.endpoint import Endpoint, Reply

CHARACTERS = 3  # of a token, where an endpoint does not count


def name_of(model: str) -> str:
    """What mentions say of who extracted them."""
    return f"llm:{model}"


class LlmExtractor:
    """One run's extractor with its budget. SetupError without the extra `llm`, UsageError without address and model."""

    def __init__(self, settings: Settings) -> None:
        if find_spec("openai") is None:
            raise SetupError(
                "the extractor llm needs a package that is not installed", "pip install 'kgload[llm]' installs it"
            )
        if not (settings.llm_base_url and settings.llm_model):
            remedy = "Set KGLOAD_LLM_BASE_URL and KGLOAD_LLM_MODEL (and KGLOAD_LLM_API_KEY)"
            raise UsageError("the extractor llm needs the address of an endpoint, and a model", remedy)
        url = urlsplit(settings.llm_base_url)
        if url.scheme == "http" and not settings.insecure and is_public(url.hostname or ""):
            message = f"{url.hostname} would be sent the key and the articles unencrypted over a public network"
            raise UsageError(message, "Use https://, or allow it with KGLOAD_INSECURE=true")
        self._settings = settings
        self._model = settings.llm_model
        self._cache = Cache(settings.cache_folder / "llm", self._model)
        self._endpoint: Endpoint | None = None
        self._requests = self._tokens = self._done = 0

    def __enter__(self) -> LlmExtractor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._endpoint:
            self._endpoint.close()

    def __call__(self, article: Article) -> Extraction | RecordError:
        """BudgetError when the budget is spent: what was answered is kept, and the next run goes on from there."""
        grounding = Grounding(article, name_of(self._model))
        try:
            for part in parts(article):
                for told in read_answer(self._answer(part, article)):
                    grounding.add(told)
        except RecordError as fault:
            return fault
        except WrongAnswerError as fault:
            message = f"{article.path}: the model's answer cannot be used: {fault}"
            return RecordError("extract", "llm_answer", article.path, message, "Try another model")
        self._done += 1
        return grounding.extraction()

    def _answer(self, part: Part, article: Article) -> str:
        messages = part.messages()
        if (kept := self._cache.get(messages)) is not None:
            return kept
        self._check_budget()
        self._requests += 1
        reply = self._ask(messages, article.path)
        asked = sum(len(message["content"]) for message in messages) + len(reply.content)
        self._tokens += reply.tokens if reply.tokens and reply.tokens > 0 else asked // CHARACTERS
        list(read_answer(reply.content))  # only what can be read is worth keeping
        self._cache.put(messages, reply.content)
        return reply.content

    def _ask(self, messages: list[dict[str, str]], path: str) -> Reply:
        if self._endpoint is None:
            from kgload.llm.endpoint import Endpoint

            self._endpoint = Endpoint(self._settings)
        return self._endpoint.ask(messages, path)

    def _check_budget(self) -> None:
        for spent, limit, what, setting in (
            (self._requests, self._settings.llm_max_requests, "requests", "KGLOAD_LLM_MAX_REQUESTS"),
            (self._tokens, self._settings.llm_max_tokens, "tokens", "KGLOAD_LLM_MAX_TOKENS"),
        ):
            if spent >= limit:
                message = f"the budget of {limit} {what} is spent: stopped after {self._done} articles"
                raise BudgetError(message, f"Run again to go on (answers are kept), or raise {setting}")
