"""From the configuration to the core's directory of agents and queues."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from adapters import spec
from bridge.policies import before, ending, forms, masking, routing, talking
from config.agents import Agent as AgentSettings
from config.experts import Expert as ExpertSettings
from config.queues import Attachments, FileRules
from config.queues import Queue as QueueSettings
from config.schema import Config
from core.agents.experts import ExpertProfile
from core.agents.model import Profile
from core.agents.rights import OF_NO_ROLE, Right
from core.directory import Directory
from core.ids import AgentId, ChannelName, DeskName, ExternalRef, PersonRef, QueueId
from core.policy.absence import Absence
from core.policy.reactions import bare
from core.routing.queues import AttachmentRules, Queue, WrapUp

NO_ROLE = "default"
"""The role of agents who are given none."""


def directory_of(config: Config) -> Directory:
    """Build the directory."""
    weights = {ChannelName(name): section.weight for name, section in config.channels.items()}
    return Directory(
        profiles={AgentId(key): _profile(config, AgentId(key), agent) for key, agent in config.agents.items()},
        queues={
            QueueId(key): _queue(QueueId(key), config, weights, _places(config, queue.desk))
            for key, queue in config.queues.items()
        },
        experts={AgentId(key): _expert(AgentId(key), one) for key, one in config.experts.items()},
        teams=routing.teams(config, lambda desk: _places(config, desk)),
        canned=talking.canned(config),
        reactions={bare(emoji): command for emoji, command in config.reactions.items()},
        absence=Absence(config.not_ready.reasons, config.not_ready.own_words),
    )


def kind_of(name: str, section_type: str | None) -> str:
    """Give the adapter's kind: what the section says, or its own name."""
    return section_type or name


def sign_ins_of(config: Config) -> frozenset[DeskName]:
    """Give the desks whose agents sign in to our pages by the platform's own sign-in."""
    return frozenset(DeskName(name) for name, section in config.desks.items() if section.sign_in == "openid")


def _places(config: Config, desk: str) -> Callable[[str], ExternalRef]:
    section = config.desks[desk]
    adapter = spec(kind_of(desk, section.type))
    return lambda place: adapter.place(section, place)


def _profile(config: Config, agent: AgentId, settings: AgentSettings) -> Profile:
    return Profile(
        id=agent,
        name=settings.name,
        nickname=settings.shown_name,
        people={DeskName(desk): PersonRef(person) for desk, person in settings.ids.items()},
        queues=tuple(QueueId(queue) for queue in settings.queues),
        capacity=settings.capacity,
        picture=str(settings.picture) if settings.picture else None,
        role=settings.role,
        skills=frozenset(settings.skills),
        languages=settings.languages,
        rights=_rights(config, settings),
    )


def _rights(config: Config, settings: AgentSettings) -> frozenset[Right]:
    """Give what an agent's roles allow; without any, what the role `default` does, or else what nobody is without."""
    if settings.roles:
        return frozenset(right for role in settings.roles for right in config.roles[role].rights)
    default = config.roles.get(NO_ROLE)
    return frozenset(default.rights) if default is not None else OF_NO_ROLE


def _expert(expert: AgentId, settings: ExpertSettings) -> ExpertProfile:
    return ExpertProfile(
        id=expert,
        name=settings.name,
        nickname=settings.nickname or settings.name,
        people={DeskName(desk): PersonRef(person) for desk, person in settings.ids.items()},
        title=settings.title or "",
        topics=settings.topics,
        picture=str(settings.picture) if settings.picture else None,
    )


def _queue(
    queue: QueueId,
    config: Config,
    weights: Mapping[ChannelName, int],
    place: Callable[[str], ExternalRef],
) -> Queue:
    settings = config.queues[queue]
    bare = Queue(
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
        attachments=_attachments(settings.attachments),
    )
    return _with_features(bare, config, settings)


def _attachments(files: Attachments) -> AttachmentRules:
    channels = {ChannelName(name): _file_rules(one) for name, one in files.channels.items()}
    return replace(_file_rules(files), channels=channels)


def _file_rules(files: FileRules) -> AttachmentRules:
    return AttachmentRules(files.max_files, files.max_size, tuple(kind.value for kind in files.types))


def _with_features(queue: Queue, config: Config, settings: QueueSettings) -> Queue:
    """Add what each feature needs; one line a feature."""
    return replace(
        queue,
        messages=before.messages(settings),
        hours=before.hours(config, settings),
        offline=before.offline(config, settings),
        priority=settings.priority,
        choosing=routing.choosing(settings),
        overflow=routing.overflow(settings),
        hold=routing.hold(settings),
        gone=routing.gone(settings),
        inactivity=ending.inactivity(settings),
        silence=talking.silence(settings),
        bot=before.bot(config, settings),
        knowledge=settings.knowledge,
        brake=talking.brake(config, settings),
        clean_up=talking.clean_up(config, settings),
        preview=settings.preview_files,
        pushing=talking.pushing(config, settings),
        dispositions=ending.dispositions(config, settings),
        activity=ending.activity(config, settings),
        survey=ending.survey(settings),
        masking=masking.of_queue(config, settings),
        secure_forms=forms.secure_forms(config, settings),
    )
