"""What goes on by itself: routing, the clock, and who is seen at the desk."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.core.properties.clock import pass_time, see
from tests.core.properties.routing import come_back, deliver, route, settle
from tests.core.properties.walk import ANY, Walk, has_running

NIGHT, DAY = 8 * 3600, 86_400


class Passing(Walk):
    """Rules of the bridge itself."""

    @precondition(lambda self: self.world.to_route)
    @rule(pick=ANY)
    def routing_looks(self, pick: int) -> None:
        wanted = sorted(self.world.to_route)
        route(self.world, wanted[pick % len(wanted)])

    @precondition(lambda self: self.world.answers)
    @rule(pick=ANY)
    def routing_answers(self, pick: int) -> None:
        deliver(self.world, pick % len(self.world.answers))

    @precondition(lambda self: self.world.coming)
    @rule()
    def what_was_on_hold_goes_on(self) -> None:
        come_back(self.world)

    @rule()
    def routing_finishes(self) -> None:
        settle(self.world)

    @rule(seconds=st.sampled_from((1, 10, 10, 31, 61, 121, NIGHT, DAY)))
    def time_passes(self, seconds: int) -> None:
        pass_time(self.world, timedelta(seconds=seconds))

    @rule(who=ANY, away=st.sampled_from((True, True, False)), ago=st.sampled_from((0, 20)))
    def agent_is_looked_for(self, who: int, away: bool, ago: int) -> None:  # noqa: FBT001 - drawn by name
        owner = self.running(who).owner if has_running(self) and who % 3 else None
        see(self.world, owner or self.agent(who), self.world.now - timedelta(seconds=ago), away=away)
