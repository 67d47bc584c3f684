"""A Kafka node of a test's own that asks who one is: SASL_SSL with PLAIN and SCRAM, TLS with client certificates, and
ACLs. Its authority and certificates are made on the spot. The kernel ends it when the test dies."""

import ctypes
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PASSWORDS = {"t07": "rahasia-panjang", "reader": "baca-saja", "maker": "buat", "writer": "tulis", "lone": "sendiri"}
CLUSTER_ID = "5L6g3nShT-eMCtK--X86sw"


def reason_to_skip():
    for tool in ("java", "openssl", "kcat"):
        if shutil.which(tool) is None:
            return f"{tool} is not installed"
    if not list(Path(os.environ["PK_KAFKA_JARS"]).glob("kafka_2.13-*.jar")):
        return "Kafka's program files are missing (compose/fetch-kafka.sh)"
    return None


def die_with_parent():
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def java(main_class, *arguments, heap=256):
    return ["java", f"-Xmx{heap}m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
            os.environ["PK_KAFKA_JARS"] + "/*", main_class, *map(str, arguments)]


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Authority:
    """Signs certificates. Everything it makes are PEM files in its folder."""

    def __init__(self, folder, name):
        self.folder = Path(folder)
        self.name = name
        self.certificate = self.folder / f"{name}.pem"
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
                     "-keyout", self.folder / f"{name}.key", "-out", self.certificate)

    def openssl(self, *arguments):
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)

    def sign(self, name, alternatives="IP:127.0.0.1,DNS:localhost"):
        """Certificate and key of a host or a client."""
        key, request, certificate = (self.folder / f"{name}.{end}" for end in ("key", "csr", "crt"))
        extensions = self.folder / f"{name}.ext"
        extensions.write_text(f"subjectAltName={alternatives}\n", encoding="utf-8")
        self.openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", f"/CN={name}", "-keyout", key, "-out", request)
        self.openssl("x509", "-req", "-in", request, "-CA", self.certificate, "-CAkey", self.folder / f"{self.name}.key",
                     "-CAcreateserial", "-days", "2", "-extfile", extensions, "-out", certificate)
        return certificate, key


class SecureKafka:
    """`sasl`, `mtls`, `plain` and `elsewhere` are addresses: SASL_SSL; TLS that wants a client certificate; neither,
    where everybody may do everything; and one that sends its clients to a port where nobody listens."""

    def __init__(self):
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name)
        self.authority = Authority(self.folder, "ca")
        self.stranger = Authority(self.folder, "stranger")
        certificate, key = self.authority.sign("broker")
        self.client = self.authority.sign("client", "DNS:client")
        keystore = self.folder / "keystore.pem"
        keystore.write_text(key.read_text() + certificate.read_text(), encoding="utf-8")
        sasl, mtls, plain, elsewhere, controller, self.closed = free_ports(6)
        self.sasl, self.mtls, self.plain, self.elsewhere = (f"127.0.0.1:{p}" for p in (sasl, mtls, plain, elsewhere))
        jaas = "org.apache.kafka.common.security"
        users = " ".join(f'user_{name}="{password}"' for name, password in PASSWORDS.items())
        settings = {
            "process.roles": "broker,controller", "node.id": 1, "controller.quorum.voters": f"1@127.0.0.1:{controller}",
            "listeners": f"SASL://{self.sasl},MTLS://{self.mtls},PLAIN://{self.plain},ELSE://{self.elsewhere},"
                         f"CONTROLLER://127.0.0.1:{controller}",
            "advertised.listeners": f"SASL://{self.sasl},MTLS://{self.mtls},PLAIN://{self.plain},"
                                    f"ELSE://127.0.0.1:{self.closed}",
            "listener.security.protocol.map": "SASL:SASL_SSL,MTLS:SSL,PLAIN:PLAINTEXT,ELSE:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name": "PLAIN", "controller.listener.names": "CONTROLLER",
            "log.dirs": self.folder / "data",
            "ssl.keystore.type": "PEM", "ssl.keystore.location": keystore,
            "ssl.truststore.type": "PEM", "ssl.truststore.location": self.authority.certificate,
            "listener.name.mtls.ssl.client.auth": "required",
            "listener.name.sasl.sasl.enabled.mechanisms": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
            "listener.name.sasl.plain.sasl.jaas.config": f"{jaas}.plain.PlainLoginModule required {users};",
            "listener.name.sasl.scram-sha-256.sasl.jaas.config": f"{jaas}.scram.ScramLoginModule required;",
            "listener.name.sasl.scram-sha-512.sasl.jaas.config": f"{jaas}.scram.ScramLoginModule required;",
            "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users": "User:ANONYMOUS;User:CN=client",
            "offsets.topic.replication.factor": 1, "transaction.state.log.replication.factor": 1,
            "transaction.state.log.min.isr": 1, "share.coordinator.state.topic.replication.factor": 1,
            "share.coordinator.state.topic.min.isr": 1, "offsets.topic.num.partitions": 3,
            "transaction.state.log.num.partitions": 3, "group.initial.rebalance.delay.ms": 0,
            "message.max.bytes": 2200000, "log.cleaner.dedupe.buffer.size": 8388608,
        }
        properties = self.folder / "server.properties"
        properties.write_text("".join(f"{name}={value}\n" for name, value in settings.items()), encoding="utf-8")
        subprocess.run(java("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", properties),
                       check=True, capture_output=True, timeout=300)
        self.log = self.folder / "node.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(java("kafka.Kafka", properties), stdout=log, stderr=log,
                                            preexec_fn=die_with_parent, cwd=self.folder)
        try:
            self.wait_until_it_answers()
            self.grant()
        except BaseException:
            self.close()
            raise

    def wait_until_it_answers(self):
        deadline = time.monotonic() + 300
        while subprocess.run(["kcat", "-L", "-b", self.plain, "-m", "2"], capture_output=True).returncode != 0:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(self.log.read_text(encoding="utf-8")[-4000:])
            time.sleep(0.2)

    def acl(self, user, *arguments):
        return subprocess.Popen(
            java("org.apache.kafka.tools.AclCommand", "--bootstrap-server", self.plain, "--add", "--allow-principal",
                 f"User:{user}", "--resource-pattern-type", "prefixed", *arguments, heap=128),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def keep_scram(self, user, kind):
        return subprocess.Popen(
            java("kafka.admin.ConfigCommand", "--bootstrap-server", self.plain, "--alter", "--entity-type", "users",
                 "--entity-name", user, "--add-config", f"{kind}=[password={PASSWORDS[user]}]", heap=128),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)

    def grant(self):
        """t07 may do everything under its prefix, the others always a little less than they need."""
        topic = ("--topic", "t07.")
        for process in [
            self.keep_scram("t07", "SCRAM-SHA-256"),
            self.keep_scram("t07", "SCRAM-SHA-512"),
            self.acl("t07", "--operation", "All", *topic, "--group", "t07.", "--transactional-id", "t07."),
            self.acl("maker", "--operation", "Create", "--operation", "Describe", *topic),
            self.acl("writer", "--operation", "Create", "--operation", "Describe", "--operation", "Write", *topic),
            self.acl("reader", "--operation", "All", *topic)]:
            _, err = process.communicate(timeout=300)
            if process.returncode != 0:
                raise AssertionError(err)

    def close(self):
        self.process.kill()
        self.process.wait()
        self.temporary.cleanup()


def main():
    """For tests in other languages: prints why there is none, or its addresses and its authority; ends with its input."""
    if reason := reason_to_skip():
        print(json.dumps({"skip": reason}), flush=True)
        return
    kafka = SecureKafka()
    try:
        print(json.dumps({"sasl": kafka.sasl, "ca": str(kafka.authority.certificate), "password": PASSWORDS["t07"]}), flush=True)
        sys.stdin.read()
    finally:
        kafka.close()


if __name__ == "__main__":
    main()
