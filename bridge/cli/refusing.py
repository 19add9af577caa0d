"""What the command line says instead of writing an app's manifest."""

from core.errors import BridgeError


class NoManifest(BridgeError):
    """The configuration has no desk of that kind, the vendor would refuse the manifest, or it can't be written."""
