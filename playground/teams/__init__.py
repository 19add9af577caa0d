"""Teams' side of the wire: Connector REST, signed activities, sign-in, files, presence, and the people who use it."""
