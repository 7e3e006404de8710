"""Settings of the tests: everything lies in a temporary folder, tasks run at once."""

import os
import tempfile

from cms.environment import read_environment
from cms.settings.base import *
from cms.settings.base import PROJECT_DIR
from cms.settings.installation import database_settings, settings_from

environment = read_environment(
    {
        "DATA_DIR": os.environ.get("TEST_DATA_DIR") or tempfile.mkdtemp(prefix="competence-centre-test-"),
        "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""),
        "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
        "BASE_URL": "http://localhost",
    },
    project_dir=PROJECT_DIR,
)
globals().update(settings_from(environment))

# A file, so that the live server of browser tests answers several requests at once, each with its own connection.
if not os.environ.get("TEST_DATABASE_URL"):
    DATABASES = {
        "default": {**database_settings(environment), "TEST": {"NAME": str(environment.data_dir / "test.sqlite3")}},
    }

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True  # finds a file when asked for it instead of listing all at start
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast; no test is about the hash
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
API_THROTTLE_RATES = {}  # tests ask more in a minute than any app
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
SEARCH_QUERIES_COUNTED_AT_ONCE = True  # a thread would write outside of the transaction that a test takes back
# Built once for all test processes: it takes 15 s and much memory.
SEARCH = {**globals()["SEARCH"], "DICTIONARIES": PROJECT_DIR / "var" / "dictionaries"}
