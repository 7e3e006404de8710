"""The site search: engines, indexing, queries and the results page."""
