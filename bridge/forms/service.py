"""The parts of secure forms, put together for an installation whose queues have any.

Rule: several processes share a vault, or none of them starts: what a customer gave to one, no other could open.
"""

from dataclasses import dataclass
from pathlib import Path

from bridge.company import Company
from bridge.forms.keys import Key, Keyring, own_key
from bridge.forms.links import FormLinks
from bridge.forms.memory_vault import MemoryVault
from bridge.forms.sealing import Seals
from bridge.store.errors import DatabaseUnusable
from config.keys import read_key
from config.redis import parse
from config.schema import Config
from core.ports import Clock, FormVault


class FormsUnusable(DatabaseUnusable):
    """Secure forms are configured and can't be kept safely here; a person must act."""

    code = "forms_unusable"


@dataclass(frozen=True, slots=True)
class Forms:
    """What secure forms need, beside what every feature has."""

    vault: FormVault
    seals: Seals
    links: FormLinks
    is_shared: bool
    """Whether other processes have the same vault."""


def forms_of(config: Config, clock: Clock) -> Forms | None:
    """Make it; None where no queue has secure forms.

    Raises:
        FormsUnusable: the key can't be read or made, or the package that speaks to Redis is missing.
    """
    if not any(queue.secure_forms for queue in config.queues.values()):
        return None
    ring = keyring_of(config)
    installation = f"{config.redis.prefix} {config.server.public_url}"
    links = FormLinks(ring, str(config.server.public_url))
    shared = config.redis.url is not None
    vault = _redis_vault(config) if shared else MemoryVault(clock)
    return Forms(vault, Seals(ring, installation), links, shared)


def keyring_of(config: Config) -> Keyring:
    """Give the keys of the configuration; without any, this process's own.

    Raises:
        FormsUnusable: its file can't be read or made.
    """
    if config.keys:
        return Keyring([Key(one.id, read_key(one.secret.get_secret_value())) for one in config.keys])
    folder = key_folder(config)
    try:
        return Keyring([own_key(folder)])
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise FormsUnusable(
            f"The key of secure forms in {folder} can't be used: {why}. Make the folder writable, or set keys:."
        ) from None


def key_folder(config: Config) -> Path:
    """Give the folder in which a process keeps its own key: beside the folder of files, never in it."""
    return Path(config.storage.files).parent


def see_that_it_is_shared(config: Config, processes: int) -> None:
    """See that several processes have a vault and keys that they share.

    Raises:
        FormsUnusable: they have not.
    """
    if processes < 2 or not any(queue.secure_forms for queue in config.queues.values()):  # noqa: PLR2004 - several
        return
    missing = [name for name, there in (("redis.url", config.redis.url), ("keys", config.keys)) if not there]
    if missing:
        raise FormsUnusable(
            f"{processes} processes share this database, and queues have secure forms: what a customer fills in at one "
            f"could not be opened at another. Set {' and '.join(missing)}, or run one process."
        )


def processes_of(company: Company) -> int:
    """Give how many processes share the work, as far as is known."""
    membership = getattr(company, "membership", None)
    return max(1, len(membership.living)) if membership is not None else 1


def _redis_vault(config: Config) -> FormVault:
    try:
        from bridge.forms.redis_vault import RedisVault  # noqa: PLC0415 - the driver is an optional package
    except ModuleNotFoundError as missing:
        raise FormsUnusable(
            f"The package {missing.name} is missing, which speaks to Redis. Install deskbridge[redis]."
        ) from missing
    url = config.redis.url
    return RedisVault(parse(url.get_secret_value() if url is not None else ""), config.redis.prefix)
