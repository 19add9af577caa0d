"""The whole configuration as one value.

Rule: every key has a description, and a default wherever one is sensible. Documentation, the editor's schema and the
messages are made from here. The sections under `channels` and `desks` belong to the adapters.
"""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, SerializeAsAny

from config.agents import Agent
from config.base import ChannelSection, DeskSection, Part
from config.names import Name
from config.observing import Observing
from config.queues import Queue
from config.redis import Redis
from config.server import Log, Server
from config.storage import Storage


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
    redis: Redis = Field(default=Redis(), description="Where Redis is, for several processes on PostgreSQL.")
    log: Log = Field(default=Log(), description="What is logged and how. Message bodies and secrets never are.")
    observing: Observing = Field(
        default=Observing(),
        description="How the bridge is seen from outside: its figures, and traces of single messages.",
    )
    queues: Annotated[Mapping[Name, Queue], Field(min_length=1)] = Field(
        description="Where chats wait, how they are offered, and what their customers are told."
    )
    agents: Mapping[Name, Agent] = Field(default={}, description="The people who answer, known by their ids.")
    channels: Annotated[Mapping[Name, SerializeAsAny[ChannelSection]], Field(min_length=1)] = Field(
        description="Where customers write. Each section is named after its adapter."
    )
    desks: Annotated[Mapping[Name, SerializeAsAny[DeskSection]], Field(min_length=1)] = Field(
        description="Where agents work. Each section is named after its adapter."
    )
    commands: Commands = Field(default=Commands(), description="Which of the commands there are.")
