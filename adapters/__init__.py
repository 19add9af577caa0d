"""The adapters by name: an explicit map, imported on demand, so that an installation needs only what it configures."""

from collections.abc import Mapping
from importlib import import_module

from adapters.spec import AdapterSpec

ADAPTERS: Mapping[str, str] = {
    "messenger": "adapters.messenger",
    "slack": "adapters.slack",
    "sms": "adapters.sms",
    "teams": "adapters.teams",
    "telegram": "adapters.telegram",
    "web": "adapters.web",
    "whatsapp": "adapters.whatsapp",
    "whatsapp_twilio": "adapters.whatsapp_twilio",
}


def spec(kind: str) -> AdapterSpec:
    """Import an adapter and give its spec.

    Raises:
        KeyError: there is no adapter of that kind.
    """
    module = import_module(ADAPTERS[kind])
    found: AdapterSpec = module.ADAPTER
    return found
