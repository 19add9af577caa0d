"""The ledger outside of the process: what was acknowledged, against what stands at both ends and in the file.

Rules:
1. Acknowledged is what a window was acknowledged, and what the bridge answered the platform's event with 200 for. All
   of that must have arrived; what was not may have.
2. Order: a customer's messages stand in the order in which they were written, but for those that the bridge had asked
   to send later. No platform promises an order of its events, so of an agent's messages only this is asked: the one
   that was taken before the platform first tried the other stands before it.
3. A duplicate on the desk is booked on the first crash after its first copy, and each crash may have one; one without
   a crash has no excuse. On a platform that sends no echo and can't be asked, each chat may have one for each crash, as
   it has one post under way at the most; and a lost answer excuses one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tests.crash.stored import Stored
from tests.crash.window import Frame, Window, words_of
from tests.crash.words import Word
from tests.crash.workspace import Copy, Said, Workspace


@dataclass(slots=True)
class Verdict:
    """What was found: numbers for the report, and a sentence for each thing that is wrong."""

    to_desk: int = 0
    to_customers: int = 0
    never_taken: int = 0
    """Agents' messages whose event the platform gave up: the bridge was away at every try."""
    lost: int = 0
    doubled: int = 0
    reordered: int = 0
    repeated: int = 0
    """Duplicates that agents see."""
    wrongs: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ends:
    """Everything that was seen outside, once the system had come to rest."""

    windows: Sequence[Window]
    logs: dict[int, list[Frame]]
    workspace: Workspace
    crashes: Sequence[float]
    counted: int
    """How many repetitions the bridge has counted itself."""
    stored: Stored


def judge(ends: Ends) -> Verdict:
    """Hold everything against everything."""
    verdict = Verdict()
    _to_desk(ends, verdict)
    _to_customers(ends, verdict)
    _repetitions(ends, verdict)
    _in_the_file(ends, verdict)
    return verdict


def _to_desk(ends: Ends, verdict: Verdict) -> None:
    copies = ends.workspace.copies()
    arrived = Counter(copy.word for copy in copies)
    threads: dict[int, set[str]] = {}
    for copy in copies:
        threads.setdefault(copy.word.chat, set()).add(copy.thread)
    for window in ends.windows:
        verdict.to_desk += len(window.acknowledged)
        missing = [word for word in window.said if word in window.acknowledged and not arrived[word]]
        _book(verdict, "lost", missing, "acknowledged to the customer, in no thread")
        for word, code in window.refused.items():
            verdict.wrongs.append(f"refused to the customer ({code}): {word}")
        first = _first_of(copy.word for copy in copies if copy.word.chat == window.chat)
        behind = _behind([word for word in first if word not in window.put_off])
        _book(verdict, "reordered", behind, "stands in the thread behind what was written after it")
        if len(threads.get(window.chat, ())) > 1:
            verdict.wrongs.append(f"chat {window.chat} has {len(threads[window.chat])} threads")


def _to_customers(ends: Ends, verdict: Verdict) -> None:
    for window in ends.windows:
        frames = ends.logs[window.chat]
        if [frame["seq"] for frame in frames] != list(range(1, len(frames) + 1)):
            verdict.wrongs.append(f"the log of chat {window.chat} has gaps or repetitions")
        shown = words_of(frames, "agent")
        said = {word: one for word, one in ends.workspace.said.items() if word.chat == window.chat}
        taken = [word for word, one in said.items() if one.taken]
        verdict.to_customers += len(taken)
        verdict.never_taken += len(said) - len(taken)
        _book(verdict, "lost", [word for word in taken if word not in shown], "answered with 200, not at the customer")
        _book(verdict, "doubled", _twice(shown), "twice at the customer")
        _book(verdict, "reordered", _overtaken(_first_of(shown), said), "at the customer behind what came later")
        own = words_of(frames, "customer")
        _book(verdict, "lost", sorted(window.acknowledged - set(own)), "not in the customer's own log")
        _book(verdict, "doubled", _twice(own), "twice in the customer's own log")


def _repetitions(ends: Ends, verdict: Verdict) -> None:
    """Find what agents see twice, and the crash that excuses it."""
    excused: Counter[tuple[float, int | None]] = Counter()
    repeats = list(_repeats(ends.workspace))
    for what, first, again, chat in repeats:
        if first is None:
            continue
        crash = next((at for at in ends.crashes if first <= at <= again), None)
        if crash is None:
            verdict.wrongs.append(f"twice on the desk, without a crash between: {what}")
        else:
            excused[crash, None if ends.workspace.can_be_asked else chat] += 1
    verdict.repeated = len(repeats)
    for (crash, chat), times in excused.items():
        if times > 1:
            where = "on the desk" if chat is None else f"of chat {chat}"
            verdict.wrongs.append(f"{times} duplicates {where} after crash {ends.crashes.index(crash) + 1}, not 1")
    if len(repeats) > ends.counted:
        verdict.wrongs.append(f"{len(repeats)} duplicates on the desk, but the bridge has counted {ends.counted}")


def _repeats(workspace: Workspace) -> Iterator[tuple[str, float | None, float, int | None]]:
    """Give what stands there again, when it first came (None where its answer was lost), when again, and its chat."""
    before: dict[Word, Copy] = {}
    for copy in workspace.copies():
        earlier = before.get(copy.word)
        if earlier is not None:
            yield str(copy.word), None if earlier.is_unheard else earlier.at, copy.at, copy.word.chat
        before[copy.word] = copy
    for root in workspace.cards()[len({word.chat for word in before}) :]:
        yield "a root card", None if root.is_unheard else 0.0, root.at, None


def _in_the_file(ends: Ends, verdict: Verdict) -> None:
    acknowledged = [word for window in ends.windows for word in window.acknowledged]
    taken = [word for word, one in ends.workspace.said.items() if one.taken]
    missing = [word for word in (*acknowledged, *taken) if not ends.stored.messages[word]]
    _book(verdict, "lost", missing, "acknowledged, not in the file")
    twice = [word for word, number in ends.stored.messages.items() if number > 1]
    _book(verdict, "doubled", twice, "stored twice")
    verdict.wrongs += ends.stored.wrongs


def _book(verdict: Verdict, what: str, words: Sequence[Word], why: str) -> None:
    if words:
        setattr(verdict, what, getattr(verdict, what) + len(words))
        some = ", ".join(f"{word.side}{word.chat}.{word.number}" for word in words[:5])
        verdict.wrongs.append(f"{len(words)} {why}: {some}")


def _first_of(words: Iterable[Word]) -> list[Word]:
    return list(dict.fromkeys(words))


def _twice(words: Sequence[Word]) -> list[Word]:
    return [word for word, number in Counter(words).items() if number > 1]


def _behind(words: Sequence[Word]) -> list[Word]:
    """Give what stands behind a later number."""
    return [word for at, word in enumerate(words) if any(one.number > word.number for one in words[:at])]


def _overtaken(shown: Sequence[Word], said: dict[Word, Said]) -> list[Word]:
    """Give what was taken before the platform first tried something that stands before it."""
    found: list[Word] = []
    latest_try = 0.0
    for word in shown:
        one = said[word]
        if one.taken and one.taken < latest_try:
            found.append(word)
        latest_try = max(latest_try, one.first_tried)
    return found
