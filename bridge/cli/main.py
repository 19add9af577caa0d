"""The command line: `bridge demo`, `serve`, `check`, `migrate`, `manifest`, `docs`, `report` and what else there is.

Each command loads what it needs itself, so that the others don't wait for it.

Exit codes: 0 done, 1 it could not be done, 2 the configuration or the arguments can't be used.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from bridge.cli import audit_options, demo_options, tuning
from bridge.cli.child import Child
from config.problems import ConfigInvalid
from core.errors import BridgeError

if TYPE_CHECKING:
    from config.schema import Config

DEFAULT_CONFIG = Path("bridge.yaml")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; give the exit code."""
    options = read_arguments(arguments)
    try:
        code: int = options.run(options)
    except ConfigInvalid as problems:
        print(problems, file=sys.stderr)
        return 2
    except (BridgeError, OSError) as trouble:
        print(f"bridge: {trouble}", file=sys.stderr)
        return 1
    return code


def read_arguments(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read what was typed. Raises `SystemExit` with code 2, its reason printed, for what can't be meant."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if getattr(options, "file", None) and options.config:
        named = " ".join(f"-c {path}" for path in options.config)
        parser.error(
            f"the configuration is named twice: {options.file} and {named}. Keep one; several are each given by -c"
        )
    return options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bridge", description="Customer chats in the threads of Slack and Teams.")
    commands = parser.add_subparsers(required=True, metavar="command")
    demo = commands.add_parser("demo", help="run the bridge with a playground in your browser; no account needed")
    demo_options.add_options(demo)
    demo.set_defaults(run=_demo)
    _serve_options(commands.add_parser("serve", help="run the bridge"))
    for name, action, words in (
        ("check", _check, "check the configuration and tell every problem"),
        ("migrate", _migrate, "bring the database to this version"),
    ):
        command = commands.add_parser(name, help=words)
        _config_option(command)
        command.set_defaults(run=action)
    _manifest_options(commands.add_parser("manifest", help="make what an admin gives Slack or Teams as the app"))
    report = commands.add_parser("report", help="count offers and what became of them, for each agent and queue")
    _time_options(report)
    _audit_options(commands.add_parser("audit", help="show who saw or changed what, or tell whether that log is whole"))
    _unknown_options(commands.add_parser("unknown", help="show what came lately that the bridge doesn't know"))
    erase = commands.add_parser("erase", help="take all that is kept of a customer away, here and on the desks")
    audit_options.add_erase_options(erase)
    _config_option(erase)
    erase.set_defaults(run=_erase)
    signed_in = commands.add_parser("sessions", help="show which agents are signed in to the bridge's pages, or end it")
    audit_options.add_session_options(signed_in)
    _config_option(signed_in)
    signed_in.set_defaults(run=_sessions)
    report.add_argument("--format", choices=["table", "csv", "json"], default="table", help="default %(default)s")
    report.set_defaults(run=_report)
    _bench_options(commands.add_parser("bench", help="measure the bridge on this machine against plain floors"))
    docs = commands.add_parser("docs", help="write the generated documents again")
    docs.add_argument("--check", action="store_true", help="only tell whether they are up to date")
    docs.set_defaults(run=_docs)
    return parser


def _time_options(command: argparse.ArgumentParser) -> None:
    _config_option(command)
    command.add_argument("--since", type=_moment, help="from this time on, as in 2026-11-01 or 2026-11-01T08:00 (UTC)")
    command.add_argument("--until", type=_moment, help="before this time")


def _audit_options(audit: argparse.ArgumentParser) -> None:
    verify, show = audit_options.add_options(audit)
    _config_option(verify)
    _time_options(show)
    verify.set_defaults(run=_audit, verifies=True)
    show.set_defaults(run=_audit, verifies=False)


def _unknown_options(unknown: argparse.ArgumentParser) -> None:
    _config_option(unknown)
    unknown.add_argument("--json", action="store_true", help="print it for a program, a line each")
    unknown.set_defaults(run=_unknown)


def _manifest_options(manifest: argparse.ArgumentParser) -> None:
    desks = manifest.add_subparsers(required=True, metavar="desk")
    slack = desks.add_parser("slack", help="print the manifest that is pasted into Slack's app page")
    teams = desks.add_parser("teams", help="write the package that is uploaded to Teams")
    teams.add_argument("--into", type=Path, default=Path("deskbridge-teams.zip"), help="the file (default %(default)s)")
    teams.add_argument("--app-version", default="1.0.0", help="grows with each upload (default %(default)s)")
    for desk, action in ((slack, _manifest_of_slack), (teams, _manifest_of_teams)):
        _config_option(desk)
        desk.set_defaults(run=action)


def _bench_options(bench: argparse.ArgumentParser) -> None:
    bench.add_argument("--only", help="goals to measure, as in G2,G3 (default: all)")
    bench.add_argument("--rounds", type=int, default=5, help="how many rounds (default %(default)s)")
    bench.add_argument("--seconds", type=float, default=5.0, help="seconds for each window (default %(default)g)")
    bench.add_argument("--chats", type=int, default=1800, help="chats that people write in (default %(default)s)")
    bench.add_argument("--sockets", type=int, default=10_000, help="idle windows for G8 (default %(default)s)")
    bench.add_argument("--open-chats", type=int, default=100_000, help="open chats for G9, G14 (default %(default)s)")
    bench.add_argument("--quick", action="store_true", help="less and smaller of all, to see that it works")
    bench.add_argument("--into", type=Path, help="a document whose table is replaced, such as docs/performance.md")
    bench.add_argument("--soak", type=float, metavar="MINUTES", help="instead: does anything grow under a modest load?")
    bench.set_defaults(run=_bench)


def _serve_options(serving: argparse.ArgumentParser) -> None:
    _config_option(serving)
    serving.add_argument("--workers", type=_number, metavar="N", help="processes behind the port (needs PostgreSQL)")
    serving.add_argument("--child", type=Child.read, help=argparse.SUPPRESS)  # what a parent tells its children
    serving.set_defaults(run=_serve)


def _config_option(command: argparse.ArgumentParser) -> None:
    words = f"the configuration (default {DEFAULT_CONFIG})"
    command.add_argument("file", type=Path, nargs="?", metavar="FILE", help=words)
    more = "the same, instead of FILE; may repeat, for what stands in several files"
    command.add_argument("-c", "--config", type=Path, action="append", metavar="FILE", help=more)


def _paths(options: argparse.Namespace) -> list[Path]:
    return options.config or [options.file or DEFAULT_CONFIG]


def _read(options: argparse.Namespace, *, needs_secrets: bool = True) -> "Config":
    from bridge.cli.settings import read  # noqa: PLC0415 - see above

    return read(_paths(options), needs_secrets=needs_secrets)


def _demo(options: argparse.Namespace) -> int:
    # The demo alone knows the playground; a bridge in production never loads it.
    code: int = import_module("bridge.demo.running").demo(options)
    return code


def _bench(options: argparse.Namespace) -> int:
    # Only here: nothing of it is part of a running bridge.
    code: int = import_module("bridge.bench.running").bench(options)
    return code


def _serve(options: argparse.Namespace) -> int:
    tuning.load_all()
    config = _read(options)
    from bridge.cli.serving import serve_as_told  # noqa: PLC0415 - see above

    workers = options.workers or config.server.workers
    return serve_as_told(config, _paths(options), workers, options.child)


def _check(options: argparse.Namespace) -> int:
    config = _read(options)
    names = ", ".join((*config.channels, *config.desks))
    queues, agents = len(config.queues), len(config.agents)
    counted = f"{_counted(queues, 'queue')}, {_counted(agents, 'agent')}"
    print(f"The configuration is good: {counted}, adapters {names}.")
    from bridge.cli.checking import beside, notes  # noqa: PLC0415 - see above
    from bridge.cli.serving import run  # noqa: PLC0415 - see above

    for line in (*notes(config), *run(lambda: beside(config))):
        print(line)
    from bridge.cli.signing_in import ways_in  # noqa: PLC0415 - see above

    print(ways_in(config), end="")
    return 0


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _migrate(options: argparse.Namespace) -> int:
    config = _read(options)
    from bridge.cli.serving import run  # noqa: PLC0415 - see above
    from bridge.store.database import open_database  # noqa: PLC0415 - see above

    async def migrate() -> None:
        await (await open_database(config.storage.url.get_secret_value(), config.storage.lock_timeout)).close()

    run(migrate)
    print("The database is at this version.")
    return 0


def _number(text: str) -> int:
    """Read how many. Raises `ValueError`."""
    number = int(text)
    if number < 1:
        raise ValueError
    return number


def _moment(text: str) -> datetime:
    """Read a time; without a zone it is UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _report(options: argparse.Namespace) -> int:
    from bridge.cli.reporting import print_report  # noqa: PLC0415 - see above
    from bridge.cli.serving import run  # noqa: PLC0415 - see above

    config = _read(options)
    since = options.since or datetime.min.replace(tzinfo=UTC)
    until = options.until or datetime.max.replace(tzinfo=UTC)
    run(lambda: print_report(config, since, until, options.format))
    return 0


def _audit(options: argparse.Namespace) -> int:
    from bridge.cli import auditing  # noqa: PLC0415 - see above
    from bridge.cli.serving import run  # noqa: PLC0415 - see above

    config = _read(options)
    print_ = auditing.print_verified if options.verifies else auditing.print_lines
    return run(lambda: print_(config, options))


def _unknown(options: argparse.Namespace) -> int:
    from bridge.cli.serving import run  # noqa: PLC0415 - see above
    from bridge.cli.unknown import print_unknown  # noqa: PLC0415 - see above

    config = _read(options)
    return run(lambda: print_unknown(config, as_json=options.json))


def _erase(options: argparse.Namespace) -> int:
    from bridge.cli.erasing import erase  # noqa: PLC0415 - see above
    from bridge.cli.serving import run  # noqa: PLC0415 - see above

    config = _read(options)
    return run(lambda: erase(config, options))


def _sessions(options: argparse.Namespace) -> int:
    from bridge.cli.serving import run  # noqa: PLC0415 - see above
    from bridge.cli.sessions import tend  # noqa: PLC0415 - see above
    from bridge.clock import SystemClock  # noqa: PLC0415 - see above

    config = _read(options)
    return run(lambda: tend(config, options, SystemClock()))


def _manifest_of_slack(options: argparse.Namespace) -> int:
    # Only here: an installation without a desk has none of its libraries.
    manifests = import_module("bridge.cli.manifests")
    print(manifests.slack(_read(options, needs_secrets=False)), end="")
    return 0


def _manifest_of_teams(options: argparse.Namespace) -> int:
    packages = import_module("bridge.cli.packages")
    packed: bytes = packages.teams(_read(options, needs_secrets=False), options.app_version)
    packages.write(packed, options.into)
    print(f"{options.into} is the app's package: upload it as docs/teams.md says.")
    return 0


def _docs(options: argparse.Namespace) -> int:
    root = Path()
    if not (root / "docs").is_dir():
        print("bridge docs: run it from the repository; there is no folder docs here.", file=sys.stderr)
        return 1
    stale: dict[str, str] = import_module("bridge.cli.documents").stale(root)
    for name, text in stale.items():
        if options.check:
            print(f"{name} is out of date. Run `make docs` and commit it.", file=sys.stderr)
        else:
            (root / name).write_text(text, encoding="utf-8")
            print(f"wrote {name}")
    return 1 if stale and options.check else 0
