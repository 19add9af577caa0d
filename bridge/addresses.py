"""How customers' addresses are made, by the channels of a configuration; the channels' adapters say it."""

from collections.abc import Callable, Mapping

from adapters import spec
from adapters.spec import Addresses
from bridge.directories import kind_of
from config.schema import Config
from core.ids import ChannelName, ExternalRef


def of_channels(config: Config, only: str | None = None) -> Mapping[ChannelName, Addresses]:
    """Give what is known of the addresses of each channel, or of only one."""
    wanted = ((name, one) for name, one in config.channels.items() if only in (None, name))
    return {ChannelName(name): spec(kind_of(name, one.type)).addresses for name, one in wanted}


def beginnings(config: Config) -> Mapping[ChannelName, Callable[[ExternalRef], str]]:
    """Give how all addresses of one customer begin, of the channels where one can have several."""
    return {name: one.begin for name, one in of_channels(config).items() if one.begin is not None}
