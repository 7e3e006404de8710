"""Settings of a public installation, without TLS and with a limit that no measurement reaches.

``BENCHMARK_YARDSTICKS`` serves the views that ours are compared with, without any middleware.
"""

import os

os.environ.setdefault("SECRET_KEY", "only for measurements: no session of anybody depends on it 0123456789")
os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
os.environ.setdefault("BASE_URL", "http://localhost:8000")
os.environ.setdefault("EMAIL_URL", "consolemail://")

from cms.settings.production import *
from cms.settings.production import REST_FRAMEWORK

SECURE_SSL_REDIRECT = False
API_THROTTLE_RATES = {"anonymous": "1000000000/minute", "token": "1000000000/minute"}
REST_FRAMEWORK = {**REST_FRAMEWORK, "NUM_PROXIES": 0}

if os.environ.get("BENCHMARK_YARDSTICKS"):
    MIDDLEWARE = []
    ROOT_URLCONF = "tests.benchmarks.yardsticks"
