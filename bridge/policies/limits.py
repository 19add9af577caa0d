"""From the limits in the file to the plan that is kept."""

from config.limits import AddressLimits, Limits, VisitorLimits
from core.policy.limits import Limited, LimitPlan, Rate


def limit_plan(limits: Limits) -> LimitPlan:
    """Give the rates by what is counted; the keys of the file are called as what they limit."""
    return LimitPlan(_rates(limits.visitor), _rates(limits.address), limits.address.open_windows)


def _rates(part: VisitorLimits | AddressLimits) -> dict[Limited, Rate]:
    given = {what: getattr(part, what.value, None) for what in Limited}
    return {what: rate for what, rate in given.items() if rate is not None}
