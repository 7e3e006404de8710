"""The forms on which webhooks are made, changed and replayed in the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.coreutils import get_content_languages

from api.forms import scope_choices
from api.scopes import DRAFT, PUBLISHED
from api.webhooks.events import event_choices, event_types
from api.webhooks.models import WebhookEndpoint
from api.webhooks.outbox import start_at_head
from api.webhooks.receivers import validate_receiver
from api.webhooks.signing import new_secret, seal


def right_choices() -> list[tuple[str, str]]:
    """Return the rights of a reader that make sense here: drafts are never told of."""
    return [(scope, label) for scope, label in scope_choices() if scope != DRAFT]


def language_choices() -> list[tuple[str, str]]:
    """Return the languages of the content."""
    return list(get_content_languages().items())


class WebhookEndpointForm(WagtailAdminModelForm):
    """Chooses what an endpoint is told; a new one gets its secret when it is saved."""

    url = forms.URLField(
        label=_("Address"),
        max_length=500,
        assume_scheme="https",
        help_text=_("Messages are posted here, over HTTPS."),
    )
    events = forms.MultipleChoiceField(label=_("Events"), choices=event_choices, widget=forms.CheckboxSelectMultiple)
    locales = forms.MultipleChoiceField(
        label=_("Languages"),
        choices=language_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose none for all. Files have no language: they are told of whatever is chosen here."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("Rights"),
        choices=right_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("The app is told of nothing that a reader with these rights could not read."),
    )

    class Meta:
        model = WebhookEndpoint
        fields: ClassVar[list[str]] = ["name", "url", "events", "locales", "scopes", "active"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.secret = ""
        self.was_active = self.instance.active
        if self.instance.pk is None:
            self.initial["events"] = event_types()
            self.initial["scopes"] = [PUBLISHED]

    def clean_url(self) -> str:
        """Refuse an address to which nothing could be sent; an old one may stay."""
        url: str = self.cleaned_data["url"]
        if "url" in self.changed_data:
            validate_receiver(url)
        return url

    def save(self, commit: bool = True) -> Any:
        """Save the endpoint, a new one under a new secret that is known to this form alone."""
        endpoint = self.instance
        if endpoint.pk is None:
            self.secret = new_secret()
            endpoint.sealed_secret = seal(self.secret)
            endpoint.created_by_id = self.for_user.pk if self.for_user else None
            start_at_head(endpoint)
            return super().save(commit=commit)
        changed = [*self.Meta.fields]
        if endpoint.active and not self.was_active:
            endpoint.disabled_reason, endpoint.failing_since, endpoint.hold_until = "", None, None
            changed += ["disabled_reason", "failing_since", "hold_until"]
        if commit:
            # These alone: the worker may have moved the endpoint's place since the form was read.
            endpoint.save(update_fields=changed)
        return endpoint


class ReplayForm(forms.Form):
    """Chooses since when failed messages are sent once more."""

    since = forms.DateTimeField(label=_("Failed messages since"), widget=AdminDateTimeInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("since", timezone.now().replace(second=0, microsecond=0) - timedelta(days=1))
