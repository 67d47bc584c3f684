"""The recorded events of Maxwell are what it writes today, on this machine: golden/record.py once more."""

import json
import os
import re
import shutil
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "golden"))

import record  # noqa: E402

NEEDED = ["java", "kcat", "mariadb", "mariadbd", "mariadb-install-db"]


def comparable(file):
    """What may differ from run to run is taken out; of a transaction's number only its rank stays."""
    rows = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines()]
    xids = sorted({int(n) for row in rows for n in re.findall(r'"xid":(\d+)', row["value"])})
    for row in rows:
        row["key"] = re.sub(r'"_uuid":"[0-9a-f-]+"', '"_uuid":*', row["key"])
        row["value"] = re.sub(r'"ts":\d+', '"ts":*', row["value"])
        row["value"] = re.sub(r'"xid":(\d+)', lambda m: f'"xid":#{xids.index(int(m[1]))}', row["value"])
    return rows


class MaxwellLive(unittest.TestCase):
    maxDiff = None

    def test_maxwell_writesWhatWasRecorded(self):
        missing = [name for name in NEEDED if not shutil.which(name)]
        if missing:
            self.skipTest(f"not installed: {', '.join(missing)}")
        if not list(Path(os.environ["PK_MAXWELL_JARS"]).glob("maxwell-*.jar")):
            self.skipTest("Maxwell's program files are not there: compose/fetch-maxwell.sh")
        with tempfile.TemporaryDirectory() as folder:
            written = Path(folder, "written.jsonl")
            record.record(os.environ["PK_PROGRAM"], os.environ["PK_MAXWELL_JARS"], os.environ["PK_KAFKA_JARS"], written)
            self.assertEqual(comparable(written), comparable(HERE / "golden/maxwell.jsonl"))


if __name__ == "__main__":
    unittest.main(verbosity=2)
