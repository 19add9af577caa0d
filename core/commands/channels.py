"""By which channels a chat's customer can be reached, and why not by the others (H5)."""

from core.commands.model import Command, Context, Outcome, Section, Values, View, ViewName
from core.commands.reading import may_read, noted_reading


def _channel(context: Context, _: Values) -> Outcome:
    may_read(context)
    return Outcome(view=View(ViewName.CHANNELS), changes=noted_reading(context, "channels"))


CHANNEL = Command(
    name="channel",
    aliases=("channels",),
    summary="Show by which channels the customer can be reached now, and why not by the others.",
    run=_channel,
    section=Section.TALKING,
    label="Channels",
)
