"""Addresses of media files, captions, posters and images; they carry no language prefix."""

from django.urls import path

from media_library import views

app_name = "media_library"

urlpatterns = [
    path("media/<int:media_id>/tracks/<int:track_id>.vtt", views.track, name="track"),
    path("media/<int:media_id>/poster/<int:width>/<str:filename>", views.poster, name="poster"),
    path("media/<int:media_id>/<str:filename>", views.media_file, name="media_file"),
    path(
        "images/<str:signature>/<int:image_id>/<str:filter_spec>/<str:filename>",
        views.image,
        name="image",
    ),
]
