"""Every setting of Wence, read once from the environment (`WENCE_…`), an `.env` file or `wence.toml`."""

from enum import StrEnum
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from assistant.configuration import PREFIX, FileSource


class Keeping(StrEnum):
    """What the answer log keeps."""

    OFF = "off"
    MASKED = "masked"
    FULL = "full"


class Accounting(StrEnum):
    """When the desk needs a login."""

    AUTO = "auto"
    ON = "on"


class LogFormat(StrEnum):
    """How the program's own log is written."""

    AUTO = "auto"
    JSON = "json"
    TEXT = "text"


class LogLevel(StrEnum):
    """From where on something is told in the program's own log."""

    DEBUG = "debug"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Metering(StrEnum):
    """Who may read /metrics."""

    OFF = "off"
    LOCAL = "local"
    OPEN = "open"


class Settings(BaseSettings):
    """What can be configured; each field is the variable WENCE_ plus its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What is given, then the environment, then `.env`, then the file."""
        return init_settings, env_settings, dotenv_settings, FileSource(settings_cls)

    home: Path = Field(default=Path(".wence"), description="where the catalog, the originals and the indexes live")
    embedder: str = Field(default="builtin", description="builtin, a model name or path, or openai:NAME")
    embedder_base_url: str | None = Field(
        default=None, description="address of an OpenAI-compatible embeddings endpoint"
    )
    embedder_api_key: SecretStr | None = Field(default=None, description="its key")
    readers: int | None = Field(
        default=None, ge=1, description="how many files are read at once; unset: one for each core, at most eight"
    )
    read_seconds: float = Field(
        default=60.0, gt=0, description="seconds until reading a small file is given up; large files get more"
    )
    read_memory_mb: int = Field(default=3072, ge=512, description="most memory, in MiB, that reading a file may take")
    upload_mb: int = Field(default=100, ge=1, description="largest file, in MiB, that staff may upload")
    reranker: str | None = Field(
        default=None, description="cross-encoder that puts the best hits in order, a name or path; unset: none"
    )
    model: str | None = Field(default=None, description="chat model as provider:name; unset: answers are extractive")
    model_timeout: float = Field(
        default=60.0,
        gt=0,
        description="seconds that a chat model may take for an answer, a second try and a repair included",
    )
    model_window: int = Field(
        default=8192, ge=2048, description="tokens that a chat model takes in one request, question and answer included"
    )
    model_failures: int = Field(
        default=3,
        ge=1,
        description="failures of the chat model, or of the embeddings endpoint, on end after which it is not called for a while",
    )
    model_rest: float = Field(
        default=30.0, gt=0, description="seconds for which it is not called then, until one call tries it again"
    )
    host: str = Field(default="127.0.0.1", description="address that the page is served on")
    port: int = Field(default=7860, ge=1, le=65535, description="port that the page is served on")
    accounts: Accounting = Field(
        default=Accounting.AUTO,
        description="whether the desk needs a login: auto (where other machines can reach the page), or on (always; for a "
        "reverse proxy on the same machine)",
    )
    session_idle_hours: float = Field(
        default=8.0,
        gt=0,
        le=24 * 365,
        description="hours until somebody who is signed in and does nothing must sign in again",
    )
    session_days: float = Field(
        default=7.0, gt=0, le=365, description="days until somebody must sign in again in any case"
    )
    public_hosts: str | None = Field(
        default=None,
        description="names that the page is reached by, separated by commas, where others are not to lead to it: behind a "
        "reverse proxy, or beside localhost",
    )
    trusted_proxies: str | None = Field(
        default=None,
        description="addresses or networks of the reverse proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, "
        "separated by commas",
    )
    api_keys: SecretStr | None = Field(
        default=None, description="keys of which programs must show one, separated by commas; unset: the API is open"
    )
    at_once: int = Field(
        default=4,
        ge=1,
        description="questions that are worked on at the same time, of visitors and of programs together",
    )
    waiting: int = Field(
        default=64, ge=0, description="questions of visitors that may wait for their turn, and as many of programs"
    )
    contact: str | None = Field(default=None, description="whom to ask when nothing is found, shown with a refusal")
    log: Keeping = Field(
        default=Keeping.MASKED,
        description="what is kept of questions and answers: off, masked (telephone and identity numbers, e-mail, accounts "
        "and introduced names taken out), or full (as typed)",
    )
    log_days: int = Field(default=180, ge=0, description="days until a kept answer is removed; 0: never")
    conversation_days: int = Field(
        default=30,
        ge=0,
        description="days that a visitor finds a conversation again after its last answer; 0: none is kept",
    )
    max_question_chars: int = Field(default=2000, ge=1, description="longest question that is accepted")
    catalog_url: SecretStr | None = Field(
        default=None,
        description="address of the PostgreSQL database that holds the catalog, postgresql+psycopg://user:password@host/name, "
        "which several machines may share; unset: SQLite in the home",
    )
    chroma_url: str | None = Field(
        default=None,
        description="address of a Chroma server that keeps the vectors, http://host:port, as `chroma run` starts it; unset: in the "
        "home",
    )
    chroma_token: SecretStr | None = Field(
        default=None, description="bearer token that the Chroma server, or the proxy before it, asks for"
    )
    originals: str | None = Field(
        default=None,
        description="where the originals are kept: a folder, or s3://bucket/prefix of an S3-compatible store; unset: in the home",
    )
    s3_endpoint: str | None = Field(
        default=None,
        description="address of the S3-compatible store, where it is not Amazon's; keys come from AWS_ACCESS_KEY_ID and "
        "AWS_SECRET_ACCESS_KEY",
    )
    log_format: LogFormat = Field(
        default=LogFormat.AUTO, description="the program's own log: json, text, or auto (text on a terminal, else json)"
    )
    log_level: LogLevel | None = Field(
        default=None, description="debug, info, warning or error; unset: info, on a terminal warning"
    )
    metrics: Metering = Field(
        default=Metering.LOCAL,
        description="who may read /metrics: off, local (this machine, and whoever shows WENCE_METRICS_KEY), or open",
    )
    metrics_key: SecretStr | None = Field(
        default=None, min_length=16, description="what a monitoring system shows to read /metrics, as a bearer token"
    )
    stop_seconds: float = Field(
        default=20.0, ge=0, le=3600, description="seconds that answers under way are given when the service is stopped"
    )
    visitor_requests: int = Field(
        default=1200,
        ge=0,
        description="requests of one address in a minute, of visitors and programs; the machine itself is not counted; 0: no "
        "limit",
    )
