"""Settings that an installation chooses by its environment."""

from contextlib import suppress
from dataclasses import asdict

from cms.environment import Environment


def settings_from(environment: Environment) -> dict[str, object]:
    """Return the settings that an installation chooses by its environment."""
    data_dir = environment.data_dir
    with suppress(OSError):  # the check cms.E002 tells of it
        data_dir.mkdir(parents=True, exist_ok=True)
    return {
        "DATA_DIR": data_dir,
        "MEDIA_ROOT": data_dir / "media",
        "STATIC_ROOT": data_dir / "static",
        "DEBUG": environment.debug,
        "SECRET_KEY": environment.secret_key,
        "ALLOWED_HOSTS": environment.allowed_hosts,
        "PORT": environment.port,
        "BASE_URL": environment.base_url,
        "WAGTAILADMIN_BASE_URL": environment.base_url,
        "WAGTAILAPI_BASE_URL": environment.base_url,
        "CSRF_TRUSTED_ORIGINS": [environment.base_url],
        "CORS_ALLOWED_ORIGINS": environment.cors_origins,
        "HEADLESS_PREVIEW_URL": environment.headless_preview_url,
        "WEBHOOKS_ALLOW_PRIVATE_ADDRESSES": environment.webhooks_allow_private,
        "SEARCH": search_settings(environment),
        "DATABASES": {"default": database_settings(environment)},
        "CACHES": {"default": environment.cache or {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        **email_settings(environment),
    }


def search_settings(environment: Environment) -> dict[str, object]:
    """Return the search engine; without a choice, the embedded one in a file of its own."""
    dictionaries = environment.data_dir / "dictionaries"
    if environment.elasticsearch:
        return {
            "ENGINE": "search.engines.elasticsearch.ElasticsearchEngine",
            "OPTIONS": asdict(environment.elasticsearch),
            "DICTIONARIES": dictionaries,
        }
    return {
        "ENGINE": "search.engines.embedded.EmbeddedEngine",
        "OPTIONS": {"path": environment.data_dir / "search" / "embedded.sqlite3"},
        "DICTIONARIES": dictionaries,
    }


def database_settings(environment: Environment) -> dict[str, object]:
    """Return the database, with what makes each engine fit for several processes."""
    config = dict(environment.database)
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            # A writer takes its lock at the start and waits, instead of failing in the middle.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-16000;PRAGMA temp_store=MEMORY;"
            ),
        }
    else:
        config["CONN_HEALTH_CHECKS"] = True
    # Opening SQLite and setting it up costs more than most reads; opening PostgreSQL more than all.
    config.setdefault("CONN_MAX_AGE", 60)
    return config


def email_settings(environment: Environment) -> dict[str, object]:
    """Return how mail is sent; without EMAIL_URL each mail becomes a file under DATA_DIR."""
    if environment.email is None:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": environment.data_dir / "mail",
        }
    options = dict(environment.email.get("OPTIONS", {}))
    settings = {key: value for key, value in environment.email.items() if key != "OPTIONS"}
    return {**settings, **options}
