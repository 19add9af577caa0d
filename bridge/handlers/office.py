"""What every handler works with: the directory, the commands, new ids, and who waits for an answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from bridge.abilities import NAMES_AUTHORS, PERSONAL_THREADS
from bridge.forms.links import FormLinks
from bridge.handlers.changes import CARRIERS, Carriers
from bridge.handlers.departures import Departures
from bridge.handlers.mint import Mint
from bridge.handlers.waiters import Waiters
from bridge.handlers.wants import LOADERS, Loaders
from bridge.knowledge import Library
from bridge.limiting.contacts import Pacing
from bridge.observing.meter import Meter
from bridge.observing.tracing import Tracing
from bridge.store import known_as
from bridge.store.customer import Customer, customer_of
from core.commands.registry import Registry
from core.directory import Directory
from core.features.detecting import masked
from core.features.sensitive.finding import detector
from core.ids import AgentId, ChannelName, ConversationId, DeskName, ExternalRef, PersonRef
from core.messages import Media
from core.policy.masking import Masking
from core.ports import CustomerChannel, HostsExperts, MarksMessages
from core.sentences import Sentence
from core.texts import TEMPLATES, render


@dataclass(frozen=True, slots=True)
class Office:
    """The shared tools of the handlers. `feeds` are the channels whose customers read our own log."""

    directory: Callable[[], Directory]
    registry: Registry
    mint: Mint = field(default_factory=Mint)
    waiters: Waiters = field(default_factory=Waiters)
    departures: Departures = field(default_factory=Departures)
    feeds: frozenset[ChannelName] = frozenset()
    templates: Mapping[str, str] = field(default_factory=lambda: TEMPLATES)
    """The words of all sentences by key, those of the adapters included."""
    masking: Masking = field(default_factory=Masking)
    """What is masked before it is stored."""
    desks: dict[DeskName, frozenset[str]] = field(default_factory=dict)
    """The desks by name, each with the optional abilities that it has; these are known once all adapters are made."""
    channels: dict[ChannelName, CustomerChannel] = field(default_factory=dict)
    """The channels by name, for what is computed of addresses; known once all adapters are made."""
    meter: Meter = field(default_factory=Meter)
    """Counts what is done."""
    pacing: Pacing = field(default_factory=Pacing)
    """How much contacts may write whose channels take all of it."""
    wants: Loaders = field(default_factory=lambda: LOADERS)
    """How what commands want to see is loaded."""
    changes: Carriers = field(default_factory=lambda: CARRIERS)
    """How what commands change is carried out."""
    knowledge: Library = field(default_factory=Library)
    """The articles that agents and bots search."""
    archive: tuple[str, ...] = ()
    """Where the organisation's transcripts are mailed when chats are handled."""
    link_at_end: Callable[[ConversationId], str | None] = lambda _: None
    """Gives the link to a transcript that a customer is offered after the end, where there is one."""
    form_links: FormLinks | None = None
    """Makes the addresses at which secure forms are filled in and opened; None where no queue has any."""
    file_links: Callable[[Media], str] | None = None
    """Makes links to files that a channel can't carry."""
    sign_ins: frozenset[DeskName] = frozenset()
    """The desks whose agents sign in to our pages by the platform's own sign-in; the others' by a code."""
    beginnings: Mapping[ChannelName, Callable[[ExternalRef], str]] = field(default_factory=dict)
    """Of channels whose customers can have several addresses: what all of a customer's begin with."""
    tracing: Tracing | None = None
    """Follows single messages, where that is wanted."""

    @property
    def hosts(self) -> frozenset[DeskName]:
        """Give the desks where somebody can be asked as an expert."""
        return frozenset(name for name, abilities in self.desks.items() if HostsExperts.__name__ in abilities)

    @property
    def threaded(self) -> frozenset[DeskName]:
        """Give the desks where personal chats have threads."""
        return frozenset(name for name, abilities in self.desks.items() if PERSONAL_THREADS in abilities)

    def person(self, conn: Connection, channel: ChannelName, contact: ExternalRef) -> Customer:
        """Give whose an address is, with all others that the platform has told to be the same person's."""
        return known_as.whole(conn, self.customer(channel, contact))

    def customer(self, channel: ChannelName, contact: ExternalRef) -> Customer:
        """Give whose an address is, by itself."""
        return customer_of(self.beginnings, channel, contact)

    def kept_name(self, name: str) -> str:
        """Give a file's or a person's name as it may be kept: it comes before it is known for which queue."""
        is_masked = any(queue.masking.masks for queue in self.directory().queues.values())
        return masked(name, detector(self.masking)) if is_masked else name

    def words(self, sentence: Sentence) -> str:
        """Give a sentence's words."""
        return render(sentence, self.directory().names(), self.templates)

    def marks(self, desk: DeskName) -> bool:
        """Tell whether a desk can mark a message where its author wrote it."""
        return MarksMessages.__name__ in self.desks.get(desk, ())

    def names_authors(self, desk: DeskName) -> bool:
        """Tell whether a post's author stands over it at a desk, where nobody can change who that is."""
        return NAMES_AUTHORS in self.desks.get(desk, ())

    def marks_no_more(self, desk: DeskName) -> None:
        """Take note that a platform refuses marks there, until the next start: cards say what marks would have."""
        self.desks[desk] = self.desks.get(desk, frozenset()) - {MarksMessages.__name__}

    def account(self, agent: AgentId, preferred: DeskName) -> tuple[DeskName, PersonRef] | None:
        """Give where an agent can be reached: at the preferred desk, else at any that is configured."""
        profile = self.directory().profiles.get(agent)
        if profile is None:
            return None
        if preferred in profile.people:
            return preferred, profile.people[preferred]
        return next(((desk, person) for desk, person in profile.people.items() if desk in self.desks), None)
