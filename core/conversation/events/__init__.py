"""What can happen to a conversation: one module a feature.

Past tense; each carries its time and the ids that the shell minted. `Message` objects are carried whole because the
leak guard must see them; the state keeps only their ids.

A new event needs a line here and one in `core.conversation.machine.HANDLERS`.
"""

from core.conversation.events.after import ActivityFilled, Disposed
from core.conversation.events.asking import (
    AnsweredElsewhere,
    CustomerAsked,
    CustomerRated,
    MessageReacted,
    PageAnswered,
)
from core.conversation.events.bans import ContactBanned
from core.conversation.events.bots import BotAsked, BotHandedOver, BotLed, BotSpoke, BotTakenOver
from core.conversation.events.customer import (
    CustomerEnded,
    CustomerIdentified,
    CustomerLeft,
    CustomerReturned,
    CustomerWrote,
    PageChanged,
    PiecesFound,
    WordsScreened,
)
from core.conversation.events.desk import DeskWrote, NoteWritten, PrivateModeSet
from core.conversation.events.edits import MessageDeleted, MessageEdited
from core.conversation.events.ending import Ended, WrapUpCompleted
from core.conversation.events.experts import (
    ExpertDecided,
    ExpertDeclined,
    ExpertDismissed,
    ExpertInvited,
    ExpertJoined,
    ExpertLeft,
    ExpertLost,
    ExpertModeSet,
    ExpertTold,
    ExpertWrote,
)
from core.conversation.events.first import AgentBegan
from core.conversation.events.forms import (
    FormAsked,
    FormDeclined,
    FormLost,
    FormOpened,
    FormPutBack,
    FormReceived,
    FormTakenBack,
)
from core.conversation.events.gone import AgentCameBack, AgentDismissed, AgentWentAway
from core.conversation.events.held import HeldDiscarded, HeldSent
from core.conversation.events.hold import PutOnHold, Resumed
from core.conversation.events.masking import (
    Cut,
    MessagesMasked,
    MessagesUnmasked,
    ParticularsMasked,
    ParticularsUnmasked,
)
from core.conversation.events.offers import Assigned, OfferAccepted, OfferMade, OfferRejected
from core.conversation.events.supervising import BargedIn, Flagged, FlagTakenBack, Listened, MaskSet
from core.conversation.events.switching import ChannelSwitched
from core.conversation.events.timers import TimersDue
from core.conversation.events.together import (
    AgentLeft,
    InvitationAccepted,
    InvitationDeclined,
    InvitationTakenBack,
    Invited,
)
from core.conversation.events.transfers import TransferredToAgent, TransferredToQueue

__all__ = [
    "ActivityFilled",
    "AgentBegan",
    "AgentCameBack",
    "AgentDismissed",
    "AgentLeft",
    "AgentWentAway",
    "AnsweredElsewhere",
    "Assigned",
    "BargedIn",
    "BotAsked",
    "BotHandedOver",
    "BotLed",
    "BotSpoke",
    "BotTakenOver",
    "ChannelSwitched",
    "ContactBanned",
    "CustomerAsked",
    "CustomerEnded",
    "CustomerIdentified",
    "CustomerLeft",
    "CustomerRated",
    "CustomerReturned",
    "CustomerWrote",
    "Cut",
    "DeskWrote",
    "Disposed",
    "Ended",
    "Event",
    "ExpertDecided",
    "ExpertDeclined",
    "ExpertDismissed",
    "ExpertInvited",
    "ExpertJoined",
    "ExpertLeft",
    "ExpertLost",
    "ExpertModeSet",
    "ExpertTold",
    "ExpertWrote",
    "FlagTakenBack",
    "Flagged",
    "FormAsked",
    "FormDeclined",
    "FormLost",
    "FormOpened",
    "FormPutBack",
    "FormReceived",
    "FormTakenBack",
    "HeldDiscarded",
    "HeldSent",
    "InvitationAccepted",
    "InvitationDeclined",
    "InvitationTakenBack",
    "Invited",
    "Listened",
    "MaskSet",
    "MessageDeleted",
    "MessageEdited",
    "MessageReacted",
    "MessagesMasked",
    "MessagesUnmasked",
    "NoteWritten",
    "OfferAccepted",
    "OfferMade",
    "OfferRejected",
    "PageAnswered",
    "PageChanged",
    "ParticularsMasked",
    "ParticularsUnmasked",
    "PiecesFound",
    "PrivateModeSet",
    "PutOnHold",
    "Resumed",
    "TimersDue",
    "TransferredToAgent",
    "TransferredToQueue",
    "WordsScreened",
    "WrapUpCompleted",
]

Event = (
    CustomerWrote
    | AgentBegan
    | CustomerEnded
    | CustomerLeft
    | CustomerReturned
    | PageChanged
    | PiecesFound
    | WordsScreened
    | CustomerIdentified
    | CustomerAsked
    | PageAnswered
    | AnsweredElsewhere
    | CustomerRated
    | MessageReacted
    | OfferMade
    | Assigned
    | OfferAccepted
    | OfferRejected
    | TimersDue
    | DeskWrote
    | HeldSent
    | HeldDiscarded
    | NoteWritten
    | PrivateModeSet
    | MessageEdited
    | MessageDeleted
    | MessagesMasked
    | MessagesUnmasked
    | ParticularsMasked
    | ParticularsUnmasked
    | Invited
    | InvitationAccepted
    | InvitationDeclined
    | InvitationTakenBack
    | AgentLeft
    | Ended
    | Disposed
    | ActivityFilled
    | WrapUpCompleted
    | ContactBanned
    | ChannelSwitched
    | BotSpoke
    | BotAsked
    | BotLed
    | BotHandedOver
    | BotTakenOver
    | TransferredToQueue
    | TransferredToAgent
    | Flagged
    | FlagTakenBack
    | FormAsked
    | FormReceived
    | FormDeclined
    | FormTakenBack
    | FormOpened
    | FormLost
    | FormPutBack
    | Listened
    | BargedIn
    | MaskSet
    | PutOnHold
    | Resumed
    | AgentWentAway
    | AgentCameBack
    | AgentDismissed
    | ExpertInvited
    | ExpertJoined
    | ExpertDeclined
    | ExpertLeft
    | ExpertDismissed
    | ExpertModeSet
    | ExpertTold
    | ExpertLost
    | ExpertWrote
    | ExpertDecided
)
