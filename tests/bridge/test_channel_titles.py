"""What channels are called at the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bridge.channel_titles import titles_of
from core.ids import ChannelName, ExternalRef, QueueId


@dataclass(frozen=True, slots=True)
class Named:
    """A channel that people have a name for."""

    title: str

    def shown(self, contact: ExternalRef) -> str:
        return contact

    def address(self, number: str, queue: QueueId) -> ExternalRef | None:
        return None


def called(**channels: object) -> Mapping[ChannelName, str]:
    there: dict[ChannelName, Any] = {ChannelName(name): one for name, one in channels.items()}
    return titles_of(there)


def test_a_channel_is_called_as_people_call_it_and_by_its_own_name_where_they_have_none() -> None:
    assert called(texts=Named("SMS"), other=object()) == {"texts": "SMS", "other": "other"}


def test_channels_that_people_call_the_same_are_told_apart_by_their_own_names() -> None:
    assert called(uk=Named("WhatsApp"), de=Named("WhatsApp"), web=Named("web chat")) == {
        "uk": "WhatsApp (uk)",
        "de": "WhatsApp (de)",
        "web": "web chat",
    }
