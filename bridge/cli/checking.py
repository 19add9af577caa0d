"""What `bridge check` tells of a configuration that is good, and that its admin should know all the same."""

from collections.abc import Iterator

from bridge.forms.keys import FILE
from bridge.forms.service import key_folder
from config.schema import Config


def notes(config: Config) -> Iterator[str]:
    """Give a line for each."""
    if any(queue.secure_forms for queue in config.queues.values()) and not config.keys:
        yield (
            f"Secure forms: without keys: the bridge makes a key of its own, in {key_folder(config) / FILE}. "
            "Keep that file out of backups: with it and a copy of what waits, values could be read. Nothing else is "
            "lost with it. Several processes need keys:."
        )
