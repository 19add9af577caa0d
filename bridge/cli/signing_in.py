"""What `bridge check` says of the agents' sign-in: which way each desk's agents have."""

from bridge.directories import kind_of
from config.schema import Config

SUITES = {"slack": "Slack", "teams": "Microsoft"}


def ways_in(config: Config) -> str:
    """Give a line for each desk; nothing where no page of the bridge is for agents."""
    desks = config.desks
    if not any(queue.secure_forms for queue in config.queues.values()) and all(
        one.sign_in == "code" for one in desks.values()
    ):
        return ""
    lines = []
    for name, section in desks.items():
        suite = SUITES.get(kind_of(name, section.type), name)
        back = f"{config.server.public_url}/desk/signed-in/{name}"
        by_suite = f"with {suite}; its app must have the redirect address {back}"
        how = by_suite if section.sign_in == "openid" else "by a code that the bot tells them in private"
        lines.append(f"Agents of {name} sign in to the bridge's own pages {how}.\n")
    return "".join(lines)
