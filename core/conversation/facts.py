"""What a customer's browser tells of itself when a chat begins. It is a claim, and proves nothing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """Names for people to read; empty where nothing is known."""

    browser: str = ""
    system: str = ""
    language: str = ""
    zone: str = ""
    """The IANA name of the customer's time zone."""
    screen: str = ""
    touch: bool = False
