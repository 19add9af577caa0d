"""What the bridge offers to its adapters: the ports that they may call, on the store and the hints."""
