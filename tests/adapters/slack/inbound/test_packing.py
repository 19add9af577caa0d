"""What a form of Slack's remembers from its opening to its submission."""

import pytest

from adapters.slack.asked import Packed, Where, pack, unpack
from adapters.slack.forms import view
from core.ids import ConversationId, ExternalRef
from core.views import Form


@pytest.mark.parametrize("letter", ["x", "ж", "茶", "🍵"])
def test_what_was_filled_in_comes_back_whatever_it_is_written_in_and_fits(letter: str) -> None:
    where = Where(ConversationId("c" * 36), ExternalRef("T0/C0SUPPORT/1750000000.000100"))
    packed = Packed("template", where, {"which": "hello_again:en_US", "value1": letter * 1024, "shown": "a" * 16})

    assert unpack(pack(packed)) == packed
    assert view(Form("Template", "Send", "template", None, ()), pack(packed))["private_metadata"] == pack(packed)
