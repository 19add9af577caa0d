"""The demo: a bridge and the playground side by side, in one process, with no account and no service.

Not part of a running bridge: nothing outside of this package knows the playground, and it is loaded by the command
line only when the demo is wanted.
"""
