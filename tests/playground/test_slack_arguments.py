"""No argument, however odd, breaks a method: it is refused in Slack's words."""

import aiohttp
import pytest

from playground.server import Playground
from playground.slack.limits import Limits
from playground.slack.methods import METHODS
from playground.slack.seed import APP_TOKEN, BOT_TOKEN

NAMES = [
    "channel",
    "channels",
    "channel_id",
    "users",
    "user",
    "user_id",
    "text",
    "blocks",
    "attachments",
    "metadata",
    "thread_ts",
    "ts",
    "timestamp",
    "name",
    "limit",
    "cursor",
    "oldest",
    "latest",
    "types",
    "files",
    "filename",
    "length",
    "view",
    "view_id",
    "trigger_id",
    "hash",
    "external_id",
    "topic",
    "status",
    "message_ts",
    "email",
    "usergroup",
    "bot",
    "username",
]
ODD = (
    "",
    "x",
    "[]",
    "{}",
    "[{}]",
    "[[]]",
    '["C0SUPPORT"]',
    "null",
    "-1",
    "C0SUPPORT",
    "U0ADA",
    '{"type": "modal", "blocks": [1]}',
)


@pytest.mark.parametrize("odd", ODD)
async def test_odd_arguments_are_answered_not_crashed_on(pg: Playground, odd: str) -> None:
    pg.slack.settings.limits = pg.slack.meter.limits = Limits(enabled=False)
    async with aiohttp.ClientSession() as session:
        for name, method in METHODS.items():
            await pg.slack.reset()
            headers = {"Authorization": f"Bearer {APP_TOKEN if method.token == 'app' else BOT_TOKEN}"}
            url, odds = f"{pg.url}/slack/api/{name}", dict.fromkeys(NAMES, odd)
            ts = (await pg.slack.simulate.post(user="U0ADA", channel="C0SUPPORT", text="hi"))["ts"]
            found = {"channel": "C0SUPPORT", "user": "U0GRACE", "ts": ts, "timestamp": ts, "message_ts": ts}
            for arguments in (odds, odds | found, odds | found | {"thread_ts": "", "attachments": "", "metadata": ""}):
                async with session.post(url, data=arguments, headers=headers) as answer:
                    body = await answer.json()
                    assert (answer.status, "ok" in body) == (200, True), name
                    assert body["ok"] or body["error"], name
