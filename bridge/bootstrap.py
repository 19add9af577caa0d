"""The one place where objects meet: from a configuration to a bridge that can start.

Rule: nothing here decides anything; it makes things and hands them to each other.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

import structlog
from sqlalchemy import Connection

from adapters import spec
from adapters.spec import Adapter, Context
from bridge import left_over
from bridge.abilities import abilities_of
from bridge.addresses import beginnings
from bridge.bots.calling import Bots, bots_of
from bridge.clock import SystemClock
from bridge.company import Company, company_of
from bridge.delivery.courier import Courier
from bridge.directories import directory_of, kind_of, sign_ins_of
from bridge.file_links import FileLinks, links_of
from bridge.forms.filling import customers_forms
from bridge.forms.service import Forms, forms_of, processes_of, see_that_it_is_shared
from bridge.handlers.beginning import begin_anew
from bridge.handlers.features import Features
from bridge.handlers.office import Office
from bridge.handlers.unit import Unit
from bridge.hints.memory import MemoryHints
from bridge.knowledge import Library
from bridge.limiting.contacts import Pacing
from bridge.limiting.keeper import Keeper
from bridge.observing.tracing import Tracing, tracing_of
from bridge.offered.afterwards import StoredAfterwards
from bridge.offered.bans import StoredBans
from bridge.offered.desktop import StoredDesktop
from bridge.offered.doors import QueueDoors
from bridge.offered.feed import StoredFeed
from bridge.offered.files import Files
from bridge.offered.fleeting import Hinted
from bridge.offered.identities import StoredIdentities
from bridge.offered.inbox import StoredInbox
from bridge.offered.memory import StoredMemory
from bridge.offered.places import StoredPlaces
from bridge.offered.storage import OfferedDatabase
from bridge.offered.unknown import StoredUnknown
from bridge.policies import masking
from bridge.policies.limits import contact_plan, limit_plan, paced
from bridge.roster import Roster
from bridge.sentences import sentences_of
from bridge.session import LazySession
from bridge.starting import Starter
from bridge.store import inbox, outbox
from bridge.store.database import Database, open_database
from bridge.transcripts.ways import ways_of, with_ways
from bridge.workers.housekeeping import Housekeeper
from bridge.workers.inbox import InboxWorker
from bridge.workers.loop import Worker
from bridge.workers.outbox import OutboxWorker
from bridge.workers.presence import PresenceWatcher
from bridge.workers.roster import RosterReader
from bridge.workers.scouring import Scourer
from bridge.workers.sealer import Sealer
from bridge.workers.sweeper import Sweeper
from bridge.workers.timers import TimerWorker
from config.schema import Config
from core.commands.registry import Registry
from core.directory import Directory
from core.errors import Conflict
from core.ids import ChannelName, DeskName
from core.policy.retention import Retention
from core.ports import AgentDesk, Clock, CustomerChannel, Limits

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Bridge:
    """A bridge: its parts, and its life."""

    config: Config
    database: Database
    office: Office
    hints: MemoryHints
    inbox: StoredInbox
    adapters: dict[str, Adapter]
    workers: tuple[Worker, ...]
    session: LazySession
    owner: str
    starter: Starter
    clock: Clock
    company: Company
    bots: Bots
    limits: Limits
    links: FileLinks | None = None
    forms: Forms | None = None
    started: bool = False

    async def start(self) -> None:
        """Free what a crash left claimed, start the workers and the adapters.

        On SQLite nobody else can hold a claim. On PostgreSQL another process may: the living free what the dead had.
        """
        await self.company.start()
        see_that_it_is_shared(self.config, processes_of(self.company))
        if self.database.kind == "sqlite":
            await self.database.write(inbox.release_all)
            await self.database.write(outbox.release_all)
        await self._begin_anew()
        for worker in self.workers:
            worker.start()
        await self.starter.start()
        self.started = True

    async def _begin_anew(self) -> None:
        """Bring what routing reads in step, give back what agents hold for no chat, and look at every queue once."""
        while True:
            with suppress(Conflict):
                strays = await self.database.write(self._release_and_route)
                break
        if strays:
            log.warning("reservations_given_back", number=strays)

    def _release_and_route(self, conn: Connection) -> int:
        unit = Unit(conn, self.office, self.clock.now())
        return begin_anew(unit, self.config.agents_from)

    async def stop(self) -> None:
        """Take nothing more, finish what is in hand, close."""
        self.started = False
        await self.company.resign()
        await self.starter.stop()
        for worker in self.workers:
            await worker.stop()
        await self.company.stop()
        await self.session.close()
        if self.forms is not None:
            await self.forms.vault.close()
        await self.database.close()
        if self.office.tracing is not None:
            await self.office.tracing.stop()


async def build(config: Config, clock: Clock | None = None, features: Features | None = None) -> Bridge:
    """Make a bridge from a configuration, with all commands unless told otherwise. Opens the database; starts nothing.

    Raises:
        DatabaseUnusable: the database can't be used; the message says what to do.
        TracingUnavailable: traces are wanted, and the packages for them are missing.
        ChatsLeftOver: chats in hand need what the configuration no longer has; the message says what.
    """
    clock = clock or SystemClock()
    directory = directory_of(config)
    roster, owner = Roster(config, directory), f"w{token_hex(4)}"
    tracing, forms = tracing_of(config.observing.traces, owner), forms_of(config, clock)
    database = await _database(config, directory)
    company, ways = company_of(config, database, owner), ways_of(config, clock)
    hints = company.hints
    office = with_ways(_office(config, roster, features or Features(), tracing), ways)
    office = replace(office, form_links=forms.links if forms else None, sign_ins=sign_ins_of(config))
    offered, pacing = OfferedDatabase(database), Pacing(contact_plan(config.limits), paced(config), clock, office.meter)
    files = Files(Path(config.storage.files), offered, office.mint, clock, office.kept_name)
    links = links_of(config, files, clock)
    office = replace(office, pacing=pacing, file_links=links.address if links is not None else None)
    stored = StoredInbox(offered, office, hints, clock)
    limits = Keeper(limit_plan(config.limits), clock, office.meter)
    made = (LazySession(tracing), limits, links, forms)
    parts = Parts(database, offered, office, hints, stored, files, clock, *made)
    adapters, bots = _adapters(config, parts), bots_of(config, parts.session, clock)
    courier = replace(_courier(parts, adapters, bots), mail=ways.mail)
    office.desks.update(abilities_of(courier.desks))
    office.channels.update(courier.channels)
    roster.knows(courier.channels)
    workers: tuple[Worker, ...] = (
        InboxWorker(database, office, hints, clock, owner),
        OutboxWorker(courier, hints, owner, company.ownership),
        TimerWorker(database, office, hints, clock),
        *_keepers(config, courier, hints),
        RosterReader(roster, database, office, courier.desks, hints, clock),
        PresenceWatcher(database, office, courier.desks, hints, clock, company.ownership),
    )
    running = (adapters, workers, parts.session, owner, Starter(adapters, clock), clock, company, bots, limits)
    return Bridge(config, database, office, hints, stored, *running, parts.links, forms)


def _keepers(config: Config, courier: Courier, hints: MemoryHints) -> tuple[Worker, ...]:
    """Make what goes by the clock alone, beside the chats."""
    database, clock, kept = courier.database, courier.clock, config.retention
    sweeper = Sweeper(courier, hints, Retention(kept.chats, kept.files, kept.journal, kept.audit, kept.unsent_files))
    scourer = Scourer(database, courier.files, hints, clock)
    return (Housekeeper(database, hints, clock), Sealer(database, hints, clock), sweeper, scourer)


def _courier(parts: "Parts", adapters: dict[str, Adapter], bots: Bots) -> Courier:
    return Courier(
        database=parts.database,
        office=parts.office,
        desks=_desks(adapters),
        channels=_channels(adapters),
        files=parts.files,
        clock=parts.clock,
        bots=bots,
        vault=parts.forms.vault if parts.forms is not None else None,
    )


async def _database(config: Config, directory: Directory) -> Database:
    database = await open_database(config.storage.url.get_secret_value(), config.storage.lock_timeout)
    try:
        await database.read(lambda conn: left_over.check(conn, directory.queues, config.channels))
    except BaseException:
        await database.close()
        raise
    return database


def _office(config: Config, roster: Roster, features: Features, tracing: Tracing | None) -> Office:
    webs = (name for name, one in config.channels.items() if kind_of(name, one.type) == "web")
    office = Office(
        directory=roster,
        registry=_registry(config, features),
        feeds=frozenset(ChannelName(name) for name in webs),  # their customers read our own log
        templates=sentences_of(config),
        desks={DeskName(name): frozenset() for name in config.desks},
        wants=features.wants,
        changes=features.changes,
        knowledge=Library(config.knowledge),
        tracing=tracing,
        masking=masking.rules(config),
        beginnings=beginnings(config),
    )
    if tracing is not None:
        office.meter.listener = tracing.became
    return office


def _registry(config: Config, features: Features) -> Registry:
    disabled = set(config.commands.disabled)
    prefixes = {section.prefix for section in config.desks.values()}
    prefix = min(prefixes) if prefixes else "!"
    return Registry((command for command in features.commands if command.name not in disabled), prefix)


@dataclass(frozen=True, slots=True)
class Parts:
    """What every adapter is given a share of; `offered` is the database for whoever answers requests."""

    database: Database
    offered: OfferedDatabase
    office: Office
    hints: MemoryHints
    inbox: StoredInbox
    files: Files
    clock: Clock
    session: LazySession
    limits: Limits
    links: FileLinks | None = None
    forms: Forms | None = None


def _adapters(config: Config, parts: Parts) -> dict[str, Adapter]:
    built: dict[str, Adapter] = {}
    for name, section in (*config.channels.items(), *config.desks.items()):
        context = Context(
            name=name,
            section=section,
            public_url=str(config.server.public_url),
            inbox=parts.inbox,
            feed=StoredFeed(parts.offered, parts.hints, parts.clock),
            files=parts.files,
            fleeting=Hinted(parts.hints),
            desktop=StoredDesktop(parts.offered, parts.office, parts.clock),
            clock=parts.clock,
            registry=parts.office.registry,
            directory=parts.office.directory,
            session=parts.session,
            doors=QueueDoors(parts.office, parts.clock),
            places=StoredPlaces(parts.offered, parts.office, parts.clock),
            afterwards=StoredAfterwards(parts.offered, parts.office, parts.clock, config.bans.words),
            bans=StoredBans(parts.offered, parts.office, parts.clock, config.bans.words),
            memory=StoredMemory(parts.offered, name),
            identities=StoredIdentities(parts.offered, parts.office, ChannelName(name)),
            limits=parts.limits,
            unknown=StoredUnknown(parts.offered, name, parts.clock, parts.office.meter),
            kept_name=parts.office.kept_name,
            links=parts.links.address if parts.links is not None else None,
            forms=customers_forms(parts.forms, parts.offered, parts.office, parts.inbox, parts.clock),
        )
        built[name] = spec(kind_of(name, section.type)).build(context)
    return built


def _desks(adapters: dict[str, Adapter]) -> dict[DeskName, AgentDesk]:
    return {DeskName(name): one.port for name, one in adapters.items() if isinstance(one.port, AgentDesk)}


def _channels(adapters: dict[str, Adapter]) -> dict[ChannelName, CustomerChannel]:
    return {ChannelName(name): one.port for name, one in adapters.items() if isinstance(one.port, CustomerChannel)}
