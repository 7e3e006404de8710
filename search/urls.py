"""Addresses of the search, under each language prefix."""

from django.urls import path

from search.suggestion_views import suggestions
from search.views import results

app_name = "search"
urlpatterns = [
    path("", results, name="results"),
    path("suggestions/", suggestions, name="suggestions"),
]
