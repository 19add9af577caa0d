"""What stands in the thread for what is no words: a place, or something that can't be shown."""

NOT_SHOWN = "(sent something that can't be shown here)"


def place_words(latitude: float, longitude: float, name: str, address: str) -> str:
    """Say where a place is, with a link to a map; degrees."""
    named = ", ".join(filter(None, (name, address)))
    at = f"{latitude:.5f},{longitude:.5f}"
    return f"(a place: {named + ' ' if named else ''}https://www.google.com/maps?q={at})"
