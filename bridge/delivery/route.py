"""From a row to whoever carries it out, and whether it may be repeated when its fate is unknown."""

from bridge.delivery import aside_jobs, jobs, vault_jobs
from bridge.delivery.courier import Courier, Result, Seen, job_of
from bridge.delivery.erase_jobs import RemoveJob
from bridge.delivery.receipt_jobs import ReceiptsJob
from bridge.delivery.to_aside import to_aside
from bridge.delivery.to_bot import ask_bot
from bridge.delivery.to_customer import to_customer
from bridge.delivery.to_desk import to_desk
from bridge.delivery.to_mail import to_mail
from bridge.delivery.to_vault import drop_values
from bridge.store.outbox import OutboxRow

REPEATABLE = (
    jobs.CardJob,
    jobs.ChangeJob,
    jobs.MarkJob,
    ReceiptsJob,
    jobs.HomeJob,
    jobs.LookJob,
    jobs.CloseOfferJob,
    jobs.ChangePlaceCardJob,
    jobs.AskJob,
    jobs.ViewJob,
    jobs.TellJob,
    jobs.OpenChannelJob,
    jobs.BringInJob,
    jobs.CloseChannelJob,
    aside_jobs.OpenAsideJob,
    aside_jobs.AsideCardJob,
    aside_jobs.AsideChangeJob,
    jobs.AskBotJob,
    RemoveJob,
    vault_jobs.DropValuesJob,
)
"""What shows the same when it is done twice, or is private and harmless when seen twice."""


async def carry(courier: Courier, row: OutboxRow, seen: Seen) -> Result:
    """Carry a row out, as it was seen when it was begun. Raises `DeliveryFailed`."""
    job = job_of(row)
    if isinstance(job, jobs.CustomerSideJob):
        return await to_customer(courier, row, seen, job)
    if isinstance(job, aside_jobs.AsideJob):
        return await to_aside(courier, row, courier.desk_of(row), seen, job)
    if isinstance(job, jobs.AskBotJob):
        return await ask_bot(courier, row, seen, job)
    if isinstance(job, jobs.MailSideJob):
        return await to_mail(courier, row, seen, job)
    if isinstance(job, vault_jobs.DropValuesJob):
        await drop_values(courier, job)
        return None
    return await to_desk(courier, row, seen, job)


def is_repeatable(job: jobs.Job) -> bool:
    """Tell whether a job whose fate is unknown may simply be done again."""
    return isinstance(job, REPEATABLE)
