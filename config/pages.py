"""Pages that agents may open in a customer's window."""

from enum import StrEnum, auto

from pydantic import Field

from config.addresses import Origin, Url
from config.base import Part
from config.folders import Folder
from config.names import Name, Title


class PushConsent(StrEnum):
    """When the customer is asked before a page opens."""

    OFF = auto()
    EACH_TIME = auto()
    ONCE = auto()


class Page(Part):
    """A page that agents choose from a list."""

    title: Title = Field(description="What agents and customers call it.")
    url: Url = Field(description="Its address.")
    folder: Folder = Field(default="", description="Where it stands in the list, such as Returns/Forms.")


class PushPages(Part):
    """Which pages agents may open in the customer's window."""

    consent: PushConsent = Field(
        default=PushConsent.OFF,
        description="The customer is asked before each page (each_time), before the first one of a chat (once), or no "
        "page can be opened (off).",
    )
    pages: tuple[Name, ...] = Field(default=(), description="The pages of the list, by their names under `pages`.")
    origins: tuple[Origin, ...] = Field(
        default=(), description="Sites of which agents may open any page, such as https://shop.example."
    )
