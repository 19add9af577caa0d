"""The ledger finds what it is there to find: each thing that may not be, put there on purpose."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from tests.crash.ledger import Ends, Verdict, judge
from tests.crash.stored import Stored
from tests.crash.window import Window
from tests.crash.words import Word
from tests.crash.workspace import Copy, Root, Said, Workspace

C1, C2 = Word("c", 0, 1), Word("c", 0, 2)
A1, A2 = Word("a", 0, 1), Word("a", 0, 2)


@dataclass
class Threads:
    """What the platform shows, as a workspace tells it."""

    posts: list[Copy]
    can_be_asked: bool
    said: dict[Word, Said]
    roots: list[Root] = field(default_factory=lambda: [Root(1.0)])

    def copies(self) -> list[Copy]:
        return self.posts

    def cards(self) -> list[Root]:
        return self.roots


def verdict(
    posts: Sequence[Word] = (C1, C2),
    shown: Sequence[Word] = (C1, A1, C2, A2),
    *,
    crashes: Sequence[float] = (),
    counted: int = 0,
    stored: Sequence[Word] = (C1, C2, A1, A2),
    roots: Sequence[float] = (1.0,),
    unheard: Sequence[Word] = (),
    can_be_asked: bool = True,
) -> Verdict:
    """Judge a chat of four acknowledged messages; a test names what is not as it should be."""
    window = Window("", 0, random.Random(1))
    window.said, window.acknowledged = [C1, C2], {C1, C2}
    said = {A1: Said(first_tried=1, taken=2), A2: Said(first_tried=3, taken=4)}
    copies = [Copy(word, "thread", 10.0 + at, word in unheard) for at, word in enumerate(posts)]
    workspace = cast(Workspace, Threads(copies, can_be_asked, said, [Root(at) for at in roots]))
    frames = [_frame(at, word) for at, word in enumerate(shown, 1)]
    return judge(Ends([window], {0: frames}, workspace, crashes, counted, Stored(Counter(stored))))


def _frame(seq: int, word: Word) -> dict[str, Any]:
    sender = "customer" if word.side == "c" else "agent"
    return {"seq": seq, "kind": "message", "message": {"from": sender, "text": word.text}}


def test_what_is_whole_is_found_whole() -> None:
    found = verdict()

    assert (found.wrongs, found.to_desk, found.to_customers) == ([], 2, 2)


def test_what_was_acknowledged_and_stands_nowhere_is_lost() -> None:
    assert verdict(posts=[C1]).lost == 1
    assert verdict(shown=[C1, C2, A2]).lost == 1
    assert verdict(shown=[C1, A1, A2]).lost == 1
    assert verdict(stored=[C1, C2, A1]).lost == 1


def test_what_stands_twice_at_the_customer_or_in_the_file_is_doubled() -> None:
    assert verdict(shown=[C1, A1, A1, C2, A2]).doubled == 1
    assert verdict(stored=[C1, C2, A1, A2, A2]).doubled == 1


def test_what_stands_behind_what_came_later_is_reordered() -> None:
    assert verdict(posts=[C2, C1]).reordered == 1
    assert verdict(shown=[C1, A2, A1, C2]).reordered == 1


def test_a_duplicate_on_the_desk_needs_a_crash_that_excuses_it_and_must_be_counted() -> None:
    assert verdict(posts=[C1, C2, C2]).wrongs
    assert verdict(posts=[C1, C2, C2], crashes=[11.5], counted=1).wrongs == []
    assert verdict(posts=[C1, C2, C2], crashes=[11.5], counted=0).wrongs
    assert verdict(posts=[C1, C2, C2], crashes=[99.0], counted=1).wrongs


def test_a_lost_answer_excuses_a_duplicate_where_nobody_can_look_and_it_must_be_counted() -> None:
    assert verdict(posts=[C1, C2, C2], unheard=[C2], counted=1).wrongs == []
    assert verdict(posts=[C1, C2, C2], unheard=[C2], counted=0).wrongs
    assert verdict(posts=[C1, C2, C2], unheard=[C1], counted=1).wrongs


def test_two_duplicates_of_one_crash_are_one_too_many() -> None:
    found = verdict(posts=[C1, C2, C1, C2], crashes=[11.5], counted=2)

    assert (found.repeated, len(found.wrongs)) == (2, 1)


def test_where_nobody_can_look_each_chat_may_have_one_duplicate_for_each_crash() -> None:
    other = Word("c", 1, 1)
    assert verdict(posts=[C1, other, C2, C1, other], crashes=[12.5], counted=2, can_be_asked=False).wrongs == []
    assert verdict(posts=[C1, C2, C1, C2], crashes=[11.5], counted=2, can_be_asked=False).wrongs


def test_a_second_root_card_is_a_duplicate_too() -> None:
    assert verdict(roots=[1.0, 20.0]).repeated == 1
    assert verdict(roots=[1.0, 20.0], crashes=[15.0], counted=1).wrongs == []
