"""A real Elasticsearch for tests: `python -m tests.elasticsearch pytest tests/contract`."""
