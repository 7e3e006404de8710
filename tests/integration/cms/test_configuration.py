"""Production settings, and the checks of a wrong configuration."""

import json
import logging
import logging.config
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from cms.checks import check_data_dir, check_feed_consumers, check_public_address
from cms.logging import json_logging

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "q7" + "abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "www.example.org",
    "BASE_URL": "https://www.example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
}


def manage(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "manage.py", *arguments],
        cwd=settings.PROJECT_DIR,
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_production_settings_are_fit_for_deployment(tmp_path: Path) -> None:
    environment = {**PRODUCTION, "DATA_DIR": str(tmp_path)}
    result = manage("check", "--deploy", "--fail-level", "WARNING", environment=environment)
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


@pytest.mark.slow
def test_missing_settings_are_named_at_once(tmp_path: Path) -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "cms.settings.production", "DATA_DIR": str(tmp_path)}
    result = manage("check", environment=environment)
    assert result.returncode != 0
    for name in ("SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "EMAIL_URL"):
        assert f"{name} is not set" in result.stderr


@override_settings(FEED_CONSUMERS=["search.nothing.at_all"])
def test_a_missing_feed_consumer_is_an_error() -> None:
    [error] = check_feed_consumers()
    assert error.id == "cms.E001"
    assert "search.nothing.at_all" in error.msg


def test_feed_consumers_of_our_settings_exist() -> None:
    assert check_feed_consumers() == []


def test_a_data_dir_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    with override_settings(DATA_DIR=in_the_way / "data"):
        [error] = check_data_dir()
    assert error.id == "cms.E002"


@pytest.mark.parametrize(
    ("base_url", "hosts", "ids"),
    [
        ("https://www.example.org", ["www.example.org"], []),
        ("http://www.example.org", [".example.org"], ["cms.W001"]),
        ("https://www.example.org", ["*"], ["cms.W002"]),
        ("https://www.example.org", ["example.org"], ["cms.W003"]),
    ],
)
def test_public_address_is_checked(base_url: str, hosts: list[str], ids: list[str]) -> None:
    with override_settings(BASE_URL=base_url, ALLOWED_HOSTS=hosts):
        assert [message.id for message in check_public_address()] == ids


def test_log_lines_of_production_are_json() -> None:
    formatter = logging.config.DictConfigurator(json_logging()).configure_formatter(
        json_logging()["formatters"]["json"]
    )
    record = logging.LogRecord("search", logging.WARNING, __file__, 1, "cursor at %s", (7,), None)
    record.request_id = "abc"
    line = json.loads(formatter.format(record))
    assert line["message"] == "cursor at 7"
    assert line["logger"] == "search"
    assert line["request_id"] == "abc"
