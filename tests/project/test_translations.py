"""Every sentence of the program has an Indonesian translation, filed where it is looked up."""

import os
import re
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

ROOT = Path(os.environ["PK_SOURCE_DIR"])
TRANSLATION = ROOT / "resources" / "i18n" / "pelatihan-kafka_id.ts"
PLACEHOLDER = re.compile(r"%(?:n|L?\d+)")
SOURCE_FOLDERS = ("core", "gui", "resources")
SCRIPT_TEXTS = ROOT / ".ci" / "lib.sh"

# One word for one thing: what an Indonesian text may not say -> what it says instead. Kafka's terms stay English;
# "member" is left to the commands of Kafka's own tools (--members), and "worker replica" is a command of ours.
REJECTED = {
    r"/(?:s|d|det|detik)\b": "/dtk",
    r"(?:%\d|\d) (?:s|d|det)\b": "dtk",
    r"(?:%\d|\d) (?:m|min|menit)\b": "mnt",
    r"\bmd\b": "ms",
    r"\b(?:broker|cluster(?: Kafka)?) bawaan\b": "tertanam",
    r"\bgudang data": "warehouse",
    r"(?<!-)\bmembers?\b": "anggota",
    r"\bgrup\b": "group",
    r"\bretensi\b": "retention",
    r"(?<!worker )\breplica\b": "replika",
    r"\blarik\b": "array",
    r"\bgalat\b": "kesalahan",
    r"\bmendadak\b": "crash, matikan paksa",
    r"\bdiakui\b|\bditerima broker\b": "terkonfirmasi, dikonfirmasi",
    r"\bkedaluwarsa\b": "tergantikan",
    r"\bpembukuan\b|\bbuku besar\b": "hitungan",
    r"\bditransformasi\b": "ditransform",
    r"\bjalur baris\b": "jejak baris",
}


def rejected_words(text):
    """What the text says that it should say otherwise, with the word to use."""
    return [f"{found.group()!r} -> {instead!r}" for pattern, instead in REJECTED.items()
            for found in re.finditer(pattern, text, re.IGNORECASE)]


def messages(file):
    """(context, source, disambiguation) -> message element."""
    found = {}
    for context in ElementTree.parse(file).iter("context"):
        for message in context.iter("message"):
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment"))
            found[key] = message
    return found


def texts(message):
    """The translation; several where the source counts something (%n)."""
    translation = message.find("translation")
    return [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]


def pattern_of(sentence):
    """The sentence as a regular expression; its placeholders stand for anything."""
    return ".+".join(map(re.escape, PLACEHOLDER.split(sentence)))


class Translations(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run([ROOT / ".ci" / "update-translations.sh", folder],
                                 stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
            if run.returncode != 0:
                raise AssertionError("lupdate failed:\n" + run.stdout)
            cls.warnings = run.stdout.strip()
            cls.updated = messages(Path(folder, TRANSLATION.name))
        cls.kept = messages(TRANSLATION)

    def test_lupdate_hasNothingToAdd(self):
        missing = sorted(f"{key[0]}: {key[1]}" for key in set(self.updated) - set(self.kept))
        self.assertEqual(missing, [], "\nrun .ci/update-translations.sh and translate:\n" + "\n".join(missing))

    def test_lupdate_hasNothingToRemove(self):
        gone = sorted(f"{key[0]}: {key[1]}" for key in set(self.kept) - set(self.updated))
        self.assertEqual(gone, [], "\nno longer in the code:\n" + "\n".join(gone))

    def test_lupdate_understandsEveryCall(self):
        # For instance "Class 'pk' lacks Q_OBJECT macro": such a sentence is never found when the program runs.
        self.assertEqual(self.warnings, "")

    def test_translateHelpers_areSeenByLupdate(self):
        # A function that hands its argument on to translate() hides the sentences from lupdate, unless they are
        # marked where they stand.
        hiding = re.compile(r'Application::translate\(\s*("[^"]*",\s*)?[^"\s)]')
        found = []
        for folder in SOURCE_FOLDERS:
            for file in sorted(path for path in Path(ROOT, folder).rglob("*") if path.suffix in (".cpp", ".h")):
                code = file.read_text(encoding="utf-8")
                if hiding.search(code) and "QT_TRANSLATE_NOOP" not in code:
                    found.append(str(file.relative_to(ROOT)))
        self.assertEqual(found, [])

    def test_ratesInCode_areTranslated(self):
        # "/s" is "/dtk" in Indonesian.
        untranslated = re.compile(r'(?:QStringLiteral|QLatin1String)\("[^"]*/s"')
        found = [str(file.relative_to(ROOT)) for folder in SOURCE_FOLDERS
                 for file in sorted(Path(ROOT, folder).rglob("*.cpp"))
                 if untranslated.search(file.read_text(encoding="utf-8"))]
        self.assertEqual(found, [])

    def test_translations_areFinished(self):
        unfinished = [key[1] for key, message in self.kept.items()
                      if message.find("translation").get("type") == "unfinished" or "" in texts(message)]
        self.assertEqual(unfinished, [])

    def test_translations_keepThePlaceholders(self):
        for key, message in self.kept.items():
            for text in texts(message):
                with self.subTest(source=key[1]):
                    self.assertEqual(sorted(PLACEHOLDER.findall(text)), sorted(PLACEHOLDER.findall(key[1])))

    def test_indonesian_usesOneWordForOneThing(self):
        for key, message in self.kept.items():
            for text in texts(message):
                with self.subTest(source=key[1], translation=text):
                    self.assertEqual(rejected_words(text), [])

    def test_indonesianOfTheScripts_usesOneWordForOneThing(self):
        self.assertEqual(rejected_words(SCRIPT_TEXTS.read_text(encoding="utf-8")), [])

    def test_sentencesThatCount_areFound(self):
        """lupdate overlooks some sentences with %n, which then stay English."""
        sources = [source for _, source, _ in messages(TRANSLATION)]
        for folder in SOURCE_FOLDERS:
            for file in sorted((ROOT / folder).rglob("*.cpp")):
                for piece in re.findall(r'"([^"\n]*%n[^"\n]*)"', file.read_text(encoding="utf-8")):
                    with self.subTest(file=file.name):
                        self.assertTrue(any(piece in source for source in sources), piece)

    def test_readme_namesWhatTheWindowShows(self):
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        shown = {"## Bahasa Indonesia": [text for message in self.kept.values() for text in texts(message)],
                 "## English": [key[1] for key in self.kept]}
        for heading, sentences in shown.items():
            sentences = {pattern_of(sentence) for sentence in sentences}
            section = " ".join(readme.split(heading + "\n")[1].split("\n## ")[0].split())
            names = set(re.findall(r"(?<![*\w])\*([^*]+)\*(?![*\w])", section))
            self.assertGreater(len(names), 20, heading)
            unknown = sorted(name for name in names if not any(re.fullmatch(each, name) for each in sentences))
            self.assertEqual(unknown, [], heading)

    def test_rejectedWords_areFoundWhereTheyStandAlone(self):
        for text in ("%1 pesan/s", "%1 pesan/d", "−%1 d", "%1 md", "Broker bawaan", "isi gudang datanya",
                     "Tambah member", "satu grup"):
            self.assertNotEqual(rejected_words(text), [], text)
        for text in ("%1 pesan/dtk", "%1 dtk", "%1 detik", "%1 dari %2", "Bawaan: %1.", "--describe --members", "%1 ms"):
            self.assertEqual(rejected_words(text), [], text)


if __name__ == "__main__":
    unittest.main(verbosity=2)
