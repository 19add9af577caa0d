"""Effects into rows: one module a feature, each function writes the rows of one effect.

Rules:
1. A function here takes the unit, the chat as it is after the step, and the effect; it computes nothing about the chat.
2. What changes agents or asks routing is computed before the first row is written (`bridge.handlers.advance`): such an
   effect stands in `COMPUTED_BEFORE` and has no function here.
3. The root card is `bridge.handlers.effects`' own: it depends on the whole step.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar, cast

from bridge.handlers.carrying import (
    after,
    auditing,
    bots,
    contact,
    customer,
    experts,
    forms,
    masking,
    messages,
    particulars,
    people,
    thread,
)
from bridge.handlers.unit import Unit
from core.conversation import effects as do
from core.conversation.model import Conversation
from core.features.reports import FIGURES

E = TypeVar("E", bound=do.Effect)
Carrier = Callable[[Unit, Conversation, do.Effect], None]


def _by(kind: type[E], carrier: Callable[[Unit, Conversation, E], None]) -> tuple[type[object], Carrier]:
    """Enter a function for its effect."""
    return kind, cast(Carrier, carrier)


def _record(unit: Unit, chat: Conversation, effect: do.Record) -> None:
    """Write a line of the journal; what is counted by queue names the queue that the chat has at that moment."""
    if effect.what in FIGURES:
        fields = {**effect.fields, "queue": chat.queue}
        effect = do.Record(effect.what, effect.agent, effect.person, effect.message, fields)
    unit.journal(chat, effect)


CARRIERS: Mapping[type[object], Carrier] = dict(
    (
        _by(do.StoreMessage, messages.store),
        _by(do.ChangeMessage, messages.change),
        _by(do.KeepInternal, messages.keep_internal),
        _by(do.OpenThread, thread.open_thread),
        _by(do.PostInThread, thread.post),
        _by(do.ChangeInThread, thread.change),
        _by(do.TellThread, thread.tell),
        _by(do.LinkEarlier, thread.link_earlier),
        _by(do.SendToCustomer, customer.send),
        _by(do.ChangeAtCustomer, customer.change),
        _by(do.TellCustomer, customer.tell),
        _by(do.ShowOffer, people.show_offer),
        _by(do.CloseOffer, people.close_offer),
        _by(do.TellAgent, people.tell),
        _by(do.AskAuthor, people.ask_author),
        _by(do.MarkMessage, people.mark),
        _by(do.OpenContact, contact.reopen),
        _by(do.CloseContact, contact.close),
        _by(do.ClaimContact, contact.claim),
        _by(do.ShowWrapUp, after.show_wrap_up),
        _by(do.Record, _record),
        _by(do.Audit, auditing.write),
        _by(do.AskBot, bots.ask),
        _by(do.CallExpert, experts.call),
        _by(do.SeatExpert, experts.seat),
        _by(do.UpdateAside, experts.update),
        _by(do.TellExpert, experts.tell),
        _by(do.CloseAside, experts.close),
        _by(do.KeepOriginal, masking.keep),
        _by(do.ReturnOriginal, masking.give_back),
        _by(do.ForgetOriginal, masking.forget),
        _by(do.HideParticulars, particulars.hide),
        _by(do.ReturnParticulars, particulars.give_back),
        _by(do.ForgetParticulars, particulars.forget),
        _by(do.ScourLog, masking.scour),
        _by(do.ShowQuotesAnew, masking.show_quotes),
        _by(do.TellOfSource, masking.tell_of_source),
        _by(do.KeepForm, forms.keep),
        _by(do.DropValues, forms.drop),
    )
)
"""What writes each effect's rows. The type checker sees that a function fits its effect, a test that none misses."""

COMPUTED_BEFORE: frozenset[type[object]] = frozenset(
    {do.EngageAgent, do.RingAgent, do.WrapUpAgent, do.ReleaseAgent, do.HoldAgent, do.ReturnChat, do.Requeue}
)
"""Effects of agents and of routing."""
