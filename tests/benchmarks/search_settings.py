"""Settings of a process that searches the index of a measurement, which its parent names in the environment."""

import json
import os

from cms.settings.dev import *

SEARCH = {**globals()["SEARCH"], **json.loads(os.environ["BENCHMARK_SEARCH"])}
