"""Views that know all of their parameters by name."""

from __future__ import annotations

from typing import ClassVar

from api.parameters import refuse_unknown
from api.views import PublicationView


class StrictView(PublicationView):
    """Refuses whatever parameter it does not name."""

    parameters: ClassVar[tuple[str, ...]] = ()

    def check_parameters(self) -> None:
        """Raise a BadRequestError that names the parameters which this address does not have."""
        super().check_parameters()
        refuse_unknown(self.query, self.parameters)
