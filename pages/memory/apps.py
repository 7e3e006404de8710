from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MemoryConfig(AppConfig):
    """Texts in two languages, and the terms that are learnt from them."""

    name = "pages.memory"
    label = "memory"
    verbose_name = _("Translation memory")
    default_auto_field = "django.db.models.BigAutoField"
