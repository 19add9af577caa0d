"""Make `.venv`, or leave it alone when nothing that it was made from has changed.

Usage: python scripts/environment.py run|dev

Rules:

1. Only what the pinned files list is installed, each package checked against its hash.
2. Packages are installed again when the pinned file, `pyproject.toml` or this folder's path changes: the fingerprint of
   the last success is kept inside the environment. One whose Python no longer starts is made afresh.
3. A run that was stopped half way leaves no fingerprint, so the next one finishes the work.

It deliberately does not remove packages that are no longer listed; `make clean` does, with everything else.
"""

import hashlib
import json
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
PYTHON = HOME / "bin" / "python"
STAMP = HOME / "deskbridge-stamp.json"
# `dev` lists everything that `run` lists, at the same versions.
FILES = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
INCLUDES = {"run": ("run",), "dev": ("run", "dev")}


def fingerprint(kind: str) -> str:
    """Return a digest of everything that decides what the environment holds."""
    digest = hashlib.sha256(f"{ROOT}\n".encode())
    for name in (FILES[kind], "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def stamps() -> dict[str, str]:
    """Return what was last installed with success, by kind."""
    try:
        found: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def works() -> bool:
    """Tell whether the environment has a Python that starts and a pip to install with."""
    try:
        done = subprocess.run([PYTHON, "-c", "import pip"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def install(kind: str) -> None:
    """Install the pinned packages of one kind, then this project itself, editable."""
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", FILES[kind]], cwd=ROOT, check=True)
    # Its build prints a general warning about editable packages; it is shown only when the step fails.
    itself = [*pip, "--no-deps", "--no-build-isolation", "--editable", "."]
    done = subprocess.run(itself, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        print(done.stdout, done.stderr, sep="\n", file=sys.stderr)
        done.check_returncode()


def main(kind: str) -> int:
    """Bring the environment up to date and return the exit code."""
    done = stamps()
    healthy = works()
    if healthy and done.get(kind) == fingerprint(kind):
        return 0
    print(f"Making the environment in .venv from {FILES[kind]} (once; a minute or two)", flush=True)
    if not healthy:
        done = {}
        venv.create(HOME, clear=True, with_pip=True)
    try:
        install(kind)
    except subprocess.CalledProcessError as failure:
        print(f"The environment is not complete: pip ended with {failure.returncode}, see above.", file=sys.stderr)
        print("Check the network and run the same command again; `make clean` starts afresh.", file=sys.stderr)
        return 1
    done.update({each: fingerprint(each) for each in INCLUDES[kind]})
    STAMP.write_text(json.dumps(done, indent=1), encoding="utf-8")
    return 0


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["dev"]):
        sys.exit("Usage: python scripts/environment.py run|dev")
    sys.exit(main(sys.argv[1]))
