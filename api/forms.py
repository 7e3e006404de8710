"""The form on which tokens are made and changed in the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar, Final

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from api.models import ReaderToken
from api.scopes import DRAFT, LOGIN, PUBLISHED, group_scope
from api.tokens import give_secret

VALIDITY: Final = timedelta(days=365)


def scope_choices() -> list[tuple[str, str]]:
    """Return all scopes with what they mean, each group by its name."""
    return [
        (PUBLISHED, _("Published content")),
        (LOGIN, _("Content for everyone who is logged in")),
        *(
            (group_scope(group.pk), _("Content for the group “%(name)s”") % {"name": group.name})
            for group in Group.objects.order_by("name")
        ),
        (DRAFT, _("Drafts")),
    ]


class ReaderTokenForm(WagtailAdminModelForm):
    """Chooses what a token opens and for how long; a new one gets its secret when it is saved."""

    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("Rights"),
        choices=scope_choices,  # called for each form: the groups of this moment
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("What is published for everyone can be read with any token."),
    )

    class Meta:
        model = ReaderToken
        fields: ClassVar[list[str]] = ["name", "scopes", "expires_at", "revoked"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret = ""
        if self.instance.pk is None:
            del self.fields["revoked"]
            self.initial["scopes"] = [PUBLISHED]
            self.initial["expires_at"] = timezone.now().replace(second=0, microsecond=0) + VALIDITY
        elif self.instance.revoked:
            self.fields["revoked"].disabled = True

    def clean_expires_at(self) -> Any:
        """Refuse a time that is over where it is chosen anew; an old token may keep its own."""
        expires_at = self.cleaned_data["expires_at"]
        if expires_at is not None and "expires_at" in self.changed_data and expires_at <= timezone.now():
            raise ValidationError(_("This time is in the past."))
        return expires_at

    def save(self, commit: bool = True) -> Any:
        """Save the token, a new one under a new secret that only this form knows."""
        if self.instance.pk is None and not self.instance.digest:
            self.secret = give_secret(self.instance, self.for_user)
        return super().save(commit=commit)
