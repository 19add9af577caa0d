"""Times that the reader's own client renders, in the reader's zone and language.

https://docs.slack.dev/messaging/formatting-message-text#date-formatting

Rule: a time that is about to come shows its seconds (a deadline), a later one its day; one of the past says how long
ago it was.
"""

from datetime import UTC, datetime, timedelta

_A_DAY = timedelta(hours=20)
_SOON = timedelta(hours=1)


def moment(at: datetime, now: datetime) -> str:
    """Write a time for mrkdwn."""
    at = at.astimezone(UTC)
    if now < at < now + _SOON:
        shape = "{time_secs}"
    elif at <= now < at + _A_DAY:
        shape = "{time} · {ago}"
    else:
        shape = "{date_short_pretty}, {time}"
    return f"<!date^{int(at.timestamp())}^{shape}|{at:%Y-%m-%d %H:%M} UTC>"
