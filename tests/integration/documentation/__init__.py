"""Holds the documentation of the API equal to what the API does."""
