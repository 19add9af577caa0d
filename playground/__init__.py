"""The playground: a local world that plays the vendors' side of the wire.

Rules: it imports nothing of the bridge; it is as strict as the vendors' documents; it is never bent to suit the
product. It deliberately keeps nothing on disk: a restart is an empty, freshly seeded world.
"""
