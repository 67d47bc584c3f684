"""run.sh installs, builds and starts: tried on a copy of the scripts, with stand-ins for apt, sudo and cmake."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(os.environ["PK_SOURCE_DIR"])
NOBODY = 65534

# Every stand-in writes its call to $CALLS. dpkg-query knows no package that stands in $MISSING.
STAND_INS = {
    "dpkg-query": r"""
for package; do case $package in -*) ;; *)
    case " $MISSING " in *" $package "*) ;; *) printf 'installed/%s ' "$package";; esac;; esac; done""",
    "apt-get": r"""
echo "apt-get $*" >> "$CALLS"; echo "chatter of apt"
case "$*" in *install*) exit ${INSTALL_STATUS:-0};; *) exit ${UPDATE_STATUS:-0};; esac""",
    "sudo": r"""
[ "$SUDO" = yes ] || exit 1
[ "$1" = -n ] && exit 0
echo "sudo" >> "$CALLS"; exec "$@" """,
    "cmake": r"""
echo "cmake $*" >> "$CALLS"; echo "chatter of cmake"
[ "$1" = --build ] || { mkdir -p "build/$2"; exit 0; }
[ -n "$BUILD_STATUS" ] && exit $BUILD_STATUS
mkdir -p "$2/bin"; cp "$PROGRAM" "$2/bin/pelatihan-kafka" """,
}
PROGRAM = r"""
echo "folder=$PWD arguments=$#: $*"
[ "$1" = wait ] && { echo $$; exec sleep 60; }
exit ${2:-0}"""


def script(path, text):
    path.write_text("#!/bin/sh\n" + text.strip() + "\n", encoding="utf-8")
    path.chmod(0o755)


class RunScript(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="pk scripts é "))
        self.addCleanup(shutil.rmtree, self.folder)
        self.copy = self.folder / "a copy"
        (self.copy / ".ci").mkdir(parents=True)
        shutil.copy(ROOT / "run.sh", self.copy)
        shutil.copy(ROOT / ".ci" / "lib.sh", self.copy / ".ci")
        (self.copy / "CMakePresets.json").write_text("{}", encoding="utf-8")
        (self.folder / "bin").mkdir()
        for name, text in STAND_INS.items():
            script(self.folder / "bin" / name, text)
        script(self.folder / "program", PROGRAM)
        (self.folder / "calls").touch()
        for path in [self.folder, *self.folder.rglob("*")]:
            path.chmod(0o777)

    def environment(self, **extra):
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("LANG", "LC_"))}
        return kept | {"PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}", "CALLS": str(self.folder / "calls"),
                       "PROGRAM": str(self.folder / "program"), "CI": "true", "MISSING": ""} | extra

    def run_script(self, *arguments, rights=True, **extra):
        """Starts the copy; without rights as a user who may not use sudo."""
        extra.setdefault("SUDO", "yes" if rights else "no")
        user = {} if rights or os.geteuid() != 0 else {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        return subprocess.run([self.copy / "run.sh", *arguments], env=self.environment(**extra), cwd=self.folder,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **user)

    def calls(self):
        return (self.folder / "calls").read_text(encoding="utf-8").splitlines()

    def test_nothingMissing_buildsAndStartsInTheCallersFolder(self):
        run = self.run_script("two words", "7")
        self.assertEqual(run.returncode, 7, run.stderr)
        self.assertEqual(run.stdout, f"folder={self.folder} arguments=2: two words 7\n")
        self.assertFalse([call for call in self.calls() if call.startswith("apt-get")])

    def test_secondStart_doesNotConfigureAgainAndSaysNothing(self):
        self.run_script()
        (self.copy / "build" / "release" / ".ninja_log").touch()
        self.assertEqual(sum("--preset" in call for call in self.calls()), 1)
        run = self.run_script()
        self.assertEqual(run.stderr, "chatter of cmake\n")
        self.assertEqual(sum("--preset" in call for call in self.calls()), 1)

    def test_changedPresets_configureAgain(self):
        self.run_script()
        os.utime(self.copy / "CMakePresets.json", (time.time() + 5, time.time() + 5))
        self.run_script()
        self.assertEqual(sum("--preset" in call for call in self.calls()), 2)

    def test_movedFolder_buildsAnew(self):
        self.run_script()
        build = self.copy / "build" / "release"
        (build / "CMakeCache.txt").write_text("CMAKE_HOME_DIRECTORY:INTERNAL=/elsewhere\n", encoding="utf-8")
        (build / "old").touch()
        run = self.run_script()
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("moved", run.stderr)
        self.assertFalse((build / "old").exists())

    def test_missingPackages_areInstalledAndNoOthers(self):
        run = self.run_script(MISSING="ccache rapidjson-dev")
        self.assertEqual(run.returncode, 0, run.stderr)
        apt = [call for call in self.calls() if call.startswith("apt-get")]
        self.assertEqual(apt[0], "apt-get update")
        self.assertTrue(apt[1].endswith("install -y --no-install-recommends ccache rapidjson-dev"), apt)
        self.assertEqual(len(run.stdout.splitlines()), 1, "only the program may write to stdout")

    def test_failedUpdate_stillInstalls(self):
        run = self.run_script(MISSING="ccache", UPDATE_STATUS="100")
        self.assertEqual(run.returncode, 0, run.stderr)

    def test_failedInstall_stopsWith3AndNamesTheCommand(self):
        run = self.run_script(MISSING="ccache", INSTALL_STATUS="100")
        self.assertEqual((run.returncode, run.stdout), (3, ""))
        self.assertIn("apt-get install -y --no-install-recommends ccache\n", run.stderr)

    def test_withoutRights_stopsWith3AndPrintsTheCommand(self):
        run = self.run_script(rights=False, MISSING="ccache rapidjson-dev")
        self.assertEqual((run.returncode, run.stdout, self.calls()), (3, "", []))
        self.assertIn('  sudo sh -c "apt-get update && apt-get install -y --no-install-recommends '
                      'ccache rapidjson-dev"\n', run.stderr)
        self.assertIn("administrator", run.stderr)

    def test_indonesianSystem_isSpokenToInIndonesian(self):
        run = self.run_script(rights=False, MISSING="ccache", LANG="id_ID.UTF-8")
        self.assertIn("Paket yang belum terpasang: ccache", run.stderr)
        self.assertNotIn("Packages", run.stderr)

    def test_failedBuild_stopsWith3(self):
        run = self.run_script(BUILD_STATUS="1")
        self.assertEqual((run.returncode, run.stdout), (3, ""))
        self.assertIn("could not be built", run.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "only root can take a user's rights away")
    def test_readOnlyCopy_startsWhatWasBuilt(self):
        self.run_script()
        for path in [self.copy, *self.copy.rglob("*")]:
            path.chmod(0o755)
        run = self.run_script("again", rights=False)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn("again", run.stdout)

    def test_bundle_isMadeByItsScript_andNothingIsStarted(self):
        (self.copy / "resources" / "packaging").mkdir(parents=True)
        script(self.copy / "resources" / "packaging" / "bundle.sh", 'echo "bundle $#: $*"; exit 5')
        run = self.run_script("bundle", "two words")
        self.assertEqual((run.returncode, run.stdout, self.calls()), (5, "bundle 1: two words\n", []), run.stderr)

    def test_signal_reachesTheProgram(self):
        with subprocess.Popen([self.copy / "run.sh", "wait"], env=self.environment(), cwd=self.folder,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            process.stdout.readline()
            self.assertEqual(int(process.stdout.readline()), process.pid, "the program replaces the script")
            process.send_signal(signal.SIGTERM)
            self.assertEqual(process.wait(timeout=10), -signal.SIGTERM)

    def test_bothLanguages_haveTheSameSentences(self):
        listing = 'root=.; source "$1"; for key in "${!text[@]}"; do echo "$key ${text[$key]//[!%]/}"; done | sort'
        sentences = [subprocess.run(["bash", "-c", listing, "bash", ROOT / ".ci" / "lib.sh"], check=True, text=True,
                                    env=self.environment(LANG=language), capture_output=True).stdout
                     for language in ("id_ID.UTF-8", "en_US.UTF-8")]
        self.assertEqual(sentences[0], sentences[1])
        self.assertIn("no_rights", sentences[0])


class FetchScript(unittest.TestCase):
    def test_relativeFolder_isTheCallers_andNotThatOfTheList(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "bin").mkdir()
            script(folder / "bin" / "mvn", r"""
while [ $# -gt 0 ]; do
    case $1 in -f) list=$2; shift;; -DoutputDirectory=*) into=${1#*=};; esac
    shift
done
cd "$(dirname "$list")" && touch "$into/some.jar" """)
            done = subprocess.run([ROOT / "compose/fetch-jars.sh", "kafka", "jars"], cwd=folder, capture_output=True,
                                  text=True, check=False, env=os.environ | {"PATH": f"{folder}/bin:{os.environ['PATH']}"})
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(sorted(path.name for path in (folder / "jars").iterdir()), ["pom.xml", "some.jar"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
