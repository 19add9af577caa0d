"""What is given to `bridge audit`; apart from what it does, so that other commands needn't load that."""

import argparse

from core.conversation.effects.audit import AuditAct


def add_options(parser: argparse.ArgumentParser) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """Give the command its two halves."""
    halves = parser.add_subparsers(required=True, metavar="what")
    verify = halves.add_parser("verify", help="tell whether the log is as it was written, and where not")
    verify.add_argument(
        "--head", metavar="HASH", help="a seal's hash that was kept elsewhere, as the bridge's log has it"
    )
    show = halves.add_parser("show", help="print lines of the log")
    acts = [act.value for act in AuditAct]
    show.add_argument("--act", choices=acts, metavar="ACT", help=f"what was done: {', '.join(acts)}")
    show.add_argument("--by", help="who did it: an agent's id, system, or link")
    show.add_argument("--chat", type=int, metavar="NUMBER", help="about which chat")
    show.add_argument("--contact", metavar="CHANNEL:REF", help="about which customer, as in web:visitor-id")
    for half in (verify, show):
        half.add_argument("--json", action="store_true", help="print it for a program, a line each")
    return verify, show
