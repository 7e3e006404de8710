"""The engine for installations of several machines: Elasticsearch, self-managed or in a cloud."""

from search.engines.elasticsearch.engine import ElasticsearchEngine

__all__ = ["ElasticsearchEngine"]
