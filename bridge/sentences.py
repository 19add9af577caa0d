"""The words of all sentences of a configuration: the core's, and those of its adapters."""

from collections.abc import Mapping

from adapters import spec
from bridge.directories import kind_of
from config.schema import Config
from core.texts import TEMPLATES


def sentences_of(config: Config) -> Mapping[str, str]:
    """Put the adapters' sentences beside the core's."""
    merged = dict(TEMPLATES)
    for name, section in (*config.channels.items(), *config.desks.items()):
        merged |= spec(kind_of(name, section.type)).sentences
    return merged
