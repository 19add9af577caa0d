"""Lists of what can have become of a chat."""

from pydantic import Field

from config.base import Part
from config.folders import Folder
from config.names import Name, Title


class Disposition(Part):
    """One outcome, in a list that queues name."""

    title: Title = Field(description="What agents and reports call it.")
    folder: Folder = Field(default="", description="Where it stands in the list, such as Billing/Refunds.")


class QueueDispositions(Part):
    """How an agent says what became of a chat."""

    list: Name = Field(description="The list to choose from, by its name under `dispositions`.")
    required: bool = Field(default=False, description="The wrap-up ends only when one has been chosen.")
