"""Secure forms: what customers are asked to fill in that must stand in no thread and no transcript."""

from collections.abc import Mapping
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from config.addresses import Url
from config.base import Part
from config.durations import Duration, read_duration
from config.forms import Options
from config.labels import Label
from config.languages import Language
from config.names import Name, Title
from config.patterns import Pattern
from config.sizes import Size
from core.policy.secure_forms import Mask, SecureKind

MOST_FILES = 5
LARGEST_FILE = 5_000_000
Line = Annotated[str, Field(max_length=200)]


def check_host(value: str) -> str:
    """Accept the name of a host, in small letters.

    Raises:
        ValueError: it is something else.
    """
    parts = urlsplit(f"//{value}")
    if parts.hostname != value.lower() or "." not in value or not value.isascii():
        raise ValueError("must be the name of a host such as buy.stripe.com, without https:// and without a path")
    return value.lower()


Host = Annotated[str, AfterValidator(check_host), Label("host"), WithJsonSchema({"type": "string"})]


class FieldWords(Part):
    """What an input says, in another language. What is left out is said as it stands above."""

    label: Title | None = Field(default=None, description="What is asked.")
    help: Line | None = Field(default=None, description="A hint below the field.")
    options: Options = Field(default=(), description="The options, in the same order.")
    pattern_hint: Line | None = Field(default=None, description="Said of an answer that doesn't fit the pattern.")


class SecureField(Part):
    """One question of a secure form."""

    label: Title = Field(description="What is asked.")
    kind: SecureKind = Field(
        default=SecureKind.TEXT,
        description="How it is answered: one line (text), several (long), an email address, a phone number, a number, "
        "a date, a choice of the options, a social security number of the United States (ssn), a month of expiry "
        "(expiry), a file, what fits a pattern, or a payment card: its number, expiry and name, never its check code.",
    )
    required: bool = Field(default=False, description="The form can't be sent without an answer.")
    options: Options = Field(default=(), description="What can be chosen, for the kind choice.")
    help: Line = Field(default="", description="A hint below the field.")
    pattern: Pattern | None = Field(
        default=None, description="What the whole answer must fit, for the kind pattern: a regular expression."
    )
    pattern_hint: Line = Field(default="", description="Said of an answer that doesn't fit the pattern.")
    mask: Mask | None = Field(
        default=None,
        description="What the agent's page shows before it is asked for the rest: nothing (all), the last four signs "
        "(last4), or everything (none). Left out: by kind.",
    )
    max_size: Size = Field(default=LARGEST_FILE, description="The largest file, for the kind file; at most 5 MB.")
    languages: Mapping[Language, FieldWords] = Field(
        default={}, description="The same in other languages, by tag such as de or pt-BR."
    )

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        _check_options(self)
        if (self.kind is SecureKind.PATTERN) != (self.pattern is not None):
            raise ValueError("a field of kind pattern needs a pattern, and no other has one")
        if self.max_size > LARGEST_FILE:
            raise ValueError("max_size must be 5 MB or less: values are kept in memory until they are opened")
        return self


def _check_options(field: SecureField) -> None:
    if (field.kind is SecureKind.CHOICE) != bool(field.options):
        raise ValueError("a field of kind choice needs options, and no other has any")
    if len(set(field.options)) != len(field.options):
        raise ValueError("the same option stands there twice")
    for tag, words in field.languages.items():
        if words.options and len(words.options) != len(field.options):
            raise ValueError(f"has {len(field.options)} options, and {len(words.options)} in language {tag}")


class FormWords(Part):
    """What stands above a form, in another language."""

    title: Title | None = Field(default=None, description="What stands above the form.")
    intro: Annotated[str, Field(max_length=1000)] | None = Field(default=None, description="Stands below the title.")


class PaymentLink(Part):
    """A payment provider's own page, to which the customer is sent: no card number passes the bridge."""

    url: Url | None = Field(default=None, description="Its address. Left out: the agent writes one each time.")
    hosts: tuple[Host, ...] = Field(
        default=(), description="Where the address may lead, such as buy.stripe.com. Left out: to the host of url."
    )

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Self:
        if self.url is None and not self.hosts:
            raise ValueError("needs a url, or the hosts to which agents' links may lead")
        if self.url is not None:
            parts = urlsplit(self.url)
            if parts.scheme != "https":
                raise ValueError("must begin with https://: nobody pays over a connection that others can read")
            if self.hosts and parts.hostname not in self.hosts:
                raise ValueError(f"its host, {parts.hostname}, is not listed under hosts")
        return self

    @property
    def allowed(self) -> frozenset[str]:
        """Give the hosts to which it may lead."""
        own = urlsplit(self.url).hostname if self.url is not None else None
        return frozenset(self.hosts) | ({own} if own else set())


class SecureForm(Part):
    """One secure form. Queues name those that their agents may ask for, under `secure_forms`."""

    title: Title = Field(description="What stands above the form, and what agents call it.")
    intro: Annotated[str, Field(max_length=1000)] = Field(default="", description="A sentence below the title.")
    inputs: Annotated[Mapping[Name, SecureField], Field(max_length=30)] = Field(
        default={}, description="What is asked, in order, by names of your own."
    )
    payment_link: PaymentLink | None = Field(
        default=None, description="Instead of inputs: the customer pays at a payment provider. Best for cards."
    )
    answer_within: Duration = Field(
        default=read_duration("15m"), description="How long the customer may take to fill it in."
    )
    open_within: Duration = Field(
        default=read_duration("15m"), description="How long what was filled in waits to be opened; then it is deleted."
    )
    shown_for: Duration = Field(
        default=read_duration("2m"), description="How long the agent's page shows it; then it is hidden for good."
    )
    languages: Mapping[Language, FormWords] = Field(
        default={}, description="Title and intro in other languages, by tag such as de or pt-BR."
    )

    @model_validator(mode="after")
    def _asks_for_something(self) -> Self:
        if bool(self.inputs) == (self.payment_link is not None):
            raise ValueError("needs either inputs or a payment_link")
        if sum(one.kind is SecureKind.FILE for one in self.inputs.values()) > MOST_FILES:
            raise ValueError(f"may ask for {MOST_FILES} files at the most")
        return self
