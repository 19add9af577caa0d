"""What the shell must do after a step: one module a feature.

Imperative; ids and sentences only, never the text of a message. Every effect here is durable: it becomes a row in the
same transaction as the new state. (Typing and presence dots never pass the machine; they are hints.)

A new effect needs a line here and one in `bridge.handlers.carrying.CARRIERS`.
"""

from core.conversation.effects.after import ShowWrapUp
from core.conversation.effects.agents import (
    EngageAgent,
    HoldAgent,
    ReleaseAgent,
    ReleaseCause,
    Requeue,
    ReturnChat,
    RingAgent,
    WrapUpAgent,
)
from core.conversation.effects.audit import SYSTEM, Audit, AuditAct
from core.conversation.effects.bots import AskBot
from core.conversation.effects.contact import ClaimContact, CloseContact, OpenContact
from core.conversation.effects.customer import ChangeAtCustomer, CustomerTurn, SendToCustomer, TellCustomer
from core.conversation.effects.experts import CallExpert, CloseAside, SeatExpert, TellExpert, UpdateAside
from core.conversation.effects.forms import DropValues, KeepForm
from core.conversation.effects.journal import Record
from core.conversation.effects.masking import (
    ForgetOriginal,
    ForgetParticulars,
    HideParticulars,
    KeepOriginal,
    ReturnOriginal,
    ReturnParticulars,
    ScourLog,
    ShowQuotesAnew,
    TellOfSource,
)
from core.conversation.effects.messages import ChangeMessage, KeepInternal, StoreMessage
from core.conversation.effects.offers import CloseOffer, OfferOutcome, ShowOffer
from core.conversation.effects.people import AskAuthor, MarkMessage, SettledMark, TellAgent
from core.conversation.effects.thread import (
    ChangeInThread,
    LinkEarlier,
    OpenThread,
    PostInThread,
    TellThread,
    UpdateCard,
)

__all__ = [
    "SYSTEM",
    "AskAuthor",
    "AskBot",
    "Audit",
    "AuditAct",
    "CallExpert",
    "ChangeAtCustomer",
    "ChangeInThread",
    "ChangeMessage",
    "ClaimContact",
    "CloseAside",
    "CloseContact",
    "CloseOffer",
    "CustomerTurn",
    "DropValues",
    "Effect",
    "EngageAgent",
    "ForgetOriginal",
    "ForgetParticulars",
    "HideParticulars",
    "HoldAgent",
    "KeepForm",
    "KeepInternal",
    "KeepOriginal",
    "LinkEarlier",
    "MarkMessage",
    "OfferOutcome",
    "OpenContact",
    "OpenThread",
    "PostInThread",
    "Record",
    "ReleaseAgent",
    "ReleaseCause",
    "Requeue",
    "ReturnChat",
    "ReturnOriginal",
    "ReturnParticulars",
    "RingAgent",
    "ScourLog",
    "SeatExpert",
    "SendToCustomer",
    "SettledMark",
    "ShowOffer",
    "ShowQuotesAnew",
    "ShowWrapUp",
    "StoreMessage",
    "TellAgent",
    "TellCustomer",
    "TellExpert",
    "TellOfSource",
    "TellThread",
    "UpdateAside",
    "UpdateCard",
    "WrapUpAgent",
]

Effect = (
    StoreMessage
    | ChangeMessage
    | KeepInternal
    | OpenThread
    | PostInThread
    | ChangeInThread
    | TellThread
    | LinkEarlier
    | UpdateCard
    | SendToCustomer
    | ChangeAtCustomer
    | TellCustomer
    | ShowOffer
    | CloseOffer
    | TellAgent
    | AskAuthor
    | MarkMessage
    | EngageAgent
    | RingAgent
    | WrapUpAgent
    | ShowWrapUp
    | ReleaseAgent
    | HoldAgent
    | ReturnChat
    | Requeue
    | ClaimContact
    | CloseContact
    | OpenContact
    | Record
    | Audit
    | AskBot
    | CallExpert
    | SeatExpert
    | UpdateAside
    | TellExpert
    | CloseAside
    | KeepOriginal
    | ReturnOriginal
    | ForgetOriginal
    | HideParticulars
    | ReturnParticulars
    | ForgetParticulars
    | ScourLog
    | ShowQuotesAnew
    | TellOfSource
    | KeepForm
    | DropValues
)
