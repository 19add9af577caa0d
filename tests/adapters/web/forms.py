"""Secure forms behind the adapter in its tests: one customer's, taken in memory."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from core.conversation.form import FormStage
from core.features.secure_answers import Files, read_secure_form
from core.ids import ChannelName, ExternalRef, FormId
from core.messages import FormOffer, Message, Text
from core.policy.secure_forms import Heading, Input, Mask, SecureForm, SecureKind, Words
from core.ports import Clock, CustomersForms, Filling, FormOnShow

SECURE = FormId("i0secure")
PLAN = SecureForm(
    "order",
    Heading("Your order and card", "We need this to change your order. 🫖"),
    (
        Input("card.number", Words("Card number"), SecureKind.CARD, required=True, fills="cc-number"),
        Input("card.expiry", Words("Valid until"), SecureKind.EXPIRY, required=True, fills="cc-exp"),
        Input("card.name", Words("Name on the card"), required=True, fills="cc-name"),
        Input(
            "order",
            Words("Order number", "On your receipt, such as NW-1234.", hint="Write it as NW-1234."),
            SecureKind.PATTERN,
        ),
        Input("tea", Words("Which tea?", options=("Green", "Black", "Oolong")), SecureKind.CHOICE),
        Input("when", Words("Delivered on"), SecureKind.DATE),
        Input("ssn", Words("Social security number"), SecureKind.SSN, mask=Mask.LAST4),
        Input("proof", Words("Your receipt"), SecureKind.FILE, max_size=2_000_000),
        Input("words", Words("Anything else?"), SecureKind.LONG),
    ),
    {"de": Heading("Ihre Bestellung und Karte", "Damit ändern wir Ihre Bestellung. 🫖")},
)
LINK = SecureForm("pay", Heading("Payment of your order"), link=True, url="https://pay.example/order/7")


class OneForm:
    """A form that every customer of a test is asked for."""

    def __init__(self, clock: Clock) -> None:
        """Ask for nothing yet."""
        self._clock = clock
        self.plan: SecureForm = PLAN
        self.stage: FormStage | None = None
        self.given: list[Mapping[str, str]] = []
        self.files: list[Files] = []
        self.troubles: list[Any] = []
        """What the next sendings meet: an exception to raise, or a `Filling` to answer."""

    async def on_show(self, channel: ChannelName, contact: ExternalRef, form: FormId) -> FormOnShow | None:
        """Give the form."""
        if form != SECURE or self.stage is not FormStage.REQUESTED:
            return None
        return FormOnShow(SECURE, self.plan, self._clock.now() + timedelta(minutes=15), "", self.plan.url)

    async def fill_in(
        self,
        channel: ChannelName,
        contact: ExternalRef,
        form: FormId,
        given: Mapping[str, str],
        files: Files,
    ) -> Filling:
        """Take the form."""
        if self.troubles:
            trouble = self.troubles.pop(0)
            if isinstance(trouble, Exception):
                raise trouble
            return Filling(**trouble)
        if self.stage is not FormStage.REQUESTED:
            return Filling(is_gone=self.stage is not FormStage.RECEIVED)
        taken = read_secure_form(self.plan, given, self._clock.now().date(), files)
        if taken.wrong:
            return Filling(taken.wrong)
        self.given.append(dict(given))
        self.files.append(dict(files))
        self.stage = FormStage.RECEIVED
        return Filling()

    async def decline(self, channel: ChannelName, contact: ExternalRef, form: FormId) -> None:
        """Note it."""
        self.stage = FormStage.DECLINED


_: type[CustomersForms] = OneForm


def asking(title: str = "Your order and card") -> Text:
    """Give what the log says."""
    return Text(f"Secure data has been requested: {title}", asks=FormOffer(SECURE, title))


def at_stage(message: Message, stage: FormStage) -> Message:
    """Give the message of a form that stands elsewhere by now."""
    (part,) = message.parts
    assert isinstance(part, Text)
    assert isinstance(part.asks, FormOffer)
    return replace(message, parts=(replace(part, asks=replace(part.asks, stage=stage)),))
