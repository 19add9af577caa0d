"""From the limits in the file to the plan that is kept."""

from bridge.directories import kind_of
from config.limits import AddressLimits, Limits, VisitorLimits
from config.schema import Config
from core.ids import ChannelName
from core.policy.limits import Limited, LimitPlan, Rate
from core.policy.pacing import ContactPlan


def limit_plan(limits: Limits) -> LimitPlan:
    """Give the rates by what is counted; the keys of the file are called as what they limit."""
    return LimitPlan(_rates(limits.visitor), _rates(limits.address), limits.address.open_windows)


def contact_plan(limits: Limits) -> ContactPlan:
    """Give what a contact may write whose channel takes all of it."""
    return ContactPlan(limits.contact.messages, limits.contact.chats, limits.contact.waiting)


def paced(config: Config) -> frozenset[ChannelName]:
    """Give the channels whose contacts have a pace: all but the widget, which is told to come again."""
    return frozenset(ChannelName(name) for name, one in config.channels.items() if kind_of(name, one.type) != "web")


def _rates(part: VisitorLimits | AddressLimits) -> dict[Limited, Rate]:
    given = {what: getattr(part, what.value, None) for what in Limited}
    return {what: rate for what, rate in given.items() if rate is not None}
