"""`env profile`: clusters of one's own, on a Kafka that asks who one is; and what its test says when a step fails."""

import json
import os
import re
import sqlite3
import subprocess
import tempfile
import unittest
from pathlib import Path

import newer_librdkafka
from kafka_case import pk
from secure_kafka import PASSWORDS, SecureKafka, reason_to_skip
from program import Run, start

STEPS = ("name", "port", "TLS", "login", "brokers", "rights", "warehouse")


class ProfileCase(unittest.TestCase):
    """A data folder of its own, and no password in the environment."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)
        before = dict(os.environ)
        self.addCleanup(lambda: (os.environ.clear(), os.environ.update(before)))
        os.environ["XDG_DATA_HOME"] = str(self.folder)
        for name in ("PK_KAFKA_PASSWORD", "PK_WAREHOUSE_PASSWORD", "DBUS_SESSION_BUS_ADDRESS", "DISPLAY"):
            os.environ.pop(name, None)

    def add(self, name, *arguments):
        code, out, err = pk("env", "profile", "add", name, *arguments)
        self.assertEqual(code, 0, err)
        return Path(out.strip())

    def outcome(self, name, password=None, timeout=120):
        """Exit code and, for each step, its mark and its sentence."""
        if password is not None:
            os.environ["PK_KAFKA_PASSWORD"] = password
        process = start("env", "profile", "test", name, stdin=subprocess.DEVNULL)
        out, err = process.communicate(timeout=timeout)
        steps = {}
        for line in out.splitlines():
            mark, step, sentence = re.fullmatch(r"(\S+) +(\S+) +(.*)", line).groups()
            steps[step] = (mark, sentence)
        self.assertEqual(tuple(steps), STEPS, out + err)
        for password in PASSWORDS.values():
            self.assertNotIn(password, out + err)
        return process.returncode, steps

    def fails_at(self, step, name, password=None):
        """Its sentence, after every step before it was well and none behind it was tried."""
        code, steps = self.outcome(name, password)
        self.assertEqual(code, 3)
        at = STEPS.index(step)
        for before in STEPS[:at]:
            self.assertIn(steps[before][0], ("ok", "-"), steps)
            self.assertNotEqual(steps[before][1], "not tried", steps)
        self.assertEqual(steps[step][0], "FAILED", steps)
        for behind in STEPS[at + 1:-1]:
            self.assertEqual(steps[behind], ("-", "not tried"))
        return steps[step][1]


class Files(ProfileCase):
    """What needs no Kafka."""

    def refused(self, code, *arguments, **options):
        process = start(*arguments, stdin=subprocess.DEVNULL)
        out, err = process.communicate(timeout=60)
        self.assertEqual(process.returncode, code, out + err)
        self.assertEqual(len(err.strip().splitlines()), 1, err)
        return err

    def test_addListShowRemove(self):
        file = self.add("lab", "--bootstrap", "kafka.example:9093,10.1.2.3:9093", "--prefix", "t07.", "--user", "t07",
                        "--ca", "ca.pem", "--warehouse", "mysql://t07@10.1.2.3:3306/t07", "--replication", 3,
                        "--min-isr", 2)
        self.assertEqual(json.loads(file.read_text(encoding="utf-8")), {
            "name": "lab", "bootstrap": ["kafka.example:9093", "10.1.2.3:9093"], "prefix": "t07.",
            "security": {"protocol": "SASL_SSL", "mechanism": "SCRAM-SHA-512", "user": "t07",
                         "ca": os.path.abspath("ca.pem")},
            "warehouse": "mysql://t07@10.1.2.3:3306/t07", "replication": 3, "min_isr": 2})
        self.assertIn("kafka.example:9093,10.1.2.3:9093 SASL_SSL t07.", pk("env", "profile", "list")[1])
        self.assertEqual(json.loads(pk("env", "profile", "show", "lab")[1])["prefix"], "t07.")
        self.assertIn("--replace", self.refused(2, "env", "profile", "add", "lab", "--bootstrap", "a:1"))
        self.add("lab", "--bootstrap", "a:1", "--replace")
        self.assertEqual(pk("env", "profile", "remove", "lab")[0], 0)
        self.assertFalse(file.exists())
        self.assertIn("There is no profile", self.refused(2, "env", "profile", "show", "lab"))
        self.assertIn("The other environments are embedded, local", self.refused(2, "run", "--env", "lab"))

    def test_aProfileThatIsHandedOut_findsTheCertificateBesideIt(self):
        handed = self.folder / "handed"
        handed.mkdir()
        (handed / "lab.json").write_text(json.dumps({
            "name": "fti", "bootstrap": ["10.1.2.3:9093"],
            "security": {"protocol": "SSL", "ca": "ca.pem"}}), encoding="utf-8")
        file = self.add("mine", "--file", handed / "lab.json", "--prefix", "me.")
        written = json.loads(file.read_text(encoding="utf-8"))
        self.assertEqual((written["name"], written["prefix"]), ("mine", "me."))
        self.assertEqual(written["security"]["ca"], str(handed / "ca.pem"))

    def test_whatIsWrongInAFile_isSaidWithItsPlace(self):
        file = self.add("lab", "--bootstrap", "a:1")
        for text, said in (
                ('{"name":"lab","bootstrap":["a:1"],\n "password":"x"}', "2:2"),
                ('{"name":"lab","bootstrap":["a:1"],"security":{"protocol":"SASL_SSL","user":"u",\n'
                 '"mechanism":"PLAIN","secret":"rahasia"}}', "A password has no place"),
                ('{"name":"lab","bootstrap":["a"]}', "Write HOST:PORT"),
                ('{"name":"lab","bootstrap":["a:1"],"security":{"protocol":"SASL_SSL"}}', "a user and a mechanism"),
                ('{"name":"lab","bootstrap":["a:1"],"security":{"protocol":"PLAINTEXT","ca":"x"}}', "need the protocol"),
                ('{"name":"lab","bootstrap":["a:1"],"warehouse":"mysql://u:secret@h/d"}', "PK_WAREHOUSE_PASSWORD"),
                ('{"name":"lab","bootstrap":["a:1"],"warehouse":"sqlite::memory:"}', "Write sqlite:PATH"),
                ('{"name":"lab","bootstrap":["a:1"],"replication":1,"min_isr":2}', "in sync")):
            file.write_text(text, encoding="utf-8")
            err = self.refused(2, "env", "profile", "show", "lab")
            self.assertIn(said, err)
            self.assertNotIn("secret@", err)

    def test_namesOfOtherEnvironments_andPaths_areNoNames(self):
        for name in ("local", "embedded", "../lab", "Lab"):
            self.assertIn("cannot be a profile's name",
                          self.refused(2, "env", "profile", "add", name, "--bootstrap", "a:1"))

    def test_withoutAPassword_theVariableIsNamed_andNothingIsStarted(self):
        self.add("lab", "--bootstrap", "127.0.0.1:1", "--user", "t07")
        for command in (("env", "profile", "test", "lab"), ("run", "--env", "lab"),
                        ("worker", "transform", "--env", "lab"), ("kampus", "--transactions", 0, "--env", "lab")):
            self.assertIn("PK_KAFKA_PASSWORD", self.refused(3, *command))

    def test_whatHasAddressesOfItsOwn_takesNoOthers(self):
        self.add("lab", "--bootstrap", "127.0.0.1:1")
        for command in (("worker", "load"), ("kampus",)):
            for name in ("lab", "compose"):
                self.assertIn("has addresses of its own",
                              self.refused(2, *command, "--env", name, "--bootstrap", "127.0.0.1:1"))
            self.assertIn("Name a profile or compose", self.refused(2, *command, "--env", "local"))
            self.assertIn("There is no profile", self.refused(2, *command, "--env", "not-there"))

    def test_aPlaceThatHasNone_isSaid(self):
        self.add("lab", "--bootstrap", "127.0.0.1:1", "--user", "t07", "--secret", "env:LAB_PASSWORD")
        self.assertIn("LAB_PASSWORD is not set", self.refused(3, "env", "profile", "test", "lab"))

    def test_wrongName_andClosedPort(self):
        self.add("nowhere", "--bootstrap", "salah.invalid:9092")
        self.assertIn('No address is known for the name "salah.invalid"', self.fails_at("name", "nowhere"))
        self.add("closed", "--bootstrap", "127.0.0.1:1")
        self.assertIn("Nobody listens at port 1 of 127.0.0.1", self.fails_at("port", "closed"))


class Secured(ProfileCase):
    @classmethod
    def setUpClass(cls):
        reason = reason_to_skip()
        if reason:
            raise unittest.SkipTest(reason)
        cls.kafka = SecureKafka()
        cls.addClassCleanup(cls.kafka.close)

    def add_sasl(self, name="lab", user="t07", *arguments, mechanism="PLAIN", ca=None, bootstrap=None):
        return self.add(name, "--bootstrap", bootstrap or self.kafka.sasl, "--prefix", "t07.", "--user", user,
                        "--mechanism", mechanism, "--ca", ca or self.kafka.authority.certificate, *arguments)

    def test_plain_passesEveryStep_andLeavesNothingBehind(self):
        before = self.left_behind()
        self.passes("PLAIN")
        self.assertEqual(self.left_behind(), before)

    def test_scram_passesEveryStep(self):
        """librdkafka's SCRAM before 2.6.1 is refused by Kafka 4; where the program runs with such a one, it is said, and
        the test goes on with the library of the confluent-kafka package."""
        if newer_librdkafka.version_of(pk("doctor")[1]) < (2, 6, 1):
            self.add_sasl(mechanism="SCRAM-SHA-512")
            self.assertIn("before 2.6.1 its SCRAM is refused by Kafka 4", self.fails_at("login", "lab", PASSWORDS["t07"]))
            folder = newer_librdkafka.folder(self.folder)
            if folder is None:
                self.skipTest("there is no librdkafka 2.6.1 or newer (pip install confluent-kafka)")
            os.environ["LD_LIBRARY_PATH"] = str(folder)
            self.assertGreaterEqual(newer_librdkafka.version_of(pk("doctor")[1]), (2, 6, 1))
        for mechanism in ("SCRAM-SHA-256", "SCRAM-SHA-512"):
            self.passes(mechanism)

    def passes(self, mechanism):
        self.add_sasl(mechanism.lower(), mechanism=mechanism)
        code, steps = self.outcome(mechanism.lower(), PASSWORDS["t07"])
        self.assertEqual(code, 0, steps)
        self.assertIn("Logged in as t07", steps["login"][1])
        self.assertIn("and the topic deleted.", steps["rights"][1])
        self.assertNotIn("Transactions", steps["rights"][1])

    def left_behind(self):
        return set(re.findall(r'topic "(t07\.pk_test_\w+)"', self.topics()))

    def topics(self):
        return subprocess.run(["kcat", "-L", "-b", self.kafka.plain], capture_output=True, text=True, check=True).stdout

    def test_clientCertificate(self):
        certificate, key = self.kafka.client
        self.add("mtls", "--bootstrap", self.kafka.mtls, "--ca", self.kafka.authority.certificate,
                 "--certificate", certificate, "--key", key)
        code, steps = self.outcome("mtls")
        self.assertEqual(code, 0, steps)
        self.add("without", "--bootstrap", self.kafka.mtls, "--ca", self.kafka.authority.certificate)
        self.assertIn("client", self.fails_at("TLS", "without"))

    def test_wrongAuthority(self):
        self.add_sasl(ca=self.kafka.stranger.certificate)
        sentence = self.fails_at("TLS", "lab", PASSWORDS["t07"])
        self.assertIn("The broker's certificate cannot be verified with", sentence)
        self.assertIn("stranger.pem", sentence)
        self.add_sasl("missing", ca=self.folder / "nothing.pem")
        self.assertIn("nothing.pem cannot be read", self.fails_at("TLS", "missing", PASSWORDS["t07"]))

    def test_tlsWhereThereIsNone_andNoneWhereThereIs(self):
        self.add_sasl(bootstrap=self.kafka.plain)
        self.assertIn("TLS did not come about", self.fails_at("TLS", "lab", PASSWORDS["t07"]))
        self.add("open", "--bootstrap", self.kafka.sasl)
        self.assertIn("probably speaks TLS", self.fails_at("TLS", "open"))

    def test_wrongPassword(self):
        for mechanism in ("PLAIN", "SCRAM-SHA-512"):
            self.add_sasl(mechanism.lower(), mechanism=mechanism)
            self.assertIn("does not let t07 in: name or password is wrong",
                          self.fails_at("login", mechanism.lower(), "salah"))

    def test_addressesThatTheClusterGivesOut(self):
        self.add("elsewhere", "--bootstrap", self.kafka.elsewhere)
        sentence = self.fails_at("brokers", "elsewhere")
        self.assertIn(f"sends its clients to 127.0.0.1:{self.kafka.closed}", sentence)
        self.assertIn("advertised.listeners", sentence)

    def test_eachRightThatIsMissing(self):
        for user, act, operation in (("lone", "make a topic", "Create --topic"),
                                     ("maker", "write to a topic", "Write --topic"),
                                     ("writer", "read from a topic", "Read --topic"),
                                     ("reader", "commit offsets of a consumer group", "Read --group")):
            with self.subTest(user=user):
                self.add_sasl(user, user)
                sentence = self.fails_at("rights", user, PASSWORDS[user])
                self.assertIn(f"{user} has no right to: {act}", sentence)
                self.assertIn(f"--allow-principal User:{user} --operation {operation} t07. "
                              "--resource-pattern-type prefixed", sentence)
                left = re.search(r"so (t07\.pk_test_\w+) is left behind", sentence)
                self.assertEqual(left is not None, user in ("maker", "writer"), sentence)
                if left:
                    self.assertIn(left.group(1), self.left_behind())

    def test_run_verified_underThePrefixAlone_andNoSecretIsWritten(self):
        warehouse = self.folder / "kept.db"
        self.add_sasl("lab", "t07", "--warehouse", f"sqlite:{warehouse}")
        os.environ["PK_KAFKA_PASSWORD"] = PASSWORDS["t07"]
        session = self.folder / "run.pks"
        run = Run(self.folder, "--env", "lab", "--orders", 2000, "--seed", 7, "--session", session, timeout=300)
        self.assertEqual(run.code, 0, run.err)
        self.assertEqual((run.report["environment"], run.report["acked"], run.report["lost"], run.report["duplicates"]),
                         ("lab", 2000, 0, 0))
        ours = re.findall(r'topic "([^"]+)"', self.topics())
        self.assertIn("t07.raw_orders", ours)
        self.assertNotIn("raw_orders", ours)
        self.assertEqual(run.sql("SELECT DISTINCT topic FROM etl_offsets"), [("enriched_orders",)])
        for file in self.folder.rglob("*"):
            if file.is_file():
                self.assertNotIn(PASSWORDS["t07"].encode(), file.read_bytes(), file)

        self.workers(warehouse)
        code, _, err = pk("kampus", "--database", self.folder / "kampus.sqlite", "--transactions", 20, "--env", "lab")
        self.assertEqual(code, 0, err)
        self.assertIn("t07.producer.kampus.orders", re.findall(r'topic "([^"]+)"', self.topics()))

    def workers(self, warehouse):
        """Another run's records, transformed and loaded by workers into the profile's own warehouse."""
        for stage in (("source", "--orders", 300, "--seed", 9),
                      ("transform", "--semantics", "transactions", "--until-idle", 1), ("load", "--until-idle", 1)):
            code, _, err = pk("worker", *stage, "--env", "lab", timeout=200)
            self.assertEqual(code, 0, err)
        with sqlite3.connect(f"file:{warehouse}?mode=ro", uri=True) as database:
            self.assertGreater(database.execute("SELECT COUNT(*) FROM fact_orders").fetchone()[0], 200)


class Keychain(ProfileCase):
    """With a keychain of its own: a session bus and a GNOME keyring that nobody else sees."""

    def setUp(self):
        super().setUp()
        doctor = pk("doctor")[1]
        if "built without a keychain" in doctor:
            self.skipTest(re.search(r"Keychain +(.*)", doctor).group(1))
        for tool, package in (("dbus-run-session", "dbus-daemon"), ("gnome-keyring-daemon", "gnome-keyring")):
            if subprocess.run(["which", tool], capture_output=True).returncode != 0:
                self.skipTest(f"{tool} is not installed (apt-get install {package})")

    def test_keptThere_found_andForgottenWithTheProfile(self):
        script = (
            'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; p="$PK_PROGRAM"; '
            '"$p" doctor | grep Keychain; '
            'PK_KAFKA_PASSWORD="rahasia-panjang" "$p" env profile add lab --bootstrap 127.0.0.1:1 --user t07 --keychain '
            '&& cat "$XDG_DATA_HOME"/pelatihan-kafka/profiles/lab.json; '
            '"$p" env profile test lab; echo "tested $?"; '
            '"$p" env profile remove lab; '
            '"$p" env profile add lab --bootstrap 127.0.0.1:1 --user t07 --secret keychain:pk/lab >/dev/null; '
            '"$p" env profile test lab; echo "tested $?"')
        environment = dict(os.environ, HOME=str(self.folder), LC_ALL="C.UTF-8", XDG_RUNTIME_DIR=str(self.folder))
        done = subprocess.run(["dbus-run-session", "--", "bash", "-c", script], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120, env=environment, check=False)
        out = done.stdout + done.stderr
        self.assertRegex(out, r"ok +Keychain", out)
        self.assertIn('"secret": "keychain:pk/lab"', out)
        self.assertNotIn("rahasia", out)
        self.assertIn("Nobody listens at port 1", out)  # past the password
        self.assertIn("The keychain holds no password pk/lab", out)
        self.assertEqual(re.findall(r"tested (\d)", out), ["3", "3"])


if __name__ == "__main__":
    unittest.main(verbosity=2)
