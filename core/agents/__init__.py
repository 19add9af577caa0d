"""One agent: presence, capacity, chats in hand."""
