"""OpenID Connect, for the adapters whose platform signs people in: what the platforms' sign-ins have in common."""
