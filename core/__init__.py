"""The domain: conversations, agents, queues, commands. Pure; imports the standard library only."""
