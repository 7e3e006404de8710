"""The groups of the site by name; an administrator may change what they may do, not what they are called."""

from collections.abc import Mapping
from typing import Final

from django.contrib.auth.models import Group
from wagtail.models import Collection, CollectionViewRestriction

#: Group that writes the pages of a language.
EDITORS_BY_LANGUAGE: Final[Mapping[str, str]] = {
    "pl": "Polish editors",
    "lt": "Lithuanian editors",
    "en": "English editors",
}
TRANSLATORS: Final = "Translators"
MODERATORS: Final = "Moderators"
PARTICIPANTS: Final = "Participants"
PARTICIPANTS_COLLECTION: Final = "Participants"


def participants_collection() -> Collection:
    """Return the collection whose files only participants may read; it is made where it is missing."""
    collection = Collection.objects.filter(name=PARTICIPANTS_COLLECTION, depth=2).first()
    if collection is None:
        collection = Collection.get_first_root_node().add_child(name=PARTICIPANTS_COLLECTION)
        restriction = CollectionViewRestriction.objects.create(
            collection=collection, restriction_type=CollectionViewRestriction.GROUPS
        )
        restriction.groups.add(Group.objects.get_or_create(name=PARTICIPANTS)[0])
    return collection
