"""The address of documents, under the name by which Wagtail builds `document.url`."""

from django.urls import path

from media_library import views

urlpatterns = [
    path("<int:document_id>/<path:filename>", views.document, name="wagtaildocs_serve"),
]
