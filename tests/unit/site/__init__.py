"""Tests of the site's look and words, without a database."""
