"""The one place that reads environment variables; everything else sees `Environment`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

Value = TypeVar("Value")

SEARCH_ENGINES = ("embedded", "elasticsearch")
DEVELOPMENT_SECRET_KEY = "for development only; production settings demand SECRET_KEY"  # noqa: S105 - not a secret
SECRET_KEY_MIN_LENGTH = 50
HIGHEST_PORT = 65535


@dataclass(frozen=True)
class ElasticsearchAccess:
    """Where Elasticsearch is, how one gets in, and how the indexes are kept."""

    hosts: list[str]
    api_key: str
    ca_file: Path | None
    prefix: str
    replicas: int


@dataclass(frozen=True)
class Environment:
    """All that an installation may choose, parsed and checked."""

    debug: bool
    secret_key: str
    allowed_hosts: list[str]
    base_url: str
    cors_origins: list[str]
    headless_preview_url: str
    data_dir: Path
    port: int
    database: dict[str, Any]
    cache: dict[str, Any] | None
    email: dict[str, Any] | None
    search_engine: str
    elasticsearch: ElasticsearchAccess | None
    webhooks_allow_private: bool


class EnvironmentReader:
    """Reads variables one by one and remembers every complaint, so that one error can name them all."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.complaints: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        """Return a variable; without a default it is demanded."""
        value = self.variables.get(name, "").strip()
        if value:
            return value
        if default is None:
            self.complaints.append(f"{name} is not set")
            return ""
        return default

    def parsed(self, name: str, default: str | None, parse: Callable[[str], Value], fallback: Value) -> Value:
        """Return a parsed variable, or the fallback after noting what is wrong with it."""
        text = self.text(name, default)
        if not text:
            return fallback
        try:
            return parse(text)
        except (ValueError, KeyError, ImproperlyConfigured) as error:
            self.complaints.append(f"{name} is wrong: {error}")
            return fallback

    def raise_complaints(self) -> None:
        """Raise one error with everything that is missing or wrong."""
        if self.complaints:
            listed = "".join(f"\n  - {complaint}" for complaint in self.complaints)
            message = f"The environment is not complete (see .env.example):{listed}"
            raise ImproperlyConfigured(message)


def read_environment(
    variables: Mapping[str, str],
    *,
    project_dir: Path,
    production: bool = False,
) -> Environment:
    """Build the environment; production demands what development has defaults for."""
    reader = EnvironmentReader(variables)
    data_dir = _data_dir(reader, project_dir)
    port = reader.parsed("PORT", "8000", _port, 8000)
    environment = Environment(
        debug=reader.parsed("DEBUG", "no", _flag, False) and not production,
        secret_key=reader.parsed("SECRET_KEY", None, _secret_key, "")
        if production
        else reader.text("SECRET_KEY", DEVELOPMENT_SECRET_KEY),
        allowed_hosts=_words(reader.text("ALLOWED_HOSTS", None if production else "localhost,127.0.0.1,[::1]")),
        base_url=reader.parsed("BASE_URL", None if production else f"http://localhost:{port}", _origin, ""),
        cors_origins=reader.parsed("CORS_ORIGINS", "", _origins, []),
        headless_preview_url=reader.parsed("HEADLESS_PREVIEW_URL", "", _web_address, ""),
        data_dir=data_dir,
        port=port,
        database=reader.parsed("DATABASE_URL", f"sqlite:///{data_dir / 'db.sqlite3'}", _database, {}),
        cache=reader.parsed("CACHE_URL", "", _cache, None),
        email=reader.parsed("EMAIL_URL", None if production else "", _email, None),
        search_engine=reader.parsed("SEARCH_ENGINE", "embedded", _search_engine, "embedded"),
        elasticsearch=_elasticsearch(reader) if reader.text("SEARCH_ENGINE", "") == "elasticsearch" else None,
        webhooks_allow_private=reader.parsed("WEBHOOKS_ALLOW_PRIVATE_ADDRESSES", "no", _flag, False),
    )
    reader.raise_complaints()
    return environment


def read_env_file(path: Path) -> dict[str, str]:
    """Return the variables of a `.env` file, or none if there is no such file."""
    variables: dict[str, str] = {}
    if not path.is_file():
        return variables
    for line in path.read_text(encoding="utf-8").splitlines():
        name, separator, value = line.partition("=")
        if separator and not name.lstrip().startswith("#"):
            variables[name.removeprefix("export ").strip()] = value.strip().strip("\"'")
    return variables


def _data_dir(reader: EnvironmentReader, project_dir: Path) -> Path:
    return (project_dir / Path(reader.text("DATA_DIR", "var")).expanduser()).resolve()


def _elasticsearch(reader: EnvironmentReader) -> ElasticsearchAccess:
    return ElasticsearchAccess(
        hosts=reader.parsed("ELASTICSEARCH_URL", None, _origins, []),
        api_key=reader.text("ELASTICSEARCH_API_KEY", ""),
        ca_file=reader.parsed("ELASTICSEARCH_CA_FILE", "", Path, None),
        prefix=reader.parsed("ELASTICSEARCH_PREFIX", "competence-centre", _index_prefix, ""),
        replicas=reader.parsed("ELASTICSEARCH_REPLICAS", "0", _replicas, 0),
    )


def _index_prefix(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", text):
        message = f"{text!r} is not made of small letters, digits and hyphens"
        raise ValueError(message)
    return text


def _replicas(text: str) -> int:
    if not text.isdigit():
        message = f"{text!r} is not a number of copies"
        raise ValueError(message)
    return int(text)


def _flag(text: str) -> bool:
    values = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}
    if text.lower() not in values:
        message = f"{text!r} is neither yes nor no"
        raise ValueError(message)
    return values[text.lower()]


def _web_address(text: str) -> str:
    address = urlsplit(text)
    if address.scheme not in {"http", "https"} or not address.netloc or address.fragment:
        message = f"{text!r} is no address such as https://app.example.org/preview"
        raise ValueError(message)
    return text


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= HIGHEST_PORT:
        message = f"{text!r} is not a port number"
        raise ValueError(message)
    return int(text)


def _secret_key(text: str) -> str:
    if len(text) < SECRET_KEY_MIN_LENGTH or len(set(text)) < SECRET_KEY_MIN_LENGTH // 10:
        message = f"it must be at least {SECRET_KEY_MIN_LENGTH} random characters"
        raise ValueError(message)
    return text


def _origin(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        message = f"{text!r} is not an address like https://example.org"
        raise ValueError(message)
    return text.rstrip("/")


def _origins(text: str) -> list[str]:
    return [_origin(word) for word in _words(text)]


def _database(text: str) -> dict[str, Any]:
    config: dict[str, Any] = dict(Env.db_url_config(text))
    if config.get("ENGINE") not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
        message = "only sqlite:///path and postgres://user:password@host:port/name are supported"
        raise ValueError(message)
    config["HOST"] = unquote(config.get("HOST", ""))  # the folder of a socket is written with %2F
    return config


def _cache(text: str) -> dict[str, Any]:
    return dict(Env.cache_url_config(text))


def _email(text: str) -> dict[str, Any]:
    return dict(Env.email_url_config(text))


def _search_engine(text: str) -> str:
    if text not in SEARCH_ENGINES:
        message = f"{text!r} is not supported; supported: {', '.join(SEARCH_ENGINES)}"
        raise ValueError(message)
    return text
