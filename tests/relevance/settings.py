"""Settings of a throwaway site whose search is measured; its engine is chosen as on an installation."""

import os

from cms.settings.test import *
from cms.settings.test import SEARCH

if os.environ.get("SEARCH_ENGINE") == "elasticsearch":
    SEARCH = {
        **SEARCH,
        "ENGINE": "search.engines.elasticsearch.ElasticsearchEngine",
        "OPTIONS": {"hosts": [os.environ["TEST_ELASTICSEARCH_URL"]], "prefix": f"relevance-{os.getpid()}"},
    }
