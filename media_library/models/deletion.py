"""What is deleted stays so."""

from django.db.models import Model


def refuse_deleted(instance: Model) -> None:
    """Raise DoesNotExist where somebody has deleted, since it was read, what is about to be saved.

    Django inserts a row that an update does not find: of a file that would be an entry without its file, under a number
    that pages no longer refer to. In a transaction the row is held until its end.
    """
    if instance.pk and not instance._state.adding:  # noqa: SLF001 - documented
        type(instance)._default_manager.select_for_update().only("pk").get(pk=instance.pk)
