"""The WSGI application that the web process serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.production")

# What is loaded now stays for good, and to look through it for garbage again and again is an eighth of the start. Kept
# out of view, it lets the collector take milliseconds later instead of a fifth of a second, for which a reader waits.
# Nor is it looked through at the end: what the imports leave behind is a megabyte, and to find it takes as long again.
gc.disable()
application = get_wsgi_application()
gc.freeze()
gc.enable()
