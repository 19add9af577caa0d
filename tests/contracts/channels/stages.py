"""The customer channels that the contract suite runs on. Another channel is one more line here.

Rule: what a channel has not is declared with the reason; where something else shows it instead, the reason names the
test. Nothing is left out in silence.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.contracts.channels.on_meta import messenger_stage, whatsapp_stage
from tests.contracts.channels.on_telegram import telegram_stage
from tests.contracts.channels.on_twilio import sms_stage, whatsapp_twilio_stage
from tests.contracts.channels.on_web import web_stage
from tests.contracts.channels.stage import Ability, ChannelStage


@dataclass(frozen=True, slots=True)
class Declared:
    """How a channel's stage is made, and what the channel has not, with the reason."""

    stage: Callable[[Path], AbstractAsyncContextManager[ChannelStage]]
    lacks: Mapping[Ability, str] = field(default_factory=dict)


_OURS = "no vendor stands between: what is sent is a line in the bridge's own log, written with its receipt"
_TOLD = (
    "the widget is our own and speaks by a socket that belongs to a visitor: "
    "tests/adapters/web/test_socket.py::test_same_id_sent_again_is_acknowledged_again_and_stored_once, "
    "tests/adapters/web/test_socket.py::test_bad_token_closes_with_4401, "
    "tests/adapters/web/test_socket.py::test_unknown_kind_of_frame_is_ignored"
)
_READ = (
    "a window says up to which line it was read: "
    "tests/adapters/web/test_signs.py::test_what_was_read_is_told_once_and_not_beyond_what_was_shown"
)

_SILENT = (
    "Meta tells only of what it took, and perhaps late, so that its silence proves nothing and the agent is asked: "
    "tests/scenarios/test_reports.py::test_what_meta_is_silent_about_is_told_and_never_sent_twice"
)

CHANNELS: dict[str, Declared] = {
    "web": Declared(
        web_stage,
        {
            Ability.THROTTLED: _OURS,
            Ability.LOSES_ANSWERS: _OURS,
            Ability.FINDS: _OURS,
            Ability.FINDS_NOTHING: _OURS,
            Ability.FAILS_LATER: _OURS,
            Ability.TOLD: _TOLD,
            Ability.REPORTS: _READ,
        },
    ),
    "sms": Declared(sms_stage),
    "messenger": Declared(
        messenger_stage,
        {
            Ability.FINDS_NOTHING: _SILENT,
            Ability.FAILS_LATER: "Messenger says at once what it can't deliver, and tells of nothing that fails later",
        },
    ),
    "whatsapp": Declared(whatsapp_stage, {Ability.FINDS_NOTHING: _SILENT}),
    "whatsapp_twilio": Declared(whatsapp_twilio_stage),
    "telegram": Declared(
        telegram_stage,
        {
            Ability.FINDS: "a bot can't look up what it has sent: a lost answer is told, and nothing is doubled: "
            "tests/scenarios/test_telegram.py::test_a_lost_answer_is_told_to_the_agent_and_nothing_is_sent_twice",
            Ability.FINDS_NOTHING: "a bot can't look up what it has sent, nor that it has not",
            Ability.REPORTS: "a bot is not told what was delivered or read",
            Ability.FAILS_LATER: "what can't be delivered is refused at once, and nothing fails later",
        },
    ),
}


def having(ability: Ability) -> pytest.MarkDecorator:
    """Run a test on each channel that has an ability; `vendor` is its stage."""
    names = [name for name, one in CHANNELS.items() if ability not in one.lacks]
    return pytest.mark.parametrize("vendor", names, indirect=True)
