"""The customer channels that the contract suite runs on. Another channel is one more line here."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from tests.contracts.channels.on_web import web_stage
from tests.contracts.channels.stage import ChannelStage

CHANNELS: dict[str, Callable[[Path], AbstractAsyncContextManager[ChannelStage]]] = {
    "web": web_stage,
}
