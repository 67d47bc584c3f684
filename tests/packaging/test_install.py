"""install.sh of the offline folder: tried on a small folder with packages of the test's own, by the machine's real apt,
with an empty system before its eyes. Nothing is installed: for that there is a stand-in for apt."""

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(os.environ["PK_SOURCE_DIR"])
INSTALL = ROOT / "resources" / "packaging" / "install.sh"
NOBODY = 65534


def said(command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def texts_of(script, language):
    """The sentences of a script, by key, with their places for values."""
    listing = 'declare -A text; source <(sed "/^esac\\$/q" "$1" | sed "/^source /d"); ' \
              'for key in "${!text[@]}"; do echo "$key ${text[$key]//[!%]/}"; done | sort'
    return said(["env", "-u", "LC_ALL", "-u", "LC_MESSAGES", f"LANG={language}", "bash", "-c", listing, "bash", script])


@unittest.skipUnless(shutil.which("apt-get") and shutil.which("dpkg-deb"), "this system has no apt")
class Install(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="pk bundle "))
        self.addCleanup(shutil.rmtree, self.folder)
        self.folder.chmod(0o755)
        self.bundle = self.folder / "a USB stick" / "pelatihan"
        (self.bundle / "packages").mkdir(parents=True)
        shutil.copy(INSTALL, self.bundle)
        system = said(["sh", "-c", ". /etc/os-release; echo $ID $VERSION_ID"])
        self.configure(system, said(["dpkg", "--print-architecture"]))
        self.packages = ""
        self.add_package("pelatihan-kafka", "pk-library (>= 2)")
        self.add_package("pk-library")
        self.seal()
        # To apt, a computer on which nothing is installed.
        (self.folder / "status").touch()
        (self.folder / "apt.conf").write_text(
            f'Dir::State::Status "{self.folder}/status";\nDir::Etc::Parts "/dev/null";\nDebug::NoLocking "true";\n',
            encoding="utf-8")

    def configure(self, system, architecture):
        (self.bundle / "bundle.conf").write_text(
            f"version=1\nsystem={system}\narchitecture={architecture}\ninstall=pelatihan-kafka pk-library\n",
            encoding="utf-8")

    def add_package(self, name, depends="", version="2:2.0"):
        content = self.folder / name
        (content / "DEBIAN").mkdir(parents=True)
        control = f"Package: {name}\nVersion: {version}\nArchitecture: all\nMaintainer: nobody\n" \
                  f"Description: of a test\n" + (f"Depends: {depends}\n" if depends else "")
        (content / "DEBIAN" / "control").write_text(control, encoding="utf-8")
        content.chmod(0o755)
        (content / "DEBIAN").chmod(0o755)
        deb = self.bundle / "packages" / f"{name}_2.0_all.deb"
        said(["dpkg-deb", "--root-owner-group", "--build", content, deb])
        data = deb.read_bytes()
        self.packages += f"{control}Filename: ./{deb.name}\nSize: {len(data)}\n" \
                         f"SHA256: {hashlib.sha256(data).hexdigest()}\n\n"

    def seal(self):
        """Writes the list of the packages, and the checksums of all files."""
        (self.bundle / "packages" / "Packages").write_text(self.packages, encoding="utf-8")
        sums = self.bundle / "SHA256SUMS"
        sums.unlink(missing_ok=True)
        sums.write_text("".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(self.bundle)}\n"
                                for path in sorted(self.bundle.rglob("*")) if path.is_file()), encoding="utf-8")

    def run_install(self, *arguments, user=None, **environment):
        who = {} if user is None or os.geteuid() != 0 else {"user": user, "group": user, "extra_groups": []}
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("LANG", "LC_"))}
        return subprocess.run(["bash", self.bundle / "install.sh", *arguments], capture_output=True, text=True, check=False,
                              cwd="/", env=kept | {"APT_CONFIG": str(self.folder / "apt.conf")} | environment, **who)

    def refused(self, *arguments, **environment):
        done = self.run_install(*arguments, **environment)
        self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
        return done.stderr

    def test_wholeFolder_fitsAnEmptySystem(self):
        done = self.run_install("--check", user=NOBODY)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("2 packages new, 0 brought up to date", done.stderr)

    def test_whatIsInstalled_isNoNews(self):
        (self.folder / "status").write_text("Package: pk-library\nStatus: install ok installed\nVersion: 2:1.0\n"
                                            "Architecture: all\nMaintainer: nobody\nDescription: older\n\n")
        done = self.run_install("--check")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("1 packages new, 1 brought up to date", done.stderr)

    def test_packageThatNeedsMore_isRefusedWithAptsWords(self):
        self.add_package("pk-more", "pk-that-is-nowhere")
        with open(self.bundle / "bundle.conf", "a", encoding="utf-8") as configuration:
            configuration.write("install=pelatihan-kafka pk-more\n")
        self.seal()
        told = self.refused("--check")
        self.assertIn("pk-that-is-nowhere", told)
        self.assertIn("Nothing was installed", told)

    def test_damagedFile_isNamed(self):
        with open(self.bundle / "packages" / "pk-library_2.0_all.deb", "ab") as deb:
            deb.write(b"!")
        told = self.refused("--check")
        self.assertIn("packages/pk-library_2.0_all.deb", told)
        self.assertNotIn("pelatihan-kafka_2.0_all.deb", told)
        self.assertIn("Nothing was installed", told)

    def test_missingFiles_areNamed(self):
        (self.bundle / "packages" / "pk-library_2.0_all.deb").unlink()
        self.assertIn("packages/pk-library_2.0_all.deb", self.refused("--check"))
        (self.bundle / "SHA256SUMS").unlink()
        self.assertIn("SHA256SUMS", self.refused("--check"))

    def test_otherSystems_areRefused(self):
        architecture = said(["dpkg", "--print-architecture"])
        for system, machine in (("debian 99", architecture), ("ubuntu 24.04 LTS", architecture), ("debian 12", "riscv128")):
            self.configure(system, machine)
            self.seal()
            told = self.refused("--check")
            self.assertIn(f"{system} ({machine})", told)
            self.assertIn("./run.sh bundle", told)

    @unittest.skipUnless(os.geteuid() == 0, "only root can take a user's rights away")
    def test_withoutRights_theExactCommandIsPrinted(self):
        done = self.run_install("--mariadb", user=NOBODY)
        self.assertEqual((done.returncode, done.stdout), (3, ""), done.stderr)
        command = done.stderr.splitlines()[-1].strip()
        words = said(["bash", "-c", f"printf '%s\\n' {command}"]).splitlines()
        if words[0] == "su":
            words = said(["bash", "-c", f"printf '%s\\n' {words[2]}"]).splitlines()
        self.assertEqual(words[-3:], ["bash", str(self.bundle / "install.sh"), "--mariadb"])

    def test_wrongUsage_isCode2(self):
        self.assertEqual(self.run_install("--everything").returncode, 2)
        self.assertEqual(self.run_install("--help").returncode, 0)

    @unittest.skipUnless(os.geteuid() == 0, "only root gets as far as the installation")
    def test_aptIsGivenThisFolderAndNoOtherSource(self):
        stand_ins = self.folder / "bin"
        stand_ins.mkdir()
        calls = self.folder / "calls"
        for name, script in {
                "apt-get": 'echo "apt-get $*" >> "$CALLS"; for o; do case $o in Dir::Etc::SourceList=*) '
                           'cat "${o#*=}" >> "$CALLS";; esac; done; case "$*" in *--simulate*) '
                           'echo "Inst pelatihan-kafka (1)"; echo "Inst pk-library (2)";; esac',
                "apt-mark": 'echo "apt-mark $*" >> "$CALLS"',
                "pelatihan-kafka": 'echo "pelatihan-kafka 9.9"'}.items():
            (stand_ins / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
            (stand_ins / name).chmod(0o755)
        done = self.run_install("--mariadb", PATH=f"{stand_ins}:{os.environ['PATH']}", CALLS=str(calls))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("pelatihan-kafka 9.9", done.stderr)
        self.assertIn("apt-get purge pelatihan-kafka pelatihan-kafka-jars", done.stderr)
        lines = calls.read_text(encoding="utf-8").splitlines()
        steps = [line for line in lines if line.startswith("apt-get")]
        self.assertEqual(len(steps), 3)
        for step in steps:
            self.assertIn("Dir::Etc::SourceParts=/dev/null", step)
        sources = {line for line in lines if line.startswith("deb ")}
        self.assertEqual(len(sources), 1)
        self.assertRegex(sources.pop(), r"^deb \[trusted=yes\] file:/\S+ \./$")
        self.assertTrue(steps[2].endswith(" install pelatihan-kafka pk-library mariadb-server"), steps[2])
        self.assertIn("apt-mark auto pk-library", lines)

    def test_indonesianSystem_isSpokenToInIndonesian(self):
        (self.bundle / "packages" / "pk-library_2.0_all.deb").unlink()
        told = self.refused("--check", LANG="id_ID.UTF-8")
        self.assertIn("Berkas ini rusak atau tidak ada", told)
        self.assertNotIn("damaged", told)


class Texts(unittest.TestCase):
    def test_bothLanguages_haveTheSameSentences(self):
        for script in (INSTALL, ROOT / "resources" / "packaging" / "bundle.sh"):
            indonesian, english = (texts_of(script, language) for language in ("id_ID.UTF-8", "en_US.UTF-8"))
            self.assertEqual(indonesian, english)
            keys = {line.split()[0] for line in english.splitlines()}
            used = set(re.findall(r"(?:say|refuse) ([a-z_]+)", script.read_text(encoding="utf-8")))
            self.assertFalse(keys - used, "sentences that nobody says")


if __name__ == "__main__":
    unittest.main(verbosity=2)
