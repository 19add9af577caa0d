"""The whole configuration as one value.

Rule: every key has a description, and a default wherever one is sensible. Documentation, the editor's schema and the
messages are made from here. The sections under `channels` and `desks` belong to the adapters.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, SerializeAsAny

from config.absence import NotReady
from config.agents import Agent
from config.bans import Bans
from config.base import ChannelSection, DeskSection, Part
from config.bots import Bot
from config.brake import BrakeRule
from config.canned import CannedText
from config.cleaning import Replacement
from config.dispositions import Disposition
from config.experts import Expert
from config.forms import QuestionForm
from config.hours import Calendar
from config.keys import Key
from config.knowledge import KnowledgeBase
from config.limits import Limits
from config.mail import Mail, Transcripts
from config.masking import Masking
from config.names import Name
from config.observing import Observing
from config.pages import Page
from config.queues import Queue
from config.reactions import DEFAULT_REACTIONS, Emoji
from config.redis import Redis
from config.retention import Retention
from config.roles import Role
from config.roster import AgentsFrom
from config.secure_forms import SecureForm
from config.server import Log, Server
from config.storage import Storage
from config.teams import Team
from core.policy.reactions import ReactionCommand


class Commands(Part):
    """Which of the commands there are."""

    disabled: tuple[str, ...] = Field(default=(), description="Commands that nobody can use.")


class Config(Part):
    """Everything that the file says, checked."""

    include: tuple[str, ...] = Field(
        default=(), description="Further files, relative to this one. They add to it and can't override it."
    )
    server: Server = Field(default=Server(), description="Where the bridge listens, and as what the world sees it.")
    storage: Storage = Field(default=Storage(), description="Where chats and files are kept.")
    retention: Retention = Field(
        default=Retention(), description="How long chats, files, the journal and the audit log are kept."
    )
    redis: Redis = Field(default=Redis(), description="Where Redis is, for several processes on PostgreSQL.")
    keys: tuple[Key, ...] = Field(
        default=(),
        description="Keys with which what customers fill into secure forms is encrypted; the first encrypts, all of "
        "them decrypt. Left out: a single process makes one for itself, beside the folder of files.",
    )
    limits: Limits = Field(
        default=Limits(),
        description="How much one visitor, and one address, may do in a time. More is told to come again (429), "
        "and the widget does so by itself. Each process counts for itself.",
    )
    log: Log = Field(default=Log(), description="What is logged and how. Message bodies and secrets never are.")
    observing: Observing = Field(
        default=Observing(),
        description="How the bridge is seen from outside: its figures, and traces of single messages.",
    )
    queues: Annotated[Mapping[Name, Queue], Field(min_length=1)] = Field(
        description="Where chats wait, how they are offered, and what their customers are told."
    )
    agents: Mapping[Name, Agent] = Field(default={}, description="The people who answer, known by their ids.")
    experts: Mapping[Name, Expert] = Field(
        default={}, description="People whom agents ask into a chat, in a personal chat with the bot."
    )
    roles: Mapping[Name, Role] = Field(default={}, description="What agents may do beyond their own chats, by name.")
    agents_from: Mapping[Name, AgentsFrom] = Field(
        default={}, description="Groups at a desk whose members are agents too, without being listed one by one."
    )
    not_ready: NotReady = Field(default=NotReady(), description="What agents say when they become Not Ready.")
    teams: Mapping[Name, Team] = Field(
        default={}, description="Whose supervisors are called when an agent asks for help."
    )
    hours: Mapping[Name, Calendar] = Field(default={}, description="Calendars: when queues are open.")
    bots: Mapping[Name, Bot] = Field(default={}, description="Bots that answer before an agent does.")
    knowledge: Mapping[Name, KnowledgeBase] = Field(default={}, description="Folders of articles, in Markdown.")
    canned: Mapping[Name, CannedText] = Field(
        default={}, description="Texts that are written once and sent often. A large number is best `include`d."
    )
    pages: Mapping[Name, Page] = Field(default={}, description="Pages that agents open in a customer's window.")
    forms: Mapping[Name, QuestionForm] = Field(
        default={}, description="Forms: for customers while a queue is closed, for agents about a chat."
    )
    secure_forms: Mapping[Name, SecureForm] = Field(
        default={},
        description="Forms for what must stand in no thread and no transcript: the customer fills them in on a page of "
        "the bridge, and the agent who has the chat opens them once.",
    )
    dispositions: Mapping[Name, Annotated[Mapping[Name, Disposition], Field(min_length=1)]] = Field(
        default={}, description="Lists of what can have become of a chat."
    )
    brake: Mapping[Name, BrakeRule] = Field(
        default={}, description="What must not be sent to a customer before its author has looked again."
    )
    replacements: Mapping[Name, Replacement] = Field(
        default={}, description="What is replaced in agents' texts before they go out."
    )
    masking: Masking = Field(
        default=Masking(),
        description="What is masked in customers' words and files' names before anything is stored or shown.",
    )
    reactions: Mapping[Emoji, ReactionCommand] = Field(
        default=DEFAULT_REACTIONS,
        description="Emoji that stand for commands: on a chat's card, take it, be done with it, or private mode while "
        "the emoji stands there (private). On a held text of one's own, private keeps it internal. {} for none.",
    )
    mail: Mail | None = Field(
        default=None, description="The server that takes mail from the bridge (SMTP). Left out: none is sent."
    )
    bans: Bans = Field(default=Bans(), description="What banned customers are told.")
    transcripts: Transcripts = Field(default=Transcripts(), description="Who is given transcripts of chats, and how.")
    channels: Annotated[Mapping[Name, SerializeAsAny[ChannelSection]], Field(min_length=1)] = Field(
        description="Where customers write. Each section is named after its adapter."
    )
    desks: Annotated[Mapping[Name, SerializeAsAny[DeskSection]], Field(min_length=1)] = Field(
        description="Where agents work. Each section is named after its adapter."
    )
    commands: Commands = Field(default=Commands(), description="Which of the commands there are.")
