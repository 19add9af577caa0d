"""The workspace and the configuration of the busy hour."""

from tests.pressure.busy.plan import AGENTS, QUEUES, REMINDER, SUPERVISORS
from tests.scenarios.settings import Settings
from tests.scenarios.slack.kind import TEAM

FLAGS = "C0FLAGS01"
DISPOSITIONS: Settings = {"usual": {"solved": {"title": "Solved"}, "refund": {"title": "Refund"}}}


def place(queue: str) -> str:
    """Give the channel of a queue."""
    return f"C0{queue.upper()}"


def user(number: int) -> str:
    """Give the account of an agent."""
    return f"U0AGENT{number:03d}"


def workspace() -> Settings:
    """Give the people and channels of the playground."""
    users = [{"id": user(one), "name": f"agent{one}", "real_name": f"Agent {one}"} for one in range(AGENTS)]
    channels = [{"id": place(queue), "name": queue, "bot": True} for queue in QUEUES]
    return {"users": users, "channels": [*channels, {"id": FLAGS, "name": "flags", "bot": True}]}


def settings() -> Settings:
    """Give the changes to a scenario's configuration."""
    agents = {f"agent{one}": _agent(one) for one in range(AGENTS)}
    gone: Settings = dict.fromkeys(("ada", "grace", "lin"))
    team = {"supervisors_place": FLAGS, "supervisors": [f"agent{one}" for one in range(SUPERVISORS)], "members": []}
    return {
        "queues": {"support": None, "sales": None, **{queue: _queue(queue) for queue in QUEUES}},
        "agents": gone | agents,
        "teams": {"all": team | {"members": [f"agent{one}" for one in range(SUPERVISORS, AGENTS)]}},
        "channels": {"web": {"queue": QUEUES[0], "queues": list(QUEUES[1:])}},
        "dispositions": DISPOSITIONS,
    }


def queues_of(agent: int) -> list[str]:
    """Give the two queues of an agent."""
    return [QUEUES[agent % 6], QUEUES[(agent + 1 + agent // 6 % 5) % 6]]


def _agent(number: int) -> Settings:
    role = {"role": "supervisor"} if number < SUPERVISORS else {}
    ids = {"slack": f"{TEAM}/{user(number)}"}
    return {"name": f"Agent {number}", "ids": ids, "queues": queues_of(number), "capacity": 3} | role


def _queue(name: str) -> Settings:
    return {
        "title": name.title(),
        "desk": "slack",
        "places": [place(name)],
        "offer_timeout": "30s",
        "answer_reminder": f"{REMINDER:.0f}s",
        "silence": {"late": "1m", "too_late": "3m"},
        "hold": {"return_after": "10m"},
        "agent_gone": {"after": "5m", "action": "requeue"},
        "wrap_up": {"mode": "manual"},
        "disposition": {"list": "usual", "required": True},
        "messages": {"agent_joined": "{agent} is here now.", "ended": "The chat has ended."},
    }
