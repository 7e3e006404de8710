"""The accounts of the demo site."""

from dataclasses import dataclass

from pages.editors.groups import EDITORS_BY_LANGUAGE, MODERATORS, PARTICIPANTS, TRANSLATORS


@dataclass(frozen=True)
class DemoLogin:
    """An account of the demo site; its password is for a machine that nobody else reaches.

    It has a name, without which Wagtail keeps no change of an account, its language included.
    """

    username: str
    password: str
    role: str
    first_name: str
    last_name: str
    group_names: tuple[str, ...] = ()
    is_superuser: bool = False
    language_code: str = "pl"


LOGINS = (
    DemoLogin("admin", "demo-admin-2014", "administrator", "Adam", "Przykładowy", is_superuser=True),
    DemoLogin(
        "editor",
        "demo-editor-2014",
        "editor of Polish and Lithuanian pages, may publish",
        "Edyta",
        "Przykładowa",
        (EDITORS_BY_LANGUAGE["pl"], EDITORS_BY_LANGUAGE["lt"], MODERATORS),
    ),
    DemoLogin(
        "translator", "demo-translator-2014", "translator", "Tomas", "Pavyzdinis", (TRANSLATORS,), language_code="lt"
    ),
    DemoLogin("participant", "demo-participant-2014", "project participant", "Piotr", "Przykładowy", (PARTICIPANTS,)),
)
