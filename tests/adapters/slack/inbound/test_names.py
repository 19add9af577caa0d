"""Names are answered from memory, and asked for behind."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from adapters.slack.names import NameCache
from core.errors import Transient
from tests.adapters.slack.inbound.fakes import FakeClock


@dataclass
class FakeSource:
    people: dict[str, str] = field(default_factory=lambda: {"U1": "Sam"})
    asked: list[str] = field(default_factory=list)
    is_down: bool = False

    async def person_name(self, user: str) -> str | None:
        self.asked.append(user)
        if self.is_down:
            raise Transient("down")
        return self.people.get(user)

    async def channel_name(self, channel: str) -> str | None:
        self.asked.append(channel)
        return "random"

    async def group_names(self) -> Mapping[str, str]:
        self.asked.append("groups")
        return {"S1": "billing", "S2": "sales"}


async def test_unknown_name_is_asked_for_once() -> None:
    source = FakeSource()
    cache = NameCache(source, FakeClock())
    assert [cache.person("U1"), cache.person("U1"), cache.channel("C1")] == [None, None, None]
    await cache.settle()
    assert [cache.person("U1"), cache.channel("C1")] == ["Sam", "random"]
    await cache.settle()
    assert source.asked == ["U1", "C1"]


async def test_old_name_stays_until_the_new_one_is_there() -> None:
    source, clock = FakeSource(), FakeClock()
    cache = NameCache(source, clock)
    cache.person("U1")
    await cache.settle()
    source.people["U1"] = "Samira"
    await clock.sleep(7 * 3600)
    assert cache.person("U1") == "Sam"
    await cache.settle()
    assert cache.person("U1") == "Samira"


async def test_question_that_failed_is_not_asked_again_at_once() -> None:
    source, clock = FakeSource(is_down=True), FakeClock()
    cache = NameCache(source, clock)
    for _ in range(3):
        cache.person("U1")
        await cache.settle()
    assert source.asked == ["U1"]
    source.is_down = False
    await clock.sleep(301)
    cache.person("U1")
    await cache.settle()
    assert cache.person("U1") == "Sam"


async def test_groups_are_asked_for_together() -> None:
    source = FakeSource()
    cache = NameCache(source, FakeClock())
    cache.group("S1")
    cache.group("S2")
    cache.group("S9")
    await cache.settle()
    assert [cache.group("S1"), cache.group("S2"), cache.group("S9")] == ["billing", "sales", None]
    await cache.settle()
    assert source.asked == ["groups", "groups"]


async def test_news_of_a_name_are_learned() -> None:
    source = FakeSource()
    cache = NameCache(source, FakeClock())
    cache.learn({"type": "user_change", "user": {"id": "U2", "profile": {"display_name": "", "real_name": "Lin Chen"}}})
    cache.learn({"type": "channel_rename", "channel": {"id": "C2", "name": "sales"}})
    cache.learn({"type": "subteam_updated", "subteam": {"id": "S2", "name": "", "handle": "ops"}})
    cache.learn({"type": "user_change", "user": "nonsense"})
    assert [cache.person("U2"), cache.channel("C2"), cache.group("S2")] == ["Lin Chen", "sales", "ops"]
    assert source.asked == []


async def test_known_people_need_no_asking() -> None:
    source = FakeSource()
    cache = NameCache(source, FakeClock(), {"U7": "Ada"}.get)
    assert cache.person("U7") == "Ada"
    await cache.settle()
    assert source.asked == []


async def test_stopping_asks_for_nothing_more() -> None:
    source = FakeSource()
    cache = NameCache(source, FakeClock())
    cache.person("U1")
    await cache.stop()
    assert source.asked == []
