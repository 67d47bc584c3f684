"""Makes a Python environment with what compose/python needs, and a YAML parser, once. 3: it cannot be had here."""

import subprocess
import sys
from pathlib import Path

folder = Path(sys.argv[1])
wanted = Path(__file__).parents[2] / "compose" / "python" / "requirements.txt"
stamp = folder / "made-for.txt"
if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted.read_text(encoding="utf-8"):
    sys.exit(0)
for command in ([sys.executable, "-m", "venv", folder],
                [folder / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "-r", wanted, "PyYAML==6.0.2"]):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        print("No Python environment for compose/python:", (done.stderr.strip().splitlines() or ["?"])[-1])
        sys.exit(3)
stamp.write_text(wanted.read_text(encoding="utf-8"), encoding="utf-8")
