"""Rows for the form vault: what nobody will see is forgotten there, as soon as the vault can be reached."""

from bridge.delivery import vault_jobs
from bridge.delivery.courier import Courier
from core.errors import Transient, VaultUnreachable


async def drop_values(courier: Courier, job: vault_jobs.DropValuesJob) -> None:
    """Have the vault forget. Raises `Transient`: until then its own clock runs for what it keeps."""
    if courier.vault is None:
        return
    try:
        await courier.vault.drop(job.slot)
    except VaultUnreachable as trouble:
        raise Transient(f"vault {trouble.detail}") from None
