"""How a model notices that it was given a new file."""

from django.db.models.fields.files import FieldFile


def is_new_file(file: FieldFile) -> bool:
    """Tell whether the file was assigned and is not yet written to the storage."""
    # Django has no public name for it.
    return bool(file) and not getattr(file, "_committed", True)
