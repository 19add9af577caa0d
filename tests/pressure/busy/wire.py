"""What Slack was asked in the busy hour, noted as it came: refusals, calls a minute, posts, offers, reminders."""

import re
from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from playground.slack.model import Message
from playground.slack.world import Slack
from playground.traffic import Exchange
from tests.scenarios.slack.reading import button_of, said

API = "/slack/api/"
MINUTE = 60.0
OK, TOO_MANY = 200, 429
_CHAT = re.compile(r"\(chat (\d+)\)")
_NUMBER = re.compile(r"#(\d+)")
_REMINDER = re.compile(r"is waiting for your answer in chat #(\d+)")


@dataclass(slots=True)
class Wire:
    """Notes of all requests to Slack."""

    slack: Slack
    refused: list[str] = field(default_factory=list)
    calls: Counter[str] = field(default_factory=Counter)
    peaks: dict[str, int] = field(default_factory=dict)
    """The most calls of each method in any minute."""
    posts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """When something was posted in each channel."""
    roots: dict[int, Message] = field(default_factory=dict)
    """Each chat's root card, by the number in its first words."""
    rings: dict[int, list[Message]] = field(default_factory=lambda: defaultdict(list))
    """Each chat's offers."""
    numbers: dict[int, int] = field(default_factory=dict)
    """Each chat's number of the bridge's, as its root card has it."""
    arrived: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """When each text was posted."""
    channels: dict[str, str] = field(default_factory=dict)
    """Where each text was posted."""
    published: dict[str, float] = field(default_factory=dict)
    """When each person's Home page was drawn last."""
    reminders: list[tuple[int, float]] = field(default_factory=list)
    """Which chat somebody was reminded of, by the bridge's number, and when."""
    _minute: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def __post_init__(self) -> None:
        self.slack.traffic.listen(self._note)

    def _note(self, exchange: Exchange) -> None:
        if exchange.direction != "to_vendor" or not exchange.path.startswith(API):
            return
        method = exchange.path.removeprefix(API)
        if exchange.status == TOO_MANY:
            self.refused.append(f"{method} at {exchange.at:.1f}")
        self._count(method, exchange.at)
        body = exchange.response
        if method == "views.publish" and isinstance(exchange.request, Mapping) and exchange.status == OK:
            self.published[exchange.request["user_id"]] = exchange.at
        if method == "chat.postMessage" and isinstance(body, dict) and body.get("ok"):
            self._posted(self.slack.store.channels[body["channel"]].messages[body["ts"]], exchange.at)

    def _count(self, method: str, at: float) -> None:
        self.calls[method] += 1
        minute = self._minute[method]
        minute.append(at)
        while minute[0] <= at - MINUTE:
            minute.popleft()
        self.peaks[method] = max(len(minute), self.peaks.get(method, 0))

    def _posted(self, message: Message, at: float) -> None:
        self.posts[message.channel].append(at)
        words = said(message)
        chat = _CHAT.search(words)
        if message.channel.startswith("D"):
            reminder = _REMINDER.search(words)
            if reminder:
                self.reminders.append((int(reminder[1]), at))
            elif chat and button_of(message, "Accept"):
                self.rings[int(chat[1])].append(message)
        elif message.thread_ts is None and chat:
            self.roots[int(chat[1])] = message
            number = _NUMBER.search(message.text)
            self.numbers[int(chat[1])] = int(number[1]) if number else 0
        else:
            self.arrived[message.text].append(at)
            self.channels[message.text] = message.channel
