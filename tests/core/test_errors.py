"""The tree of errors: what each tells whom, and whether a send may be repeated."""

import pytest

from core import errors
from core.errors import (
    BridgeError,
    DeliveryFailed,
    FileRefused,
    InboundRejected,
    Overloaded,
    Refused,
    Transient,
    Uncertain,
)
from core.sentences import say


def tree(kind: type[BridgeError] = BridgeError) -> list[type[BridgeError]]:
    """Give every error of ours."""
    return [kind, *(below for child in kind.__subclasses__() for below in tree(child))]


CORE = [kind for kind in tree() if kind.__module__ == "core.errors"]


def test_every_error_has_a_code_of_its_own_to_look_up() -> None:
    codes = [kind.code for kind in CORE if kind is not FileRefused]  # its code is the finding's

    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("kind", CORE, ids=lambda kind: kind.__name__)
def test_the_picture_of_the_tree_names_every_error(kind: type[BridgeError]) -> None:
    assert errors.__doc__ is not None
    assert kind.__name__ in errors.__doc__


def test_error_without_detail_says_its_code() -> None:
    assert str(BridgeError()) == "error"
    assert errors.Conflict("row 7").detail == "row 7"


def test_refusal_keeps_its_sentence_and_logs_only_the_key() -> None:
    refused = Refused(say("agent_unknown", words="my secret", names="Ada"))

    assert refused.sentence.args["words"] == "my secret"
    assert str(refused) == "agent_unknown"


def test_what_is_not_taken_says_so_in_the_platforms_words() -> None:
    file = FileRefused(415, "file_type", "An executable can't be sent.")
    busy = Overloaded(retry_after=5)

    assert (file.http_status, file.code, file.message) == (415, "file_type", "An executable can't be sent.")
    assert (busy.http_status, busy.retry_after) == (503, 5)
    assert InboundRejected().http_status == 400


def test_only_an_uncertain_send_may_have_arrived() -> None:
    permanent = (errors.Permanent, errors.Blocked, errors.Unreachable, errors.NotOffered)
    failures = (DeliveryFailed, Transient, *permanent, Uncertain)

    assert set(failures) == {kind for kind in tree(DeliveryFailed) if kind in CORE}
    assert [kind for kind in failures if not kind.certain] == [Uncertain]


def test_transient_failure_says_when_to_try_again() -> None:
    later = Transient("429", retry_after=30, throttled=True, reason=say("fail_gone"))

    assert (later.retry_after, later.throttled, later.reason) == (30, True, say("fail_gone"))
