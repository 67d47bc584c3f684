"""What is compiled into the program is used by it."""

import os
import re
import unittest
from pathlib import Path

ROOT = Path(os.environ["PK_SOURCE_DIR"])


def sources(*folders):
    return "\n".join(path.read_text(encoding="utf-8") for folder in folders
                     for path in sorted((ROOT / folder).rglob("*")) if path.suffix in {".h", ".cpp"})


class Resources(unittest.TestCase):
    def test_everyIcon_isNamedInTheWindow(self):
        text = sources("gui")
        icons = [path.stem for path in sorted((ROOT / "resources/icons").glob("*.svg"))]
        self.assertTrue(icons)
        self.assertEqual([icon for icon in icons if f'"{icon}"' not in text], [])

    def test_everyCompiledFolder_isOpenedByTheProgram(self):
        text = sources("core", "gui")
        lists = (ROOT / "resources/CMakeLists.txt").read_text(encoding="utf-8")
        globs = re.search(r"GLOB_RECURSE resource_files(.*?)\)", lists, re.DOTALL)
        folders = re.findall(r"([a-z]+)/\*\.", globs.group(1))
        self.assertTrue(folders)
        self.assertEqual([folder for folder in folders if f":/pk/{folder}" not in text], [])


if __name__ == "__main__":
    unittest.main(verbosity=2)
