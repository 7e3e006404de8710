"""The WSGI application that the web process serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

application = get_wsgi_application()

# What is there now stays for good: without it in view, the collector of garbage takes milliseconds instead of a fifth of
# a second, in which one reader would have to wait.
gc.collect()
gc.freeze()
