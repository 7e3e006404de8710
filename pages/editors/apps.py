"""The app of the editors."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EditorsConfig(AppConfig):
    """Groups, permissions and moderation of the site."""

    name = "pages.editors"
    label = "editors"
    verbose_name = _("Editors")

    def ready(self) -> None:
        """Set a new site up once its tables are there."""
        post_migrate.connect(on_migrated, dispatch_uid="editors.new_site")


def on_migrated(app_config: AppConfig, plan: Any = None, using: str = "default", **_kwargs: Any) -> None:
    """Set the site up after the last app has been migrated, if all migrations have been applied.

    It is done here rather than in a migration, since there the page tree and the publications would have to be
    written by hand; and after the last app, since permissions are made app by app.
    """
    with_models = [config for config in apps.get_app_configs() if config.models_module is not None]
    if not plan or using != "default" or app_config is not with_models[-1]:
        return
    from pages.editors.new_site import set_up_new_site  # noqa: PLC0415 - needs all models

    executor = MigrationExecutor(connections[using])
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        set_up_new_site()
