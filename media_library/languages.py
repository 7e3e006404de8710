"""The languages in which editors may mark a file."""

from django.utils.translation import get_language_info
from wagtail.coreutils import get_content_languages


def content_languages() -> list[tuple[str, str]]:
    """Return code and name of every content language, for use as the choices of a field."""
    return [(str(code), str(name)) for code, name in get_content_languages().items()]


def language_name(language_code: str) -> str:
    """Return the language's name in that language itself, or the code where Django knows no name."""
    try:
        name = str(get_language_info(language_code)["name_local"])
    except KeyError:
        return language_code
    # Django writes some with a capital letter and some without; in a menu they stand alike.
    return name[:1].upper() + name[1:]
