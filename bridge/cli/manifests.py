"""What is pasted into a vendor's app page, made from the configuration and the command registry."""

from adapters.slack.config import SlackSection
from adapters.slack.manifest import ManifestInvalid, render
from bridge.cli.refusing import NoManifest
from bridge.directories import kind_of
from config.schema import Config
from core.commands.catalog import ALL
from core.commands.registry import Registry
from core.routing.queues import ThreadMode


def slack(config: Config) -> str:
    """Give the Slack app's manifest as YAML. Raises `NoManifest`; the message says what to change."""
    disabled = set(config.commands.disabled)
    for name, section in config.desks.items():
        if kind_of(name, section.type) == "slack" and isinstance(section, SlackSection):
            registry = Registry((one for one in ALL if one.name not in disabled), section.prefix)
            return _rendered(
                section, registry, str(config.server.public_url), own_channels=wants_channels(config, name)
            )
    raise NoManifest("The configuration has no Slack desk. Add one under `desks`; config/example.yaml shows how.")


def wants_channels(config: Config, desk: str) -> bool:
    """Tell whether a queue of this desk gives each chat a channel of its own."""
    return any(one.desk == desk and one.thread_mode is ThreadMode.CHANNEL for one in config.queues.values())


def _rendered(section: SlackSection, registry: Registry, public_url: str, *, own_channels: bool) -> str:
    try:
        return render(section, registry, public_url, own_channels=own_channels)
    except ManifestInvalid as problems:
        raise NoManifest(str(problems)) from None
