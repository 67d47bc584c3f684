"""compose/compose.yaml: what it pins, where it listens, what it waits for. No Docker engine is needed, and nothing is
started."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import python_env
from program import PROGRAM, SOURCE

COMPOSE = SOURCE / "compose"
SERVICES = {"kafka", "sumber", "maxwell", "gudang", "python", "laravel"}
# What the compose specification knows of a service, as far as it is used here: a typing error is no such key.
SERVICE_KEYS = {"image", "build", "restart", "ports", "environment", "volumes", "healthcheck", "depends_on", "command"}
HEALTH_KEYS = {"test", "interval", "timeout", "retries", "start_period"}


def settings():
    lines = (COMPOSE / ".env").read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def resolved(text, values):
    """As compose puts variables in: ${NAME:-default} and $$."""
    text = re.sub(r"(?<!\$)\$\{(\w+):-([^}]*)\}", lambda m: values.get(m.group(1)) or m.group(2), text)
    return text.replace("$$", "$")


class ComposeFile(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        reason = python_env.reason_to_skip()
        if reason:
            raise unittest.SkipTest(reason)
        sys.path.append(str(python_env.site_packages()))
        import yaml
        cls.yaml = yaml

    def load(self, **changed):
        text = (COMPOSE / "compose.yaml").read_text(encoding="utf-8")
        file = self.yaml.safe_load(text)
        values = settings() | changed

        def walk(part):
            if isinstance(part, dict):
                return {key: walk(value) for key, value in part.items()}
            if isinstance(part, list):
                return [walk(value) for value in part]
            return resolved(part, values) if isinstance(part, str) else part

        return walk(file)

    def test_namesServicesAndVolumes(self):
        file = self.load()
        self.assertEqual(file["name"], "pelatihankafka")  # hence the network pelatihankafka_default
        self.assertEqual(set(file["services"]), SERVICES)
        self.assertEqual(set(file), {"name", "services", "volumes"})
        for name, service in file["services"].items():
            self.assertLessEqual(set(service), SERVICE_KEYS, name)
            for volume in service.get("volumes", []):
                source = volume.split(":")[0]
                if source.startswith("."):
                    self.assertTrue((COMPOSE / source).is_file(), volume)
                else:
                    self.assertIn(source, file["volumes"])
        self.assertEqual({v.split(":")[0] for s in file["services"].values() for v in s.get("volumes", [])
                          if not v.startswith(".")}, set(file["volumes"]))

    def test_everyVersionIsPinned_andKafkaIsThatOfTheLocalOne(self):
        images = {name: service["image"] for name, service in self.load()["services"].items()}
        for image in images.values():
            self.assertRegex(image, r":v?\d[\w.]*$")
        version = re.search(r"<version>([\d.]+)</version>", (COMPOSE / "pom.xml").read_text(encoding="utf-8")).group(1)
        self.assertEqual(images["kafka"], f"apache/kafka:{version}")
        self.assertGreaterEqual(tuple(map(int, version.split("."))), (4, 1))
        self.assertEqual(images["maxwell"], "zendesk/maxwell:v1.45.0")
        for line in (COMPOSE / "python" / "requirements.txt").read_text(encoding="utf-8").split():
            self.assertRegex(line, r"^[\w-]+==[\d.]+$")
        for part in ("python", "laravel"):
            text = (COMPOSE / part / "Dockerfile").read_text(encoding="utf-8")
            self.assertRegex(text, r"(?m)^FROM \w+:\d+\.\d+")
            self.assertRegex(text, r"(?m)^USER (?!root)")

    def test_listensOnThisMachineAlone_unlessAskedOtherwise(self):
        for changed, bind in (({}, "127.0.0.1"), ({"PK_BIND": "0.0.0.0", "PK_ADVERTISED_HOST": "10.1.2.3"}, "0.0.0.0")):
            services = self.load(**changed)["services"]
            published = {name: service["ports"] for name, service in services.items() if "ports" in service}
            self.assertEqual(published, {"kafka": [f"{bind}:9092:9092"], "sumber": [f"{bind}:3307:3306"],
                                         "gudang": [f"{bind}:3308:3306"]})
            advertised = services["kafka"]["environment"]["KAFKA_ADVERTISED_LISTENERS"]
            self.assertEqual(advertised, f"OUTSIDE://{changed.get('PK_ADVERTISED_HOST', '127.0.0.1')}:9092,"
                                         "INSIDE://kafka:19092")

    def test_everyServiceIsWatched_andWaitsForWhatItNeeds(self):
        services = self.load()["services"]
        for name, service in services.items():
            check = service["healthcheck"]
            self.assertEqual(set(check), HEALTH_KEYS, name)
            self.assertIn(check["test"][0], ("CMD", "CMD-SHELL"))
        needs = {name: set(service.get("depends_on", {})) for name, service in services.items()}
        self.assertEqual(needs, {"kafka": set(), "sumber": set(), "gudang": set(), "maxwell": {"kafka", "sumber"},
                                 "python": {"kafka", "gudang"}, "laravel": {"python"}})
        for service in services.values():
            for condition in service.get("depends_on", {}).values():
                self.assertEqual(condition, {"condition": "service_healthy"})

    def test_kafkasListeners_areComplete(self):
        kafka = self.load()["services"]["kafka"]["environment"]
        listeners = {entry.split("://")[0]: entry.rsplit(":", 1)[1] for entry in kafka["KAFKA_LISTENERS"].split(",")}
        protocols = dict(entry.split(":") for entry in kafka["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"].split(","))
        self.assertEqual(set(listeners), set(protocols))
        self.assertIn(kafka["KAFKA_INTER_BROKER_LISTENER_NAME"], listeners)
        self.assertEqual(kafka["KAFKA_CONTROLLER_QUORUM_VOTERS"], f"1@kafka:{listeners['CONTROLLER']}")

    def test_sourceAndMaxwell_fitEachOther(self):
        services = self.load()["services"]
        for option in ("--server-id=1", "--binlog-format=ROW", "--binlog-row-image=FULL"):
            self.assertIn(option, services["sumber"]["command"])
        maxwell = services["maxwell"]["command"]
        self.assertEqual(maxwell[0], "bin/maxwell")  # the image has no ENTRYPOINT
        for option in ("--ignore_producer_error=false", "--kafka_topic=producer.%{database}.%{table}",
                       "--output_binlog_position=true"):
            self.assertIn(option, maxwell)
        self.assertIn(f"--password={settings()['PK_MAXWELL_PASSWORD']}", maxwell)
        for option in ("--client_id", "--schema_database"):  # the program looks where Maxwell's defaults put its place
            self.assertFalse([word for word in maxwell if word.startswith(option)])

    def test_theCampussAccount_maySeeHowFarMaxwellIs(self):
        services = self.load()["services"]
        self.assertEqual(services["sumber"]["environment"]["MYSQL_USER"], "kampus")
        rights = (COMPOSE / "mysql" / "maxwell.sh").read_text(encoding="utf-8")
        for grant in ("GRANT SELECT, INSERT ON maxwell.* TO kampus@'%';", "GRANT REPLICATION CLIENT ON *.* TO kampus@'%';"):
            self.assertIn(grant, rights)

    def test_shellAndPhpPrograms_areSound(self):
        subprocess.run(["bash", "-n", COMPOSE / "mysql" / "maxwell.sh"], check=True)
        subprocess.run([python_env.PYTHON, "-m", "py_compile", COMPOSE / "python" / "etl.py"], check=True,
                       env=dict(os.environ, PYTHONPYCACHEPREFIX=tempfile.mkdtemp()))
        if subprocess.run(["which", "php"], capture_output=True, check=False).returncode != 0:
            self.skipTest("the PHP files were not read: there is no php (apt-get install php-cli)")
        for file in [*(COMPOSE / "laravel").rglob("*.php"), COMPOSE / "laravel" / "artisan"]:
            done = subprocess.run(["php", "-l", file], capture_output=True, text=True, check=False)
            self.assertEqual(done.returncode, 0, done.stdout)


class DockersOwnParser(unittest.TestCase):
    """docker-compose reads the file without an engine, checks it by the schema and puts the settings in."""

    def test_theFileIsSound_andResolvesToWhatWeReadInIt(self):
        program = shutil.which("docker-compose")
        if program is None:
            self.skipTest("compose.yaml was not read by Docker's parser: there is no docker-compose (apt-get install "
                          "docker-compose)")
        reason = python_env.reason_to_skip()
        if reason:
            self.skipTest(reason)
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(COMPOSE, folder, dirs_exist_ok=True)
            file = Path(folder, "compose.yaml")
            version = subprocess.run([program, "version", "--short"], capture_output=True, text=True, check=True).stdout
            if version.startswith("1."):  # it knows no `name:`, which version 2 has brought
                text = file.read_text(encoding="utf-8")
                file.write_text(re.sub(r"(?m)^name: pelatihankafka$", "", text), encoding="utf-8")
            config = [program, "--project-name", "pelatihankafka", "--file", file, "config"]
            done = subprocess.run(config, capture_output=True, text=True, check=False, env=dict(os.environ, PK_BIND="0.0.0.0"))
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(set(services_of(done.stdout)), SERVICES)
            self.assertIn("0.0.0.0", done.stdout)
            file.write_text(file.read_text(encoding="utf-8").replace("healthcheck:", "healthchek:", 1), encoding="utf-8")
            self.assertNotEqual(subprocess.run(config, capture_output=True, check=False).returncode, 0)


def services_of(text):
    sys.path.append(str(python_env.site_packages()))
    import yaml
    return yaml.safe_load(text)["services"]


class Commands(unittest.TestCase):
    def test_withoutDocker_itIsSaidWhatIsMissing(self):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run([PROGRAM, "env", "up", "compose"], capture_output=True, text=True, check=False,
                                  env=dict(os.environ, PATH=folder, LC_ALL="C.UTF-8", XDG_DATA_HOME=folder,
                                           PK_COMPOSE_FILE=str(COMPOSE / "compose.yaml")))
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertIn("no Docker engine", done.stderr)
        self.assertEqual(len(done.stderr.splitlines()), 1, done.stderr)

    def test_theRightWordsAreGivenToDocker(self):
        with tempfile.TemporaryDirectory() as folder:
            docker = Path(folder, "docker")
            docker.write_text('#!/bin/sh\necho "$@" >> "$0.said"\n', encoding="utf-8")
            docker.chmod(0o755)
            environment = dict(os.environ, PATH=folder + ":/bin:/usr/bin", LC_ALL="C.UTF-8", XDG_DATA_HOME=folder,
                               PK_COMPOSE_FILE=str(COMPOSE / "compose.yaml"), PK_KAFKA_PORT="19999")
            done = subprocess.run([PROGRAM, "env", "up", "compose"], capture_output=True, text=True, check=False,
                                  env=environment)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertEqual(done.stdout.strip(), "127.0.0.1:19999")
            said = Path(folder, "docker.said").read_text(encoding="utf-8").splitlines()
        self.assertEqual(said[-1], f"compose --file {COMPOSE}/compose.yaml up --detach --build --wait")


if __name__ == "__main__":
    unittest.main(verbosity=2)
