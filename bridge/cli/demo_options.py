"""What is given to `bridge demo`; apart from what it does, so that others needn't load that."""

import argparse

MOVING = "web-then-sms"


def add_options(demo: argparse.ArgumentParser) -> None:
    """Say who works where, and at which addresses."""
    demo.add_argument("--once", action="store_true", help="play one whole chat by itself, print it, and end")
    demo.add_argument(
        "--desk",
        choices=["slack", "teams", "both"],
        help="where the demo's people work (default both; with --once slack)",
    )
    demo.add_argument(
        "--channel",
        choices=["web", "sms", "messenger", "whatsapp", MOVING],
        help="how the customer of --once writes (default web); web-then-sms goes on by SMS within the chat",
    )
    demo.add_argument("--expert", choices=["slack", "teams"], help="where the expert works; --once plays it with her")
    demo.add_argument("--host", default="127.0.0.1", help="address to listen on (default %(default)s)")
    demo.add_argument("--port", type=int, default=None, help="the bridge's port (default 8080)")
    demo.add_argument("--playground-port", type=int, default=None, help="the playground's port (default 8090)")
