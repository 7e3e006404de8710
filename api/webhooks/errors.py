"""What may go wrong on the way to a receiver."""

from __future__ import annotations

from api.webhooks.models import Problem


class DeliveryError(Exception):
    """A message could not be handed over; ``problem`` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.value)
        self.problem = problem
