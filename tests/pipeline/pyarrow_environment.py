"""A virtual environment with pyarrow and DuckDB, for the tests that write and read a lakehouse."""

import os
import subprocess
import sys
import unittest
from pathlib import Path


def python_with_pyarrow():
    """Its interpreter; it is made when it is missing. PK_LAKE_VENV says where it lies."""
    folder = Path(os.environ["PK_LAKE_VENV"])
    python = folder / "bin" / "python"
    ready = [python, "-c", "import pyarrow, duckdb"]
    if python.exists() and subprocess.run(ready, capture_output=True, check=False).returncode == 0:
        return python
    for command in ([sys.executable, "-m", "venv", folder],
                    [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pyarrow", "duckdb"]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise unittest.SkipTest("pyarrow and DuckDB cannot be had: " + (done.stderr + done.stdout)[-300:])
    return python


if __name__ == "__main__":
    try:
        python_with_pyarrow()
    except unittest.SkipTest as reason:
        print(reason)
        sys.exit(3)
