"""The user model, and the sign of life of the workers."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who edits, translates, or reads restricted material.

    Our own model from the first migration, so that fields can be added without a rebuild. The language of the
    admin interface is in Wagtail's user profile.
    """


class WorkerHeartbeat(models.Model):
    """When a worker process was last alive, so that any web process can tell."""

    worker_id = models.CharField(_("worker"), max_length=64, unique=True)
    beat_at = models.DateTimeField(_("last seen"))

    class Meta:
        verbose_name = _("worker")
        verbose_name_plural = _("workers")

    def __str__(self) -> str:
        return self.worker_id
