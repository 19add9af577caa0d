"""A card's number wherever somebody can write one, and a look for it in what an adapter hands in."""

from collections.abc import Iterable

from bridge.store.codec import dump
from core.features.detecting import masked, screened
from core.features.sensitive.finding import detector
from core.inbound import Inbound
from core.policy.masking import Masking, Sensitive

CARD = "4111 1111 1111 1111"
RULES = Masking(frozenset(Sensitive), agents=True)


def kept_name(name: str) -> str:
    """Give a name as the bridge lets adapters keep it."""
    return masked(name, detector(RULES))


def holding(inbounds: Iterable[Inbound]) -> list[str]:
    """Give those of these inbounds that hold the number, each as it would be stored."""
    return [written for one in inbounds if CARD in (written := dump(one))]


def stored(inbounds: Iterable[Inbound]) -> list[Inbound]:
    """Give inbounds as the inbox stores them."""
    return [screened(one, RULES) for one in inbounds]
