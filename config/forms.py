"""Forms of an installation's own: what a customer leaves while nobody is there, what an agent fills in."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator

from config.base import Part
from config.names import Name, Title
from core.policy.forms import FieldKind

Options = Annotated[tuple[Title, ...], Field(max_length=100)]
WITH_OPTIONS = (FieldKind.CHOICE, FieldKind.MANY)


def check_options(kind: FieldKind, options: tuple[str, ...]) -> None:
    """See that a choice has options and nothing else has.

    Raises:
        ValueError: it is the other way round, or an option stands twice.
    """
    if kind in WITH_OPTIONS and not options:
        raise ValueError(f"a field of kind {kind.value} needs options")
    if kind not in WITH_OPTIONS and options:
        raise ValueError(f"only a field of kind choice or many has options, this one is {kind.value}")
    if len(set(options)) != len(options):
        raise ValueError("the same option stands there twice")


class FormField(Part):
    """One question of a form."""

    label: Title = Field(description="What is asked.")
    kind: FieldKind = Field(
        default=FieldKind.TEXT,
        description="How it is answered: one line (text), several (long), a choice of the options (choice), any number "
        "of them (many), or a line that must be an email address, a phone number, a number or a date.",
    )
    required: bool = Field(default=False, description="The form can't be sent without an answer.")
    options: Options = Field(default=(), description="What can be chosen, for the kinds choice and many.")
    help: Annotated[str, Field(max_length=200)] = Field(default="", description="A hint below the field.")

    @model_validator(mode="after")
    def _options_fit(self) -> Self:
        check_options(self.kind, self.options)
        return self


class QuestionForm(Part):
    """One form. Queues name it for the time after a chat (`activity`) or while they are closed (`offline`)."""

    title: Title = Field(description="What stands above the form.")
    intro: Annotated[str, Field(max_length=1000)] = Field(default="", description="A sentence below the title.")
    fields: Annotated[Mapping[Name, FormField], Field(min_length=1, max_length=50)] = Field(
        description="The questions, in order, by the names under which the answers are kept."
    )
