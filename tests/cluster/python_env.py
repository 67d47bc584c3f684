"""A virtual environment with what a plain Python stack is built of. It is made once, and needs a network then."""

import subprocess
import sys
import venv
from pathlib import Path

NEEDED = ("confluent-kafka", "PyMySQL")
WELCOME = ("mysqlclient",)  # the driver in C; it is compiled, which needs libmariadb-dev


def python_of(folder):
    """The environment's Python; made, with its packages, where it is missing. Raises OSError with the reason."""
    folder = Path(folder)
    python = folder / "bin" / "python"
    ready = folder / "ready"
    if ready.exists():
        return python
    try:
        venv.create(folder, clear=True, with_pip=True)
    except subprocess.CalledProcessError as error:
        raise OSError("no virtual environment can be made (apt-get install python3-venv)") from error
    installed = subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *NEEDED],
                               capture_output=True, text=True, timeout=600, check=False)
    if installed.returncode != 0:
        raise OSError(f"{', '.join(NEEDED)} cannot be installed: {installed.stderr.strip().splitlines()[-1]}")
    for package in WELCOME:
        subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", package],
                       capture_output=True, timeout=600, check=False)
    ready.touch()
    return python


if __name__ == "__main__":
    try:
        print(python_of(sys.argv[1]))
    except (OSError, subprocess.SubprocessError) as error:
        print(f"SKIP: {error}")
        sys.exit(3)
