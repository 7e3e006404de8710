"""Settings of `make run` and of developers: no TLS, no secrets, readable logs. DEBUG=1 turns debugging on."""

import os

from cms.environment import read_env_file, read_environment
from cms.logging import plain_logging
from cms.settings.base import *
from cms.settings.base import PROJECT_DIR
from cms.settings.installation import settings_from

environment = read_environment({**read_env_file(PROJECT_DIR / ".env"), **os.environ}, project_dir=PROJECT_DIR)
globals().update(settings_from(environment))

# Static files are served as they lie in the sources; nothing needs collecting.
STATIC_ROOT = None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = environment.debug
WHITENOISE_MAX_AGE = 0
SHOW_DEMO_LOGINS = True

LOGGING = plain_logging()
