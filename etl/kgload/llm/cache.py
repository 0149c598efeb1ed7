"""Answers that were paid for, by what was asked: the same article, model and prompt are never asked twice."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from kgload.errors import SetupError
from kgload.llm.prompt import VERSION


class Cache:
    """A file for each answer below `folder`, written whole or not at all."""

    def __init__(self, folder: Path, model: str) -> None:
        self._folder = folder
        self._model = model

    def get(self, messages: Sequence[object]) -> str | None:
        try:
            found = json.loads(self._file(messages).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None  # not there, or damaged: asked again
        content = found.get("content") if isinstance(found, dict) else None
        return content if isinstance(content, str) else None

    def put(self, messages: Sequence[object], content: str) -> None:
        """SetupError if it cannot be kept: an answer that is not kept is paid for again."""
        file = self._file(messages)
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, name = tempfile.mkstemp(dir=file.parent)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as stream:
                    json.dump({"model": self._model, "content": content}, stream)
                Path(name).replace(file)
            except BaseException:
                with suppress(OSError):
                    Path(name).unlink()
                raise
        except OSError as error:
            remedy = "Free space or correct the permissions of that folder"
            raise SetupError(f"{file}: the answer cannot be kept ({error.strerror})", remedy) from error

    def _file(self, messages: Sequence[object]) -> Path:
        asked = json.dumps([VERSION, self._model, messages], sort_keys=True)
        key = hashlib.sha256(asked.encode()).hexdigest()
        return self._folder / key[:2] / f"{key}.json"
