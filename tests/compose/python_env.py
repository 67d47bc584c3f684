"""The environment that make_env.py makes."""

import os
from pathlib import Path

FOLDER = Path(os.environ.get("PK_PYTHON_ENV", "/nowhere"))
PYTHON = FOLDER / "bin" / "python"


def reason_to_skip():
    return None if PYTHON.exists() else "the Python environment could not be made; real_python_env says why"


def site_packages():
    return next(FOLDER.glob("lib/python3*/site-packages"))
