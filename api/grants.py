"""What an app is given in the admin, whether it reads with it or is told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from api.scopes import Rights, rights_of


class Grant(models.Model):
    """Rights of an app, apart from any account, and who gave them when."""

    scopes = models.JSONField(_("rights"), default=list, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def rights(self) -> Rights:
        """What the app may read, or be told of."""
        return rights_of(self.scopes)
