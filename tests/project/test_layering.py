"""The tree keeps the rules of layering.py, and each rule notices when it is broken."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import layering

ROOT = Path(os.environ["PK_SOURCE_DIR"])
BUILD = Path(os.environ["PK_BINARY_DIR"])
CMAKE = os.environ["PK_CMAKE"]


class Tree(unittest.TestCase):
    """What is there keeps the rules."""

    def none(self, complaints):
        self.assertEqual(complaints, [], "\n" + "\n".join(complaints))

    def test_everyFolder_hasItsPlace(self):
        self.none(layering.unknown_folders(ROOT))

    def test_includes_keepTheDirection(self):
        self.none(layering.include_direction(ROOT))

    def test_includesOfTheWindow_keepTheDirection(self):
        self.none(layering.gui_include_direction(ROOT))

    def test_tables_allowNothingThatNobodyUses(self):
        self.none(layering.unused_permissions(ROOT))

    def test_drawing_saysWhatTheTableSays(self):
        self.none(layering.wrong_drawing(ROOT))

    def test_librdkafkaSqliteAndGui_areConfined(self):
        self.none(layering.confined_headers(ROOT))

    def test_files_areNotLong(self):
        self.none(layering.long_files(ROOT))

    def test_headers_startWithPragmaOnce(self):
        self.none(layering.unguarded_headers(ROOT))

    def test_files_nameNoPathOfOneMachine(self):
        self.none(layering.machine_paths(ROOT))


def link_edges(*options):
    """(user, used) of all targets as they are configured with these options."""
    with tempfile.TemporaryDirectory() as folder:
        dot = Path(folder, "targets.dot")
        run = subprocess.run(
            [CMAKE, "-G", "Ninja", "-S", ROOT, "-B", Path(folder, "build"), f"--graphviz={dot}", "-DPK_TESTS=OFF",
             *options],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if run.returncode != 0:
            raise AssertionError(f"it cannot be configured with {options}:\n" + run.stdout)
        return re.findall(r"// (\S+) -> (\S+)$", dot.read_text(encoding="utf-8"), re.MULTILINE)


class WithGui(unittest.TestCase):
    """As it is shipped: the window links core and Qt's GUI modules, core's libraries do not."""

    def test_librariesOfCoreAndTheBridge_reachNoGui(self):
        edges = link_edges()
        users = {user for user, _ in edges}
        core = [f"pk_{folder}" for folder in layering.core_folders(ROOT) if f"pk_{folder}" in users]
        self.assertGreater(len(core), 5)
        for target in core:
            with self.subTest(target=target):
                self.assertEqual(layering.gui_in_link_closure(edges, target), [])
        self.assertEqual(layering.gui_in_link_closure(edges, "pk_bridge"), [])
        if Path(ROOT, "gui", "CMakeLists.txt").exists():  # else the check above would see nothing at all
            self.assertTrue(any(layering.gui_in_link_closure(edges, target) for target in users))


class WithoutGui(unittest.TestCase):
    """Core alone can be configured, and neither its libraries nor its executable reach Qt's GUI modules."""

    @classmethod
    def setUpClass(cls):
        cls.edges = link_edges("-DPK_GUI=OFF")

    def test_graph_holdsTheLibrariesOfCore(self):
        users = {user for user, _ in self.edges}
        for folder in layering.core_folders(ROOT):
            if Path(ROOT, "core", folder, "CMakeLists.txt").exists():
                name = "pelatihan-kafka" if folder == "cli" else f"pk_{folder}"
                self.assertIn(name, users)

    def test_libraries_keepTheDirection(self):
        complaints = layering.link_direction(self.edges)
        self.assertEqual(complaints, [], "\n" + "\n".join(complaints))

    def test_nothing_linksGui(self):
        for target in sorted({user for user, _ in self.edges if user.startswith(("pk_", "pelatihan-kafka"))}):
            with self.subTest(target=target):
                self.assertEqual(layering.gui_in_link_closure(self.edges, target), [])


class Built(unittest.TestCase):
    """What was linked in this build, as the dynamic linker sees it."""

    def test_programsOfCore_needNoGuiLibrary(self):
        programs = [path for folder in layering.core_folders(ROOT)
                    for path in sorted(Path(BUILD, "tests", folder).glob("*"))
                    if path.is_file() and os.access(path, os.X_OK)]
        if not Path(ROOT, "gui").exists():  # with a window in it, the program needs the GUI libraries
            programs += [path for path in [Path(BUILD, "bin", "pelatihan-kafka")] if path.exists()]
        if not programs:
            self.skipTest("no program of core is built yet")
        for program in programs:
            with self.subTest(program=program.name):
                listing = subprocess.run(["readelf", "-d", program], capture_output=True, text=True, check=True).stdout
                self.assertEqual(re.findall(r"NEEDED.*\[(libQt6(?:Gui|Widgets|Quick|Qml)\S*)\]", listing), [])


class Rules(unittest.TestCase):
    """Each rule complains about a tree that breaks it, and only about the line that does."""

    def complaints(self, rule, files):
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = Path(folder, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            return rule(folder)

    def test_unknownFolder_isNamed(self):
        files = {"core/base/a.h": "", "core/extra/a.h": "", "gui/views/a.h": "", "gui/more/a.h": ""}
        found = self.complaints(layering.unknown_folders, files)
        self.assertEqual(len(found), 2)
        self.assertIn("core/extra", found[0])
        self.assertIn("gui/more", found[1])

    def test_includeDirection_findsBackwardSidewaysAndForeign(self):
        for file, included in [("core/base/a.cpp", "domain/position.h"), ("core/transform/a.cpp", "warehouse/writer.h"),
                               ("core/broker/a.h", "pipeline/run.h"), ("core/cli/a.cpp", "gui/window.h"),
                               ("core/cli/a.cpp", "../gui/window.h")]:
            with self.subTest(file=file, included=included):
                found = self.complaints(layering.include_direction, {file: f'#include <x>\n  # include "{included}"\n'})
                self.assertEqual(len(found), 1)

    def test_includeDirection_allowsForwardOwnAndComments(self):
        text = '#include "base/hash.h"\n#include "domain/position.h"\n#include "broker/a.h"\n#include "resources.h"\n'
        comment = '// #include "pipeline/run.h"\n/* #include "cli/run.h" */\n'
        self.assertEqual(self.complaints(layering.include_direction, {"core/broker/a.cpp": text + comment}), [])

    def test_guiIncludeDirection_findsBackwardSidewaysAndForeign(self):
        for file, included in [("theme/a.cpp", "views/card.h"), ("views/a.h", "bridge/controller.h"),
                               ("flow/a.cpp", "views/card.h"), ("flow/a.cpp", "journal/state.h"),
                               ("bridge/a.h", "views/link.h"), ("bridge/a.h", "theme/theme.h"),
                               ("bridge/a.cpp", "flow/figures.h"),
                               ("pages/groups/a.cpp", "pages/messages/outcome.h"), ("pages/flow/a.cpp", "app/settings.h"),
                               ("pages/messages/a.cpp", "broker/consumer.h"), ("app/a.cpp", "bridge/controller.h"),
                               ("app/a.cpp", "pages/flow/flow_page.h"), ("main/a.cpp", "broker/consumer.h"),
                               ("views/a.cpp", "../app/settings.h")]:
            with self.subTest(file=file, included=included):
                found = self.complaints(layering.gui_include_direction,
                                        {f"gui/{file}": f'#include <x>\n#include "{included}"\n'})
                self.assertEqual(len(found), 1)

    def test_guiIncludeDirection_allowsForwardOwnAndComments(self):
        files = {
            "gui/pages/groups/a.cpp": '#include "pages/groups/a.h"\n#include "views/card.h"\n#include "flow/figures.h"\n'
                                      '#include "bridge/controller.h"\n#include "domain/position.h"\n// #include "app/x.h"\n',
            "gui/bridge/a.cpp": '#include "flow/flow_model.h"\n#include "pipeline/run.h"\n',
            "gui/app/a.cpp": '#include "app/a.h"\n#include "translations.h"\n',
            "gui/main/a.cpp": '#include "pages/flow/flow_page.h"\n#include "app/settings.h"\n',
        }
        self.assertEqual(self.complaints(layering.gui_include_direction, files), [])

    def test_unusedPermissions_areNamed(self):
        files = {"core/lake/a.cpp": '#include "warehouse/schema.h"\n', "core/kampus/a.cpp": '#include "broker/a.h"\n'}
        self.assertEqual(self.complaints(layering.unused_permissions, files),
                         ["core/kampus may use extract, and nothing there does"])

    def test_wrongDrawing_isFoundWhereALineIsMissingOrAnother(self):
        right = "\n".join(f"{folder}  uses  {', '.join(sorted(used - layering.FOUNDATION))}"
                          for folder, used in layering.MAY_USE.items() if used - layering.FOUNDATION)
        for text, count in [(right, 0), (right.replace("lake  uses  warehouse", ""), 1),
                            (right.replace("lake  uses  warehouse", "lake  uses  broker"), 1),
                            (right + "\nbroker  uses  journal", 1)]:
            with self.subTest(text=text):
                self.assertEqual(len(self.complaints(layering.wrong_drawing, {"core/ARCHITECTURE.md": text})), count)

    def test_confinedHeaders_areFoundOutsideTheirFolder(self):
        for folder, included in [("transform", "librdkafka/rdkafka.h"), ("pipeline", "librdkafka/rdkafka_mock.h"),
                                 ("warehouse", "sqlite3.h"), ("journal", "QSqlQuery"), ("cli", "QtSql/QSqlDatabase"),
                                 ("broker", "sqlite3.h"), ("cli", "QtWidgets/QApplication"), ("base", "QtGui/QColor")]:
            with self.subTest(folder=folder, included=included):
                found = self.complaints(layering.confined_headers, {f"core/{folder}/a.cpp": f"#include <{included}>\n"})
                self.assertEqual(len(found), 1)

    def test_confinedHeaders_areAllowedInTheirFolder(self):
        files = {"core/broker/a.cpp": "#include <librdkafka/rdkafka.h>\n", "core/base/a.cpp": "#include <sqlite3.h>\n"}
        self.assertEqual(self.complaints(layering.confined_headers, files), [])

    def test_longFiles_areFoundAboveTheLimitOnly(self):
        files = {"core/base/a.cpp": "\n" * 500, "gui/app/b.cpp": "\n" * 501}
        found = self.complaints(layering.long_files, files)
        self.assertEqual(len(found), 1)
        self.assertIn("gui/app/b.cpp", found[0])

    def test_unguardedHeaders_areFound(self):
        files = {"core/base/good.h": "// What it is for.\n#pragma once\n", "core/base/bad.h": "#include <x>\n#pragma once\n"}
        found = self.complaints(layering.unguarded_headers, files)
        self.assertEqual(len(found), 1)
        self.assertIn("bad.h", found[0])

    def test_machinePaths_areFoundInEveryKindOfText(self):
        for name in ["README.md", "run.sh", "LICENSE", ".ci/run", "core/base/a.cpp", "tests/data/a.csv"]:
            with self.subTest(name=name):
                line = "see " + "/".join(["", "home", "somebody", "notes"])
                self.assertEqual(len(self.complaints(layering.machine_paths, {name: f"{line}\n"})), 1)

    def test_machinePaths_leavesOtherPathsAlone(self):
        text = "/usr/share /tmp/x build/work/x https://example.org/work/x core/root/x $HOME/x\n"
        self.assertEqual(self.complaints(layering.machine_paths, {"README.md": text}), [])

    def test_linkDirection_findsBackwardSidewaysAndLibrdkafka(self):
        edges = [("pk_base", "pk_domain"), ("pk_transform", "pk_broker"), ("pk_warehouse", "PkgConfig::RDKAFKA"),
                 ("pk_pipeline", "pk_broker"), ("pk_broker", "PkgConfig::RDKAFKA"), ("pk_domain", "pk_base")]
        self.assertEqual(len(layering.link_direction(edges)), 3)

    def test_guiInLinkClosure_isFoundThroughOthers(self):
        edges = [("pelatihan-kafka", "pk_cli"), ("pk_cli", "pk_base"), ("pk_base", "Qt6::Gui"), ("x", "Qt6::Widgets")]
        self.assertEqual(layering.gui_in_link_closure(edges, "pelatihan-kafka"), ["pelatihan-kafka links Qt6::Gui"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
