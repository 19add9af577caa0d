"""Refusals at customers' links, written into the audit log at a pace that nobody who comes can set (S13).

Rules:
1. A line says of which form, and why: ids and words of ours. Nothing of what was sent stands in it.
2. Of one form and one reason a line in ten minutes at the most. What comes in between is counted, and told by the next.
3. An address that belongs to no form is anybody's invention: these are counted, and share one line in ten minutes that
   names none. Each process keeps the pace for itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bridge.observing.meter import Meter
from bridge.store.forms import FormRow
from core.conversation.effects.audit import Audit, AuditAct
from core.conversation.form import FormStage
from core.ids import ConversationId
from core.ports import AuditLog, Clock

PAUSE = timedelta(minutes=10)
"""How long a reason is only counted after it was written down."""
KEPT = timedelta(days=1)
"""How long what was only counted waits for a line that tells it; the figure has it all the same."""
BY_LINK = "link"
"""Who came: whoever has the link."""

NOT_PRESSED = "not_pressed"
"""The link was looked at and gave nothing yet: by a preview of the message, or by a customer before the button."""
OTHER_BROWSER = "other_browser"
"""Another browser has the form: a second opening."""
UNKNOWN = "unknown"
"""No form has such a link: it was made up, or it is so old that nothing is known of it."""
_TIME_IS_OVER = "expired"

_WHY: Mapping[FormStage, str] = {
    FormStage.REQUESTED: _TIME_IS_OVER,
    FormStage.EXPIRED: _TIME_IS_OVER,
    FormStage.RECEIVED: "answered",
    FormStage.OPENED: "answered",
    FormStage.DONE: "answered",
    FormStage.LOST: "answered",
    FormStage.DECLINED: "declined",
    FormStage.CANCELLED: "cancelled",
    FormStage.DROPPED: "over",
}


@dataclass(slots=True)
class _Told:
    """When a reason was last written down, and how often it came since."""

    at: datetime
    since: int = 0


class RefusedLinks:
    """Keeps what came to customers' links and was refused."""

    def __init__(self, audit: AuditLog, clock: Clock, meter: Meter) -> None:
        """Take where lines are written, the time, and what counts."""
        self._audit = audit
        self._clock = clock
        self._meter = meter
        self._told: dict[tuple[str, str], _Told] = {}

    async def over(self, row: FormRow) -> None:
        """Note that a link came too late: by where its form stands."""
        await self.refused(row, _WHY[row.asked.stage])

    async def refused(self, row: FormRow, why: str) -> None:
        """Note that the link of a form gave nothing."""
        await self._note(row.asked.id, row.conversation, why)

    async def unknown(self) -> None:
        """Note that somebody came by a link that belongs to nothing."""
        await self._note("", None, UNKNOWN)

    async def _note(self, form: str, conversation: ConversationId | None, why: str) -> None:
        self._meter.link_refused(why)
        now = self._clock.now()
        told = self._told.get((form, why))
        if told is not None and now - told.at < PAUSE:
            told.since += 1
            return
        times = 1 if told is None else told.since + 1
        self._told = {key: one for key, one in self._told.items() if now - one.at < (KEPT if one.since else PAUSE)}
        self._told[form, why] = _Told(now)
        fields = {"why": why, "times": str(times)} if times > 1 else {"why": why}
        await self._audit.write(Audit(AuditAct.FORM_REFUSED, BY_LINK, form, fields), conversation)
