"""Another librdkafka than the distribution's for the program under test: the one inside the confluent-kafka package, of
this Python or of the environment that PK_PYTHON_ENV names."""

import os
import re
import sysconfig
from pathlib import Path


def version_of(doctor):
    """(2, 0, 2) of what doctor prints."""
    return tuple(map(int, re.search(r"librdkafka +(\d+)\.(\d+)\.(\d+)", doctor).groups()))


def folder(scratch):
    """A folder for LD_LIBRARY_PATH, made in the scratch folder; None where there is no such library."""
    named = os.environ.get("PK_PYTHON_ENV")
    places = list(Path(named).glob("lib/python3*/site-packages")) if named else []
    for place in [*places, Path(sysconfig.get_path("platlib"))]:
        for library in place.glob("confluent_kafka.libs/librdkafka*.so*"):
            made = Path(scratch, "librdkafka")
            made.mkdir()
            (made / "librdkafka.so.1").symlink_to(library)
            return made
    return None
