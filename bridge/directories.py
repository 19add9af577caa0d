"""From the configuration to the core's directory of agents and queues."""

from collections.abc import Callable, Mapping

from adapters import spec
from config.agents import Agent as AgentSettings
from config.queues import Queue as QueueSettings
from config.schema import Config
from core.agents.model import Profile
from core.directory import Directory
from core.ids import AgentId, ChannelName, DeskName, ExternalRef, PersonRef, QueueId
from core.routing.queues import AttachmentRules, AutomaticMessages, Queue, WrapUp


def directory_of(config: Config) -> Directory:
    """Build the directory."""
    weights = {ChannelName(name): section.weight for name, section in config.channels.items()}
    return Directory(
        profiles={AgentId(key): _profile(AgentId(key), agent) for key, agent in config.agents.items()},
        queues={
            QueueId(key): _queue(QueueId(key), queue, weights, _places(config, queue.desk))
            for key, queue in config.queues.items()
        },
    )


def kind_of(name: str, section_type: str | None) -> str:
    """Give the adapter's kind: what the section says, or its own name."""
    return section_type or name


def _places(config: Config, desk: str) -> Callable[[str], ExternalRef]:
    section = config.desks[desk]
    adapter = spec(kind_of(desk, section.type))
    return lambda place: adapter.place(section, place)


def _profile(agent: AgentId, settings: AgentSettings) -> Profile:
    return Profile(
        id=agent,
        name=settings.name,
        nickname=settings.shown_name,
        people={DeskName(desk): PersonRef(person) for desk, person in settings.ids.items()},
        queues=tuple(QueueId(queue) for queue in settings.queues),
        capacity=settings.capacity,
        picture=str(settings.picture) if settings.picture else None,
        role=settings.role,
    )


def _queue(
    queue: QueueId, settings: QueueSettings, weights: Mapping[ChannelName, int], place: Callable[[str], ExternalRef]
) -> Queue:
    messages = settings.messages
    files = settings.attachments
    return Queue(
        id=queue,
        title=settings.title,
        desk=DeskName(settings.desk),
        places=tuple(place(one) for one in settings.places),
        thread_mode=settings.thread_mode,
        offer_mode=settings.offer_mode,
        offer_timeout=settings.offer_timeout,
        auto_answer=settings.auto_answer,
        answer_reminder=settings.answer_reminder,
        wrap_up=WrapUp(settings.wrap_up.mode, settings.wrap_up.time),
        weights=weights,
        messages=AutomaticMessages(
            messages.welcome, messages.waiting, messages.agent_joined, messages.transferred, messages.ended
        ),
        attachments=AttachmentRules(files.max_files, files.max_size, tuple(kind.value for kind in files.types)),
    )
