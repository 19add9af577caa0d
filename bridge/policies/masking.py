"""Of masking: what is found, and what each queue does with it."""

import re

from config.queues import Queue as QueueSettings
from config.schema import Config
from core.policy.masking import Masking, QueueMasking


def rules(config: Config) -> Masking:
    """Give what is found and what is allowed."""
    section = config.masking
    return Masking(
        find=frozenset(section.find),
        patterns=tuple(re.compile(one) for one in section.patterns.values()),
        allow=tuple(re.compile(one) for one in section.allow.values()),
        agents=section.agents,
    )


def of_queue(config: Config, queue: QueueSettings) -> QueueMasking:
    """Give what a queue does with what is found."""
    return QueueMasking(queue.masking.action, queue.masking.wait, rules(config))
