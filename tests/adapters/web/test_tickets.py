"""Signed addresses of files: what is signed and makes no sense opens nothing."""

from datetime import timedelta

import pytest

from adapters.web.files import Tickets
from adapters.web.sessions import Signer
from tests.adapters.web.ports import HandClock


@pytest.mark.parametrize("until", ["9" * 5000, "²", "-1", ""])
async def test_time_that_is_none_opens_nothing_though_it_is_signed(until: str) -> None:
    signer = Signer(["a secret"], "files")
    tickets = Tickets(signer, "", timedelta(days=7), HandClock())
    assert not tickets.allows("f1", f"{until}.someone.{signer.sign('download', 'f1', 'someone', until)}")
