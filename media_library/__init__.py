"""Images, documents, video and captions: their models, processing and protected serving."""
