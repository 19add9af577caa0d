"""What this desk says to people. Put beside the texts of the core, by key, when the bridge is wired.

Rules: what happened, then what to do. Keys begin with `teams_`.
"""

from collections.abc import Mapping
from types import MappingProxyType

TEMPLATES: Mapping[str, str] = MappingProxyType({
    "teams_error": "Teams refused it ({code}). Your admin finds it in the log.",
})  # fmt: skip
