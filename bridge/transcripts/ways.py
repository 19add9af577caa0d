"""The ways by which an installation gives transcripts, made from its configuration."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from aiohttp import web
from sqlalchemy import Connection

from bridge.handlers.office import Office
from bridge.handlers.wants import Asking, Loaders, past
from bridge.offered.audit import StoredAuditLog
from bridge.store.database import Database
from bridge.transcripts.links import Links
from bridge.transcripts.mail import Mail
from bridge.transcripts.route import TranscriptRoute
from bridge.transcripts.smtp import Account, SmtpMailer
from config.mail import Mail as MailSettings
from config.schema import Config
from core.directory import Directory
from core.features.past_chats import PAST_CHATS
from core.features.transcript_asked import TRANSCRIPTS, Means
from core.ids import ConversationId
from core.ports import Clock


@dataclass(frozen=True, slots=True)
class Ways:
    """Links and mail, each None where it isn't set up."""

    clock: Clock
    links: Links | None = None
    mail: Mail | None = None
    at_end: bool = False
    """Whether customers are offered the link when their chat has ended."""
    archive: tuple[str, ...] = ()
    """Where the organisation's transcripts are mailed."""

    def means(self, _: Connection, asking: Asking) -> Means:
        """Give how the transcript of the chat that is asked about can be given: what commands want to know."""
        chat = asking.conversation
        link = self.links.make(chat.id, self.clock.now()) if self.links and chat is not None else None
        return Means(self.mail is not None, link.url if link else "", link.until if link else None)

    def link_at_end(self, conversation: ConversationId) -> str | None:
        """Give the link that the customer is offered after the end, or None."""
        if self.links is None or not self.at_end:
            return None
        return self.links.make(conversation, self.clock.now()).url


def ways_of(config: Config, clock: Clock) -> Ways:
    """Make what the configuration says."""
    settings = config.transcripts
    secret = settings.link_secret
    lasts: timedelta = settings.link_lifetime
    links = Links(secret.get_secret_value(), str(config.server.public_url), lasts) if secret else None
    return Ways(clock, links, _mail(config.mail) if config.mail else None, settings.link_at_end, settings.archive)


def _mail(settings: MailSettings) -> Mail:
    password = settings.password.get_secret_value() if settings.password else ""
    account = Account(settings.smtp_host, settings.smtp_port, settings.security.value, settings.user, password)
    return Mail(SmtpMailer(account), (settings.sender_name, settings.sender))


def with_ways(office: Office, ways: Ways) -> Office:
    """Give the office with what commands and handlers need of transcripts and past chats, by these ways."""
    own: Loaders = {TRANSCRIPTS: ways.means, PAST_CHATS: past.loader(ways.clock.now)}
    return replace(office, wants={**office.wants, **own}, archive=ways.archive, link_at_end=ways.link_at_end)


def pages_of(
    config: Config, database: Database, directory: Callable[[], Directory], clock: Clock
) -> tuple[web.AbstractRouteDef, ...]:
    """Give the routes by which links are opened; none where there are no links."""
    links = ways_of(config, clock).links
    if links is None:
        return ()
    return tuple(TranscriptRoute(links, database, directory, clock, StoredAuditLog(database, clock)).routes())
