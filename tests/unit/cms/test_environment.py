"""The typed reader of the environment."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.environment import ElasticsearchAccess, Environment, read_env_file, read_environment

PROJECT = Path("/srv/centre")
PRODUCTION = {
    "SECRET_KEY": "k9" + "abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "www.example.org, example.org",
    "BASE_URL": "https://www.example.org/",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
}


def read(variables: dict[str, str], *, production: bool = False) -> Environment:
    return read_environment(variables, project_dir=PROJECT, production=production)


def test_development_needs_nothing() -> None:
    environment = read({})
    assert environment.data_dir == PROJECT / "var"
    assert environment.database["NAME"] == str(PROJECT / "var" / "db.sqlite3")
    assert environment.base_url == "http://localhost:8000"
    assert environment.email is None
    assert environment.debug is False


def test_one_error_names_all_that_production_misses() -> None:
    with pytest.raises(ImproperlyConfigured) as refused:
        read({"PORT": "80a", "SEARCH_ENGINE": "solr"}, production=True)
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "EMAIL_URL", "PORT", "SEARCH_ENGINE"):
        assert name in str(refused.value)


def test_production_is_read() -> None:
    environment = read(PRODUCTION, production=True)
    assert environment.allowed_hosts == ["www.example.org", "example.org"]
    assert environment.base_url == "https://www.example.org"
    assert environment.email is not None
    assert environment.email["EMAIL_HOST"] == "mail.example.org"


def test_production_cannot_be_debugged() -> None:
    assert read({**PRODUCTION, "DEBUG": "1"}, production=True).debug is False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "a" * 60),
        ("BASE_URL", "www.example.org"),
        ("DATABASE_URL", "mysql://localhost/centre"),
        ("CACHE_URL", "nonsense://localhost"),
        ("EMAIL_URL", "pigeon://roof"),
        ("CORS_ORIGINS", "app.example.org"),
        ("PORT", "70000"),
        ("DEBUG", "perhaps"),
    ],
)
def test_a_wrong_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        read({**PRODUCTION, name: value}, production=True)


def test_port_moves_the_address() -> None:
    assert read({"PORT": "8123"}).base_url == "http://localhost:8123"


def test_socket_folder_of_postgresql_is_understood() -> None:
    database = read({"DATABASE_URL": "postgres://centre@%2Frun%2Fpostgresql/centre"}).database
    assert database["HOST"] == "/run/postgresql"
    assert database["NAME"] == "centre"


def test_env_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("# comment\nPORT=8001\nexport BASE_URL='http://localhost:8001'\n#DEBUG=1\n\n", encoding="utf-8")
    assert read_env_file(path) == {"PORT": "8001", "BASE_URL": "http://localhost:8001"}


def test_missing_env_file_gives_nothing(tmp_path: Path) -> None:
    assert read_env_file(tmp_path / ".env") == {}


def test_elasticsearch_is_asked_for_only_where_it_is_chosen() -> None:
    assert read({"ELASTICSEARCH_URL": "nowhere"}).elasticsearch is None
    with pytest.raises(ImproperlyConfigured, match="ELASTICSEARCH_URL is not set"):
        read({"SEARCH_ENGINE": "elasticsearch"})


def test_elasticsearch_is_read() -> None:
    chosen = {
        "SEARCH_ENGINE": "elasticsearch",
        "ELASTICSEARCH_URL": "https://es1.example.org:9200, https://es2.example.org:9200/",
        "ELASTICSEARCH_API_KEY": "c2VjcmV0",
        "ELASTICSEARCH_CA_FILE": "/etc/ssl/ca.pem",
        "ELASTICSEARCH_REPLICAS": "1",
    }
    access = read(chosen).elasticsearch
    assert access == ElasticsearchAccess(
        hosts=["https://es1.example.org:9200", "https://es2.example.org:9200"],
        api_key="c2VjcmV0",
        ca_file=Path("/etc/ssl/ca.pem"),
        prefix="competence-centre",
        replicas=1,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [("ELASTICSEARCH_URL", "es:9200"), ("ELASTICSEARCH_PREFIX", "Centre*"), ("ELASTICSEARCH_REPLICAS", "-1")],
)
def test_wrong_settings_of_elasticsearch_are_told(name: str, value: str) -> None:
    chosen = {"SEARCH_ENGINE": "elasticsearch", "ELASTICSEARCH_URL": "http://localhost:9200", name: value}
    with pytest.raises(ImproperlyConfigured, match=name):
        read(chosen)
