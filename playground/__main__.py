"""`python -m playground`: the playground alone."""

import argparse
import asyncio
import signal
import sys

from playground.server import Playground


def main() -> int:
    """Run until interrupted."""
    parser = argparse.ArgumentParser(prog="playground", description="The vendors' side of the wire, on this machine.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    parser.add_argument("--port", type=int, default=8090, help="port to listen on, 0 for any (default %(default)s)")
    parser.add_argument("--phone", action="store_true", help="show the phone that writes SMS on the page")
    parser.add_argument("--meta", action="store_true", help="show Messenger and WhatsApp on the page")
    parser.add_argument(
        "--bridge-url",
        default="http://127.0.0.1:8080",
        help="where the bridge answers, for the shop page (default %(default)s)",
    )
    arguments = parser.parse_args()
    playground = Playground(
        host=arguments.host,
        port=arguments.port,
        bridge_url=arguments.bridge_url.rstrip("/"),
        phone=arguments.phone,
        meta=arguments.meta,
    )
    try:
        asyncio.run(_serve(playground))
    except OSError as problem:
        sys.stderr.write(f"The playground cannot listen on {playground.url}: {problem.strerror}. Use another --port.\n")
        return 1
    return 0


async def _serve(playground: Playground) -> None:
    # Said to the loop itself: a shell that starts us in the background has told us to ignore Ctrl-C.
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    async with playground:
        sys.stdout.write(f"Playground: {playground.url} (Ctrl-C stops it)\n")
        sys.stdout.flush()
        await told.wait()


if __name__ == "__main__":
    sys.exit(main())
