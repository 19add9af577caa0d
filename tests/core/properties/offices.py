"""Offices by chance: up to six agents and six queues, each with any of the settings that routing or a chat knows."""

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

from core.agents.model import Profile, RoleAtWork
from core.directory import Directory
from core.ids import AgentId, QueueId
from core.policy.bots import Bot, BotChoice, BotMenu, ExternalBot
from core.policy.choosing import Choosing, LanguageMatch
from core.policy.gone import Gone, GoneAction
from core.policy.hold import Hold
from core.policy.inactivity import Inactivity
from core.policy.overflow import Overflow
from core.policy.silence import Silence
from core.routing.queues import OfferMode, Queue, WrapUp, WrapUpMode
from tests.build import WEB, a_directory, a_profile, a_queue
from tests.build_policy import a_bot, a_brake, a_form, a_secure_form, a_team, dispositions, hours

T = TypeVar("T")

PEOPLE = tuple(AgentId(name) for name in ("ada", "bob", "cleo", "dan", "eve", "finn"))
LINES = tuple(QueueId(name) for name in ("billing", "sales", "returns", "vip", "night", "other"))
FORBIDDEN = "forbidden"
"""The word at which a brake stops."""
SKILLS = (frozenset[str](), frozenset({"tax"}), frozenset({"tax", "law"}))
RARELY, OFTEN = 0.3, 0.6
TONGUES = ((), ("de",), ("fr", "de-AT"))
SECURE = (a_secure_form("address", answer_within=timedelta(seconds=100)), a_secure_form("card"))


def office(seed: int, people: int, lines: int) -> Directory:
    """Make an office of so many agents and queues; what they are is drawn by a lot of its own, which costs less."""
    draw = Draw(Random(seed), LINES[:lines])
    queues = tuple(draw.queue(line) for line in draw.lines)
    profiles = tuple(draw.profile(agent) for agent in PEOPLE[:people])
    supervisors = [one.id for one in profiles if one.role is RoleAtWork.SUPERVISOR]
    team = a_team("tea", *supervisors)
    return replace(a_directory(*profiles, queues=queues), teams={team.id: team})


offices = st.builds(office, st.integers(0, 2**32), st.integers(1, len(PEOPLE)), st.integers(1, len(LINES)))


@dataclass(frozen=True, slots=True)
class Draw:
    """Draws settings; each that a queue may do without is off in most."""

    chance: Random
    lines: tuple[QueueId, ...]

    def rarely(self, value: T) -> T | None:
        """Give it sometimes, and mostly nothing."""
        return value if self.chance.random() < RARELY else None

    def seconds(self, *choices: int) -> timedelta:
        """Give one of these times."""
        return timedelta(seconds=self.chance.choice(choices))

    def other(self, line: QueueId) -> QueueId | None:
        """Give another queue sometimes, where there is one."""
        others = [one for one in self.lines if one != line]
        return self.rarely(self.chance.choice(others)) if others else None

    def profile(self, agent: AgentId) -> Profile:
        """Give an agent; everybody serves a queue."""
        served = {self.chance.choice(self.lines), *(one for one in self.lines if self.chance.random() < OFTEN)}
        return a_profile(
            agent,
            queues=tuple(line for line in self.lines if line in served),
            capacity=self.chance.choice((1, 2, 3)),
            role=self.chance.choice((RoleAtWork.AGENT, RoleAtWork.AGENT, RoleAtWork.SUPERVISOR)),
            skills=self.chance.choice(SKILLS),
            languages=self.chance.choice(TONGUES),
        )

    def queue(self, line: QueueId) -> Queue:
        """Give a queue."""
        further = self.other(line)
        return a_queue(
            id=line,
            title=line.title(),
            offer_mode=self.chance.choice((OfferMode.RING, OfferMode.RING, OfferMode.BROADCAST)),
            auto_answer=self.chance.choice((False, False, False, True)),
            answer_reminder=self.rarely(self.seconds(45)),
            wrap_up=WrapUp(self.chance.choice((WrapUpMode.NONE, WrapUpMode.TIMED, WrapUpMode.MANUAL))),
            weights=self.chance.choice(({}, {}, {WEB: 2})),
            hours=self.rarely(hours()),
            priority=self.chance.choice((0, 0, 5)),
            choosing=self._choosing(),
            overflow=(Overflow(further, self.seconds(30, 60)),) if further else (),
            hold=self.chance.choice((None, Hold(), Hold(self.seconds(120)))),
            gone=self._gone(line),
            inactivity=self.rarely(Inactivity(self.seconds(90), self.seconds(60))),
            silence=self.rarely(Silence(self.seconds(20), self.seconds(60))),
            bot=self.rarely(self.chance.choice((self._bot(line), a_bot(external=ExternalBot())))),
            brake=self.rarely(a_brake(FORBIDDEN)),
            dispositions=self.rarely(dispositions(required=self.chance.choice((True, False)))),
            activity=self.rarely(a_form()),
            secure_forms=SECURE,
        )

    def _choosing(self) -> Choosing:
        return Choosing(
            skills=self.chance.choice((SKILLS[0], SKILLS[0], *SKILLS)),
            language=self.chance.choice((LanguageMatch.IGNORE, *LanguageMatch)),
            relax_after=self.rarely(self.seconds(50)),
            sticky=self.rarely(self.seconds(600)),
            sticky_wait=self.rarely(self.seconds(40)),
        )

    def _gone(self, line: QueueId) -> Gone | None:
        to = self.other(line)
        return self.rarely(Gone(self.seconds(30, 120), GoneAction.REQUEUE if to is None else GoneAction.TRANSFER, to))

    def _bot(self, line: QueueId) -> Bot:
        """Make a bot that asks for a number first, hands over at once, or leads into another queue."""
        choices = (
            BotChoice("order", "Order", ask=("number",)),
            BotChoice("human", "Human"),
            BotChoice("there", "There", queue=self.other(line), priority=1),
        )
        return a_bot(menus={"main": BotMenu("main", "What is it about?", choices)})
