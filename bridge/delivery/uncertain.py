"""Settling a send whose answer was lost and whose echo has not come.

1. Where the desk can look its own posts up, the look-up decides: found is sent, surely absent goes again, and while it
   can't be asked nothing is decided.
2. Where it can't, a post in a thread goes again, and is counted: on the desk only. When the process died with it, the
   echo may have found nobody, and comes again when the platform repeats it: that is waited for first, or people would
   read twice whatever was on its way at the crash. A platform that sends no echo is not waited for.
3. What shows the same when it is done twice is simply done again.
4. Towards a customer nothing is ever repeated blindly: where the channel can look up what it sent, that decides; where
   not, it is told as “perhaps not delivered”. The web's own log is idempotent by key.
"""

from datetime import timedelta
from functools import partial

import structlog
from sqlalchemy import Connection

from bridge.delivery import aside_jobs, jobs, settling, to_desk, vault_jobs
from bridge.delivery.courier import Courier, Seen, job_of, name_of
from bridge.delivery.fates import Fate
from bridge.delivery.route import is_repeatable
from bridge.delivery.settling import Lessened, Work
from bridge.delivery.to_customer import lessened, ready_to_send
from bridge.delivery.trouble import is_of_storage
from bridge.handlers.unit import Unit
from bridge.observing.meter import Became
from bridge.store import outbox, shown
from bridge.store.outbox import OutboxRow
from bridge.store.work_tables import OutboxState
from core.errors import DeliveryFailed, Transient
from core.ids import ChannelName, DeskName, ExternalRef
from core.ports import FindsOwnPosts, FindsSent, MindsStrays, Opened, Receipt, Sought, SoughtSending

LOOK_AGAIN = 5.0
"""Seconds until a platform that could not be asked is asked again."""

REPEATED_ECHO = 75.0
"""Seconds until a platform has shown its echo again to a bridge that was away: Slack repeats an event after a minute.
https://docs.slack.dev/apis/events-api#retries"""

ECHOED = (
    jobs.OpenThreadJob,
    jobs.WrapUpCardJob,
    jobs.PostJob,
    jobs.NoticeJob,
    jobs.PlaceCardJob,
    aside_jobs.AsidePostJob,
    aside_jobs.AsideNoticeJob,
)
"""What everybody in a thread sees, and the platform echoes. Offers and private words can't wait so long."""

log = structlog.get_logger(__name__)


async def look_up(courier: Courier, row: OutboxRow) -> Fate:
    """Decide what became of a row. Never raises: a row that can't be looked up holds up no other."""
    try:
        verdict = await _verdict(courier, row)
    except Transient as trouble:
        verdict = partial(_look_later, row=row, seconds=trouble.retry_after or LOOK_AGAIN)
    except DeliveryFailed as trouble:
        log.warning("outbox_parked", row=row.id, destination=row.destination, why=trouble.detail)
        verdict = partial(_given_up, row=row)
    except Exception as error:
        if is_of_storage(error):
            verdict = partial(_look_later, row=row, seconds=LOOK_AGAIN)
        else:
            log.exception("outbox_failed", row=row.id, kind=row.body.get("kind"))
            verdict = partial(_given_up, row=row)
    return Fate(partial(_if_still_uncertain, row=row, verdict=verdict), partial(_parked, row=row), state=None)


def _if_still_uncertain(unit: Unit, row: OutboxRow, verdict: Work) -> None:
    """Write a verdict, unless an echo came first."""
    present = outbox.by_key(unit.conn, row.key)
    if present is not None and present.state is OutboxState.UNCERTAIN:
        verdict(unit)


def _parked(conn: Connection, row: OutboxRow) -> None:
    present = outbox.by_key(conn, row.key)
    if present is not None and present.state is OutboxState.UNCERTAIN:
        outbox.fail(conn, row.id, settling.IN_DOUBT)


async def _verdict(courier: Courier, row: OutboxRow) -> Work:
    """Ask whoever can know. Raises `DeliveryFailed`."""
    job = job_of(row)
    if isinstance(job, jobs.CustomerSideJob):
        return await _of_customer(courier, row, job)
    if isinstance(job, jobs.MailSideJob):
        log.warning("outbox_parked", row=row.id, destination=row.destination, why="perhaps sent")
        return partial(_given_up, row=row)
    if is_repeatable(job):
        return partial(_again, row=row)
    if isinstance(
        job, jobs.AskBotJob | vault_jobs.DropValuesJob
    ):  # repeatable, as the tuple has it; said for the checker
        return partial(_again, row=row)
    desk = courier.desk_of(row)
    seen = await courier.look(row)
    where = _where(seen, row, job)
    if isinstance(desk, FindsOwnPosts) and where is not None:
        try:
            found = await desk.find(where, await _sought(courier, row, seen, job))
        except Transient:
            raise
        except DeliveryFailed as trouble:
            log.info("outbox_look_up_failed", row=row.id, why=trouble.detail)
        else:
            return partial(_found, row=row, found=found) if found is not None else partial(_again, row=row)
    # Its process died, and nobody has waited for the echo yet.
    if row.not_before is None and isinstance(job, ECHOED) and desk.capabilities().echoes:
        return partial(_look_later, row=row, seconds=REPEATED_ECHO)
    if isinstance(job, jobs.OpenThreadJob) and isinstance(desk, MindsStrays) and where is not None:
        await desk.mind(where, row.key)
    log.warning("outbox_repeated", row=row.id, kind=job.kind)
    return partial(_blindly, row=row)


def _where(seen: Seen, row: OutboxRow, job: jobs.DeskJob | aside_jobs.AsideJob) -> ExternalRef | None:
    """Give where a post would be: in the thread, or for a root card in the place of the last try."""
    if isinstance(job, jobs.OpenThreadJob):
        return settling.place_for(job.places, row.attempts - 1)
    if isinstance(job, jobs.PlaceCardJob):
        return job.place
    if isinstance(job, aside_jobs.AsidePostJob | aside_jobs.AsideNoticeJob):
        return seen.aside.thread if seen.aside is not None else None
    if isinstance(job, jobs.PostJob | jobs.NoticeJob | jobs.WrapUpCardJob) and seen.thread is not None:
        return ExternalRef(seen.thread.thread)
    return None


async def _of_customer(courier: Courier, row: OutboxRow, job: jobs.CustomerSideJob) -> Work:
    name = ChannelName(name_of(row.destination))
    if name in courier.office.feeds:
        return partial(_again, row=row)
    channel = courier.channel_of(row)
    if isinstance(channel, FindsSent):
        said = await ready_to_send(courier, row, channel, await courier.look(row), job)
        if said is None:
            return partial(_again, row=row)
        chat = said.outbound.conversation
        known = await courier.database.read(lambda conn: shown.customers_refs(conn, chat, name))
        found = await channel.find(SoughtSending(said.outbound, row.created_at, known))
        if found is None:
            return partial(_again, row=row)
        return partial(_found, row=row, found=lessened(channel, said, found))
    log.warning("outbox_parked", row=row.id, destination=row.destination, why="perhaps sent")
    return partial(_given_up, row=row)


async def _sought(courier: Courier, row: OutboxRow, seen: Seen, job: jobs.DeskJob | aside_jobs.AsideJob) -> Sought:
    """Say by what a row's post is known again: by its key, or by what it says where everything else is known."""
    said = await to_desk.said(courier, row, seen, job) if isinstance(job, jobs.PostJob | jobs.NoticeJob) else None
    chat, desk = row.conversation, DeskName(name_of(row.destination))
    known = await courier.database.read(lambda conn: shown.refs(conn, chat, desk)) if chat is not None else frozenset()
    return Sought(row.key, row.created_at, said, known)


def _found(unit: Unit, row: OutboxRow, found: Opened | Receipt | Lessened) -> None:
    unit.became.append((row, Became.FOUND))
    if isinstance(found, Opened) and not isinstance(job_of(row), jobs.OpenThreadJob):
        found = Receipt(found.card)  # a card that begins a thread which is no chat's
    settling.sent(unit, row, found)


def _given_up(unit: Unit, row: OutboxRow) -> None:
    unit.became.append((row, Became.PARKED))
    settling.maybe_sent(unit, row)


def _blindly(unit: Unit, row: OutboxRow) -> None:
    unit.became.append((row, Became.REPEATED))
    _again(unit, row)


def _look_later(unit: Unit, row: OutboxRow, seconds: float) -> None:
    """Leave it uncertain while nobody can look: a platform that is down would show a repetition twice once it is up."""
    outbox.settle_uncertain(unit.conn, row.id, unit.now + timedelta(seconds=seconds))


def _again(unit: Unit, row: OutboxRow) -> None:
    outbox.retry(unit.conn, row.id, unit.now, "uncertain")
