"""Signals of the media library."""

from django.dispatch import Signal

# Sent inside the transaction, with the Document or MediaItem as `instance` and its class as
# `sender`, when the pages of the document or the readable cues of the media item have changed.
file_text_changed = Signal()
