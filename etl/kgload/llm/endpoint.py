"""One question to an OpenAI-compatible endpoint. Retries, backoff and Retry-After are the official client's."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlsplit

import httpx2
import openai
from pydantic import BaseModel, ValidationError

from kgload.errors import KgloadError, RecordError, SetupError, UnreachableError
from kgload.settings import Settings

LARGEST = 2_000_000  # bytes of an answer
RETRIES = 4
ANSWER_TOKENS = 8_000


@dataclass(frozen=True, slots=True)
class Reply:
    """What was answered, and the tokens that question and answer took (None: it does not say)."""

    content: str
    tokens: int | None


class _Message(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


class _Usage(BaseModel):
    total_tokens: int | None = None


class _Completion(BaseModel):
    choices: list[_Choice]
    usage: _Usage | None = None


class Endpoint:
    """Asks the model. No tools, no memory, no redirects."""

    def __init__(self, settings: Settings) -> None:
        self._url = settings.llm_base_url or ""
        self._model = settings.llm_model or ""
        key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else "none"
        self._client = openai.OpenAI(
            api_key=key,
            base_url=self._url,
            max_retries=RETRIES,
            timeout=settings.llm_timeout,
            default_headers={"Accept-Encoding": "identity"},
            http_client=openai.DefaultHttpxClient(
                transport=_Bounded(httpx2.HTTPTransport(), settings.llm_timeout), follow_redirects=False
            ),
        )

    def close(self) -> None:
        self._client.close()

    def ask(self, messages: Sequence[dict[str, str]], path: str) -> Reply:
        """RecordError: this article's fault (`path`). UnreachableError: try later. SetupError: address, key, model."""
        try:
            raw = self._client.chat.completions.with_raw_response.create(
                model=self._model,
                messages=cast(Any, messages),
                temperature=0,
                max_tokens=ANSWER_TOKENS,
                response_format={"type": "json_object"},
            )
        except openai.OpenAIError as error:
            raise self._fault(error, path) from None  # its text may quote the request
        return self._reply(raw.http_response.read(), path)

    def _reply(self, body: bytes, path: str) -> Reply:
        if len(body) >= LARGEST:
            raise _rejected("llm_answer", path, f"the model's answer is larger than {LARGEST} bytes")
        try:
            completion = _Completion.model_validate_json(body)
            choice = completion.choices[0]
        except (ValidationError, IndexError):
            message = f"{self._host()} answers, but not as a chat completion"
            raise SetupError(message, "Correct KGLOAD_LLM_BASE_URL: it often ends in /v1") from None
        if choice.finish_reason not in (None, "stop") or not choice.message.content:
            raise _rejected("llm_answer", path, f"the model broke off its answer ({choice.finish_reason})")
        return Reply(choice.message.content, completion.usage.total_tokens if completion.usage else None)

    def _fault(self, error: openai.OpenAIError, path: str) -> KgloadError:
        host = self._host()
        if isinstance(error, openai.APITimeoutError):
            return UnreachableError(f"{host} does not answer in time", "Try again later, or raise KGLOAD_LLM_TIMEOUT")
        if isinstance(error, openai.APIStatusError):
            code = error.status_code
            if code in (400, 413, 422):
                return _rejected("llm_refused", path, f"{host} refuses the question (HTTP {code})")
            if code in (408, 409, 429) or code >= 500:
                return UnreachableError(f"{host} cannot do it now (HTTP {code})", "Try again later")
            remedy = "Correct KGLOAD_LLM_BASE_URL, KGLOAD_LLM_MODEL and KGLOAD_LLM_API_KEY"
            return SetupError(f"{host} refuses us (HTTP {code})", remedy)
        return UnreachableError(f"{host} cannot be reached", "Check KGLOAD_LLM_BASE_URL, or try again later")

    def _host(self) -> str:
        return urlsplit(self._url).netloc.rpartition("@")[2]


def _rejected(code: str, path: str, message: str) -> RecordError:
    return RecordError("extract", code, path, f"{path}: {message}", "Try again, or with another model")


class _Bounded(httpx2.BaseTransport):
    """No answer is longer than it may be, in bytes or in seconds, however slowly it comes."""

    def __init__(self, inner: httpx2.BaseTransport, seconds: float) -> None:
        self._inner = inner
        self._seconds = seconds

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        deadline = time.monotonic() + self._seconds
        response = self._inner.handle_request(request)
        if "content-encoding" in response.headers:
            del response.headers["content-encoding"]  # was not asked for; nothing here unpacks it
        stream = cast(httpx2.SyncByteStream, response.stream)
        return httpx2.Response(response.status_code, headers=response.headers, stream=_Cut(stream, deadline))

    def close(self) -> None:
        self._inner.close()


class _Cut(httpx2.SyncByteStream):
    def __init__(self, inner: httpx2.SyncByteStream, deadline: float) -> None:
        self._inner = inner
        self._deadline = deadline

    def __iter__(self) -> Iterator[bytes]:
        room = LARGEST
        for chunk in self._inner:
            if time.monotonic() > self._deadline:
                raise httpx2.ReadTimeout("the answer takes too long")
            yield chunk[:room]
            room -= len(chunk)
            if room <= 0:
                return

    def close(self) -> None:
        self._inner.close()
