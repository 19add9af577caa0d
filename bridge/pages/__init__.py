"""The bridge's own pages for agents: who they are is found out once, by their suite or by a code in private."""
