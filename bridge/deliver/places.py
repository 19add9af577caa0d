"""The place whose budget a row uses."""

from bridge import jobs
from bridge.deliver.courier import Courier, job_of, name_of
from bridge.deliver.to_desk import next_place
from bridge.store import threads
from bridge.store.outbox import OutboxRow
from core.ids import DeskName, ExternalRef
from core.ports import AgentDesk


async def place_of(courier: Courier, desk: AgentDesk, row: OutboxRow) -> ExternalRef | None:
    """Give the channel that the row's act happens in, or None for acts outside of channels."""
    conversation = row.conversation
    if conversation is None:
        return None
    job = job_of(row)
    if isinstance(job, jobs.OpenThreadJob):
        chat = (await courier.look(row)).queue
        return next_place(chat.places, job.place, row.attempts) if chat else job.place
    name = DeskName(name_of(row.destination))
    thread = await courier.database.read(lambda conn: threads.of(conn, conversation, name))
    return desk.place_of(ExternalRef(thread.thread)) if thread else None
