"""Secure forms as a customer's page sees them: what is asked, and what becomes of what was filled in.

Rule: the values go from the page's request into the vault. They are in no inbound, no log line and no refusal.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from core.features.secure_answers import Files, Wrong
from core.ids import ChannelName, ExternalRef, FormId
from core.policy.secure_forms import SecureForm


@dataclass(frozen=True, slots=True)
class FormOnShow:
    """A form that a customer can fill in now; `url` is where a payment link leads."""

    id: FormId
    plan: SecureForm
    until: datetime
    language: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Filling:
    """What became of a form that was sent in: taken, wrong at some inputs, or nobody's wish any more (`is_gone`)."""

    wrong: Mapping[str, Wrong] = field(default_factory=dict)
    is_gone: bool = False
    is_late: bool = False
    """Whether the vault can't take it now: nothing is kept, and it can be sent again."""


class CustomersForms(Protocol):
    """The forms of a customer, known by the channel and the address there."""

    async def on_show(self, channel: ChannelName, contact: ExternalRef, form: FormId) -> FormOnShow | None:
        """Give a form that this customer is asked for now; None when it is somebody else's, or nobody's any more."""
        ...

    async def fill_in(
        self, channel: ChannelName, contact: ExternalRef, form: FormId, given: Mapping[str, str], files: Files
    ) -> Filling:
        """Take what the customer filled in. The same form is taken once; sent again it is taken already."""
        ...

    async def decline(self, channel: ChannelName, contact: ExternalRef, form: FormId) -> None:
        """Note that the customer would not."""
        ...


class NoForms:
    """The forms of an installation that has none."""

    async def on_show(self, channel: ChannelName, contact: ExternalRef, form: FormId) -> FormOnShow | None:
        """Give nothing."""
        return None

    async def fill_in(
        self,
        channel: ChannelName,
        contact: ExternalRef,
        form: FormId,
        given: Mapping[str, str],
        files: Files,
    ) -> Filling:
        """Take nothing."""
        return Filling(is_gone=True)

    async def decline(self, channel: ChannelName, contact: ExternalRef, form: FormId) -> None:
        """Note nothing."""
