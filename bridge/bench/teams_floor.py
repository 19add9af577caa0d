"""The floor of Teams: a bare echo on botbuilder-core, as its samples show it. Nothing is kept.

Rules:
1. Tokens that come in are checked, by the library's own means, against the far side's keys.
2. The token that goes out is a constant: the library's sign-in can't be pointed to this machine, and keeps its token
   for an hour anyway.

Run as a process: `python -m bridge.bench.teams_floor FAR_PORT`; it prints its port and ends with its standard input.
"""

import asyncio
import sys
from typing import Any

from aiohttp import web
from botbuilder.core import BotFrameworkAdapter, BotFrameworkAdapterSettings, TurnContext
from botbuilder.schema import Activity
from botframework.connector.auth import AppCredentials

from bridge.bench.cores import allow_many_handles
from bridge.bench.teams_side import APP_ID, APP_SECRET, MESSAGES


class _Constant(AppCredentials):  # type: ignore[misc] # the library has no types
    """Credentials that need no sign-in."""

    def get_access_token(self, force_refresh: bool = False) -> str:  # noqa: FBT001, FBT002 - the library's
        """Give the token."""
        return "bench"


async def _echo(context: TurnContext) -> None:
    await context.send_activity(context.activity.text)


def taker(far: int) -> Any:
    """Make the handler of the messaging endpoint."""
    settings = BotFrameworkAdapterSettings(
        APP_ID, APP_SECRET, open_id_metadata=f"http://127.0.0.1:{far}/openid", app_credentials=_Constant(APP_ID)
    )
    adapter = BotFrameworkAdapter(settings)

    async def take(request: web.Request) -> web.Response:
        activity = Activity().deserialize(await request.json())
        await adapter.process_activity(activity, request.headers.get("Authorization", ""), _echo)
        return web.Response()

    return take


async def _serve(far: int) -> None:
    allow_many_handles()
    app = web.Application()
    app.router.add_post(MESSAGES, taker(far))
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    sys.stdout.write(f"{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    import uvloop

    uvloop.run(_serve(int(sys.argv[1])))
