"""Rows for mail: a chat's transcript, written when it is sent."""

from bridge.delivery import jobs
from bridge.delivery.courier import Courier, Result, Seen
from bridge.store.outbox import OutboxRow
from bridge.transcripts.letter import letter
from bridge.transcripts.reading import read_transcript
from core.errors import Permanent
from core.features.transcript import Audience


async def to_mail(courier: Courier, row: OutboxRow, seen: Seen, job: jobs.MailSideJob) -> Result:
    """Mail a transcript as the chat stands now. Raises `DeliveryFailed`."""
    mail, chat = courier.mail, seen.chat
    if mail is None:
        raise Permanent("mail is not configured")
    if chat is None:
        return None
    audience = Audience.ORGANISATION if job.private else Audience.CUSTOMER
    directory = courier.office.directory()
    document = await courier.database.read(lambda conn: read_transcript(conn, directory, chat.id, audience))
    if document is not None:
        written = letter(document, job.to, mail.sender, row.key, courier.clock.now())
        await mail.mailer.send(written, job.to, mail.sender[1])
    return None
