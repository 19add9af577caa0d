"""What channels are called at the desk: as people call them, with their own names where several are called the same."""

from collections import Counter
from collections.abc import Mapping

from core.ids import ChannelName
from core.ports import CustomerChannel, NamesAddresses


def titles_of(channels: Mapping[ChannelName, CustomerChannel]) -> Mapping[ChannelName, str]:
    """Give what each channel is called: `SMS`, or `WhatsApp (whatsapp_uk)` beside another WhatsApp."""
    plain = {name: _title(name, one) for name, one in channels.items()}
    times = Counter(plain.values())
    return {name: title if times[title] == 1 else f"{title} ({name})" for name, title in plain.items()}


def _title(name: ChannelName, channel: object) -> str:
    return channel.title if isinstance(channel, NamesAddresses) else name
