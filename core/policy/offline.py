"""What a customer can leave while a queue is closed."""

from dataclasses import dataclass

from core.policy.forms import FormPlan


@dataclass(frozen=True, slots=True)
class Offline:
    """The form that is shown outside the hours, and what is said once it is sent."""

    form: FormPlan
    thanks: str | None = None
