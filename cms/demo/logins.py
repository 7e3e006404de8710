"""The accounts of the demo site."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from pages.editors.groups import EDITORS, PARTICIPANTS, TRANSLATORS


@dataclass(frozen=True)
class DemoLogin:
    """An account of the demo site; its password is for a machine that nobody else reaches."""

    username: str
    password: str
    role: str
    group_names: tuple[str, ...] = ()
    is_superuser: bool = False
    language_code: str = "pl"


LOGINS = (
    DemoLogin("admin", "demo-admin-2014", gettext_noop("administrator"), is_superuser=True),
    DemoLogin("editor", "demo-editor-2014", gettext_noop("editor of Polish and Lithuanian pages"), EDITORS),
    DemoLogin("translator", "demo-translator-2014", gettext_noop("translator"), (TRANSLATORS,), language_code="lt"),
    DemoLogin("participant", "demo-participant-2014", gettext_noop("project participant"), (PARTICIPANTS,)),
)
