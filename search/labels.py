"""Names of what was found, in the language of the visitor."""

from collections.abc import Mapping

from django.apps import apps
from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_info, gettext, gettext_lazy as _

from pages.publications.models import PassageKind
from pages.publications.resources import RESOURCE_FACET
from search.documents import DATE_FACET, TYPE_FACET
from search.languages import LANGUAGE_FACET

# The facets shown as filters, in this order; a facet not named here is counted but not shown.
FACET_LEGENDS = {
    TYPE_FACET: _("Kind"),
    "specialisation": _("Specialisation"),
    "level": _("Level"),
    RESOURCE_FACET: _("Material"),
    LANGUAGE_FACET: _("Language of the text"),
    "cluster": _("Cluster"),
    DATE_FACET: _("Year of publication"),
    "country": _("Side of the border"),
    "policy_level": _("Level of policy"),
}
MEDIUM_LABELS = {PassageKind.PDF_PAGE.value: _("PDF document"), PassageKind.CUE.value: _("video")}


def type_label(model_name: str) -> str:
    """Return what a page of a type is called, such as "Course" for `pages.CoursePage`."""
    try:
        return capfirst(str(apps.get_model(model_name)._meta.verbose_name))
    except (LookupError, ValueError):  # a type that is no longer installed
        return model_name


def value_label(facet: str, key: str, labels: Mapping[str, str]) -> str:
    """Return the label of a facet value in the visitor's language, else in the main one."""
    if facet == TYPE_FACET:
        return type_label(key)
    if facet == LANGUAGE_FACET:
        return capfirst(language_label(key))
    wanted = (labels.get(language) for language in (get_language() or "", settings.LANGUAGE_CODE))
    return capfirst(next((label for label in (*wanted, *labels.values()) if label), key))


def language_label(code: str) -> str:
    """Return the name of a language in the visitor's own."""
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code


def place_label(kind: str, anchor: str, heading: str) -> str:
    """Return where a passage stands: "page 17" of a PDF, "1:13" of a film, or its section."""
    _name, _sign, value = anchor.partition("=")
    if kind == PassageKind.PDF_PAGE and value:
        return gettext("page %(number)s") % {"number": value}
    if kind == PassageKind.CUE and value:
        return _clock(value)
    return heading


def _clock(seconds: str) -> str:
    try:
        whole = int(float(seconds))
    except ValueError:
        return seconds
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
