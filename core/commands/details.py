"""All that is known of a chat (T21)."""

from core.commands.model import Command, Context, Outcome, Section, Values, View, ViewName
from core.commands.reading import may_read, noted_reading


def _details(context: Context, _: Values) -> Outcome:
    may_read(context)
    return Outcome(view=View(ViewName.DETAILS), changes=noted_reading(context, "details"))


DETAILS = Command(
    name="details",
    aliases=("info",),
    summary="Show all that is known of a chat: when, from where, by what, and who is in it.",
    run=_details,
    section=Section.TALKING,
)
