"""What the web channel's parts share, put together once for each configured channel."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from adapters.spec import Context
from adapters.web.banned import Gate
from adapters.web.config import WebSection
from adapters.web.files import Tickets
from adapters.web.identity import Identities
from adapters.web.key_file import KeyFile
from adapters.web.origins import Origins
from adapters.web.presence import Presence
from adapters.web.sessions import Sessions, Signer
from adapters.web.waiting_line import WaitingLine
from core.directory import Directory
from core.ids import ChannelName, QueueId
from core.policy.forms import FormPlan
from core.ports import Afterwards, Clock, CustomersForms, Door, Doors, Feed, FileStore, Fleeting, Inbox, Limits
from core.routing.queues import AttachmentRules


@dataclass(frozen=True, slots=True)
class Services:
    """The ports and helpers of one web channel."""

    channel: ChannelName
    section: WebSection
    public_url: str
    inbox: Inbox
    feed: Feed
    files: FileStore
    fleeting: Fleeting
    clock: Clock
    directory: Callable[[], Directory]
    sessions: Sessions
    tickets: Tickets
    origins: Origins
    presence: Presence
    limits: Limits
    doors: Doors
    afterwards: Afterwards
    forms: CustomersForms
    waiting: WaitingLine
    gate: Gate
    identities: Identities

    @property
    def queues(self) -> tuple[QueueId, ...]:
        """Give the queues that a page may name; the first is the default."""
        return tuple(QueueId(one) for one in dict.fromkeys((self.section.queue, *self.section.queues)))

    def attachment_rules(self, queue: QueueId) -> AttachmentRules:
        """Give what files a queue lets pass."""
        found = self.directory().queues.get(queue)
        return found.attachments.on(self.channel) if found else AttachmentRules()

    def door(self, queue: QueueId, language: str = "") -> Door:
        """Give whether a queue is open; one that is not in the configuration any more counts as open."""
        return self.doors.door(queue, language) if queue in self.directory().queues else Door()

    def offline_form(self, queue: QueueId) -> FormPlan | None:
        """Give the form that can be left for a queue, also when it has just opened: nothing written is lost."""
        found = self.directory().queues.get(queue)
        return found.offline.form if found is not None and found.offline is not None else None


def _key_file(section: WebSection) -> KeyFile | None:
    named = section.identity.jwks_file if section.identity is not None else None
    return KeyFile(Path(named)) if named is not None else None


def assemble(context: Context) -> Services:
    """Put the parts together. No I/O."""
    section: WebSection = context.section
    keys = [secret.get_secret_value() for secret in (section.token_secret, *section.previous_secrets)]
    clock = context.clock
    address = urlsplit(context.public_url)
    base_path = address.path.rstrip("/")
    return Services(
        channel=ChannelName(context.name),
        section=section,
        public_url=context.public_url,
        inbox=context.inbox,
        feed=context.feed,
        files=context.files,
        fleeting=context.fleeting,
        clock=clock,
        directory=context.directory,
        sessions=Sessions(keys, section.token_lifetime),
        tickets=Tickets(Signer(keys, "file"), base_path, section.file_lifetime, clock),
        origins=Origins(context.public_url, section.allowed_origins),
        presence=Presence(context.inbox, context.feed, clock, section.away_after),
        limits=context.limits,
        doors=context.doors,
        afterwards=context.afterwards,
        forms=context.forms,
        waiting=WaitingLine(context.places, clock),
        gate=Gate(
            context.bans,
            ChannelName(context.name),
            Signer(keys, "banned visitor"),
            is_https=address.scheme == "https",
        ),
        identities=Identities(context.name, section.identity, _key_file(section)),
    )
