"""Settings of a public installation, behind a proxy that ends TLS. All that has no safe default is demanded."""

import os

from cms.environment import read_env_file, read_environment
from cms.logging import json_logging
from cms.settings.base import *
from cms.settings.base import PROJECT_DIR, REST_FRAMEWORK
from cms.settings.installation import settings_from

environment = read_environment(
    {**read_env_file(PROJECT_DIR / ".env"), **os.environ},
    project_dir=PROJECT_DIR,
    production=True,
)
globals().update(settings_from(environment))

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The proxy sets X-Forwarded-Proto on every request and drops a visitor's own.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# It is also the one that may say which address a request comes from.
REST_FRAMEWORK = {**REST_FRAMEWORK, "NUM_PROXIES": 1}
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked by the orchestrator, past the proxy
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

LOGGING = json_logging()
