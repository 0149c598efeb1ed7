"""Settings: flag > environment > `.env` > `kgload.toml` > default.

Neo4j's own names are kept (`NEO4J_URI`, `NEO4J_USERNAME`, `NEO4J_PASSWORD`, `NEO4J_DATABASE`); ours begin `KGLOAD_`.
`kgload.toml` and `.env` are read from the current folder; keys of `kgload.toml` are the field names below. Its tables
`[collections.NAME]` describe what `kgload run` reads.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_data_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, InitSettingsSource, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from kgload.errors import UsageError, near

TOML_FILE = Path("kgload.toml")
ENV_FILE = Path(".env")
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
REASONS = {
    "missing": "it is missing",
    "dict_type": "must be a table",
    "model_type": "must be a table",
    "string_pattern_mismatch": "must be letters, digits, blanks, points and hyphens",
}
UNITS = {"m": "minutes", "h": "hours", "d": "days"}

CollectionName = Annotated[str, Field(pattern=r"^\w[\w .-]{0,99}$")]


class CollectionSettings(BaseModel):
    """A table `[collections.NAME]`. `publisher` is that of articles which name none; `registry` files are joined with
    those of all other collections; `every` says how long a run keeps it from being due (default: it always is).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    paths: tuple[Path, ...] = Field(min_length=1)
    publisher: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    registry: tuple[Path, ...] = ()
    every: timedelta | None = Field(default=None, gt=timedelta(0))
    mirror: bool = False

    @field_validator("paths", "registry", mode="before")
    @classmethod
    def _one_or_several(cls, value: object) -> object:
        return (value,) if isinstance(value, str) else value

    @field_validator("every", mode="before")
    @classmethod
    def _duration(cls, value: object) -> object:
        if m := re.fullmatch(r"(\d{1,6}) ?([mhd])", value) if isinstance(value, str) else None:
            return timedelta(**{UNITS[m[2]]: int(m[1])})
        raise ValueError("must look like 15m, 6h or 1d")


class Settings(BaseSettings):
    """Where the database is and where kgload keeps its own files. Made by `load_settings`."""

    model_config = SettingsConfigDict(
        frozen=True, env_prefix="KGLOAD_", env_file=ENV_FILE, env_ignore_empty=True, extra="ignore"
    )

    neo4j_uri: str | None = Field(default=None, validation_alias="neo4j_uri")
    neo4j_username: str = Field(default="neo4j", validation_alias="neo4j_username")
    neo4j_password: SecretStr | None = Field(default=None, validation_alias="neo4j_password")
    neo4j_password_file: Path | None = Field(default=None, validation_alias="neo4j_password_file")
    neo4j_database: str = Field(default="neo4j", validation_alias="neo4j_database", min_length=1)
    insecure: bool = False
    home: Path = Field(default_factory=lambda: user_data_path("kgload", appauthor=False))
    jars_cache: Path = Field(default_factory=lambda: user_cache_path("kgload", appauthor=False) / "neo4j")
    history: Path | None = None
    registry_files: Annotated[tuple[Path, ...], NoDecode] = ()
    collections: Annotated[dict[CollectionName, CollectionSettings], NoDecode] = Field(default_factory=dict)
    metrics_file: Path | None = None
    log: Literal["auto", "text", "json"] = "auto"
    log_level: Literal["debug", "info", "warning", "error"] | None = None
    extractor: Literal["rules", "llm"] = "rules"
    llm_base_url: str | None = None
    llm_model: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    llm_api_key: SecretStr | None = None
    llm_max_requests: int = Field(default=1_000, ge=1)
    llm_max_tokens: int = Field(default=5_000_000, ge=1)
    llm_timeout: float = Field(default=120, gt=0, le=3600)

    @property
    def server_folder(self) -> Path:
        return self.home / "server"

    @property
    def state_folder(self) -> Path:
        return self.home / "state"

    @property
    def dead_letter_folder(self) -> Path:
        return self.home / "dead-letter"

    @property
    def cache_folder(self) -> Path:
        return self.home / "cache"

    @property
    def registries(self) -> tuple[Path, ...]:
        """All registry files, those of every collection among them: the graph is one, whoever loads into it."""
        of_collections = (file for one in self.collections.values() for file in one.registry)
        return tuple(dict.fromkeys((*self.registry_files, *of_collections)))

    @property
    def publishers(self) -> dict[str, str]:
        """The publisher of those collections that have one."""
        return {name: one.publisher for name, one in self.collections.items() if one.publisher}

    @field_validator("registry_files", mode="before")
    @classmethod
    def _split_paths(cls, value: object) -> object:
        return tuple(part for part in value.split(os.pathsep) if part) if isinstance(value, str) else value

    @field_validator("home", "jars_cache")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

    @field_validator("history")
    @classmethod
    def _expanded(cls, value: Path | None) -> Path | None:
        return value and value.expanduser()

    @field_validator("neo4j_uri")
    @classmethod
    def _plain_uri(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in SCHEMES or not parts.hostname:
            raise ValueError(f"must look like neo4j://HOST:7687 (schemes: {', '.join(SCHEMES)})")
        if parts.username or parts.password:
            raise ValueError("must not hold a name or password: use NEO4J_USERNAME and NEO4J_PASSWORD")
        return value

    @field_validator("llm_base_url")
    @classmethod
    def _plain_url(cls, value: str | None) -> str | None:
        parts = urlsplit(value or "")
        if value is not None and (parts.scheme not in ("http", "https") or not parts.hostname):
            raise ValueError("must look like https://HOST/v1")
        if parts.username or parts.password:
            raise ValueError("must not hold a name or password: use KGLOAD_LLM_API_KEY")
        return value

    @model_validator(mode="before")
    @classmethod
    def _read_password_file(cls, values: Any) -> Any:
        file = values.get("neo4j_password_file") if isinstance(values, dict) else None
        if not file or values.get("neo4j_password"):
            return values
        try:
            password = Path(file).expanduser().read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"the password file {file} cannot be read: {error}", "Correct its path") from None
        return {**values, "neo4j_password": password}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, dotenv_settings, InitSettingsSource(settings_cls, read_toml(TOML_FILE))


def read_toml(file: Path) -> dict[str, Any]:
    """The settings in a `kgload.toml`; empty if it is absent. UsageError if it is not TOML or has an unknown key."""
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file.absolute()} is not valid TOML: {error}", "Correct that place") from None
    except OSError as error:
        raise UsageError(f"{file.absolute()} cannot be read: {error.strerror}", "Correct its permissions") from None
    _refuse_unknown(file, "", values, Settings.model_fields)
    tables = values.get("collections")
    for name, table in tables.items() if isinstance(tables, dict) else ():
        if isinstance(table, dict):
            _refuse_unknown(file, f"collections.{name}.", table, CollectionSettings.model_fields)
    return values


def _refuse_unknown(file: Path, table: str, keys: Iterable[str], known: Mapping[str, object]) -> None:
    for key in keys:
        if key not in known:
            remedy = near(key, known, f"Known: {', '.join(known)}")
            raise UsageError(f"{file.absolute()}: there is no setting named {table + key!r}", remedy)


def load_settings(**overrides: Any) -> Settings:
    """The settings in force. Overrides that are None count as not given. UsageError says where a wrong one is from."""
    given = {key: value for key, value in overrides.items() if value is not None}
    if unknown := given.keys() - Settings.model_fields.keys():
        raise TypeError(f"no such setting: {', '.join(sorted(unknown))}")
    try:
        return Settings(**given)
    except ValidationError as error:
        fault = error.errors()[0]
        name, key = str(fault["loc"][0]), ".".join(map(str, fault["loc"]))
        reason = REASONS.get(fault["type"], fault["msg"].removeprefix("Value error, "))
        raise UsageError(f"{key} in {_origin(name, given)} is wrong: {reason}", "Correct it there") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{ENV_FILE.absolute()} is not UTF-8 text: {error}", "Save it as UTF-8") from None


def _origin(name: str, overrides: dict[str, Any]) -> str:
    """Where the value of a setting came from, in words."""
    variable = name.upper() if name.startswith("neo4j_") else f"KGLOAD_{name.upper()}"
    if name in overrides:
        return "the command line"
    if any(key.upper() == variable for key in os.environ):
        return f"the environment ({variable})"
    if name in read_toml(TOML_FILE) and not _in_env_file(variable):
        return str(TOML_FILE.absolute())
    return f"{ENV_FILE.absolute()} ({variable})"


def _in_env_file(variable: str) -> bool:
    return ENV_FILE.is_file() and variable in ENV_FILE.read_text(encoding="utf-8").upper()
