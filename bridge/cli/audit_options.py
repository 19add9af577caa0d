"""What is given to `bridge audit`, `erase`, `sessions`; apart from what they do, so that others needn't load that."""

import argparse
from datetime import timedelta

from core.conversation.effects.audit import AuditAct


def add_options(parser: argparse.ArgumentParser) -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """Give the command its two halves."""
    halves = parser.add_subparsers(required=True, metavar="what")
    verify = halves.add_parser("verify", help="tell whether the log is as it was written, and where not")
    verify.add_argument(
        "--head", metavar="HASH", help="a seal's hash that was kept elsewhere, as the bridge's log has it"
    )
    verify.add_argument(
        "--kept",
        type=_length,
        metavar="TIME",
        help="what retention.audit was at its shortest, as in 30d, where it was changed or taken out since lines were "
        "deleted (default: what it is)",
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


def _length(text: str) -> timedelta:
    from config.durations import read_duration  # noqa: PLC0415 - see above

    try:
        return read_duration(text)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from None


def add_erase_options(parser: argparse.ArgumentParser) -> None:
    """Say whom to erase, and that it is meant."""
    whom = parser.add_mutually_exclusive_group(required=True)
    whom.add_argument("--contact", metavar="CHANNEL:REF", help="a customer's address, as in web:visitor:0123…")
    whom.add_argument("--chat", type=int, metavar="NUMBER", help="the customer of this chat, in all their chats")
    whom.add_argument("--identity", metavar="ID", help="the customer whom your site has signed under this id")
    whom.add_argument("--email", metavar="ADDRESS", help="whose e-mail address it is, signed by your site or said")
    whom.add_argument("--from", dest="number", metavar="NUMBER", help="a customer's number, or their id on a page")
    whom.add_argument("--again", metavar="ID", help="try what has failed of an earlier erasure once more")
    whom.add_argument("--report", metavar="ID", help="print what became of an earlier erasure")
    parser.add_argument("--channel", metavar="NAME", help="look for them in this channel alone")
    parser.add_argument("--all", action="store_true", help="all whom an e-mail address leads to are the same person")
    parser.add_argument("--lift-bans", action="store_true", help="take bans away, too; else who is banned stays banned")
    parser.add_argument("--yes", action="store_true", help="do it; without this it only says what there is")
    parser.add_argument("--by", default="an admin", help="who asked for it, for the audit log (default %(default)s)")
    parser.add_argument("--wait", type=float, default=600.0, metavar="SECONDS", help="how long at most (default 600)")
    parser.add_argument("--json", action="store_true", help="print it for a program, a line each")


def add_session_options(parser: argparse.ArgumentParser) -> None:
    """Say whose sessions end, if any; and who wants it."""
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--end", metavar="AGENT", help="sign this agent out everywhere, by their id as it is listed")
    whose.add_argument("--end-all", action="store_true", help="sign all agents out")
    parser.add_argument("--by", default="an admin", help="who asked for it, for the audit log (default %(default)s)")
    parser.add_argument("--json", action="store_true", help="print it for a program, a line each")
