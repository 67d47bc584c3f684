"""Collects the licences of what the offline folder holds; called by bundle.sh.

  licences.py packages OUT DEBS              the copyright file of each .deb of the folder DEBS, and the texts they name
  licences.py jars OUT REPOSITORY FOLDER...  of each jar: its notices, and what its pom in Maven's REPOSITORY states

Exit codes: 0; 1 with a sentence when a licence is not known.
"""

import shutil
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path, PurePosixPath

COMMON = Path("/usr/share/common-licenses")
NOTICES = ("LICENSE", "LICENCE", "NOTICE", "COPYING", "COPYRIGHT")


def read_package(deb, out):
    """Writes the copyright file of a package. Some have that of another one, and only say which."""
    name = subprocess.run(["dpkg-deb", "--field", deb, "Package"], check=True, capture_output=True, text=True).stdout.strip()
    documents = f"./usr/share/doc/{name}"
    found = None
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE) as process:
        with tarfile.open(fileobj=process.stdout, mode="r|") as files:
            for file in files:
                path = file.name.rstrip("/")
                if path == documents and file.issym():
                    found = f"The licence is that of the package {PurePosixPath(file.linkname).name}.\n".encode()
                elif path == f"{documents}/copyright":
                    found = files.extractfile(file).read() if file.isfile() else \
                        f"The licence is that of the package {PurePosixPath(file.linkname).parent.name}.\n".encode()
                if path.startswith(documents + "/licences/") and file.isfile():
                    (out / name).mkdir(parents=True, exist_ok=True)
                    (out / name / PurePosixPath(path).name).write_bytes(files.extractfile(file).read())
    if found is None:
        return name
    (out / "packages").mkdir(parents=True, exist_ok=True)
    (out / "packages" / f"{name}.txt").write_bytes(found)
    return None


def packages(out, folder):
    unknown = [name for deb in sorted(folder.glob("*.deb")) if (name := read_package(deb, out))]
    (out / "common").mkdir(parents=True, exist_ok=True)
    for text in COMMON.iterdir():
        shutil.copy(text.resolve(), out / "common" / f"{text.name}.txt")
    return unknown


def child(element, *names):
    for name in names:
        element = next((e for e in element if e.tag.split("}")[-1] == name), None) if element is not None else None
    return element


def text(element, name):
    found = child(element, name)
    return (found.text or "").strip() if found is not None else ""


def stated(repository, group, artifact, version):
    """The licences that a pom states, or the one that it inherits from."""
    pom = repository / group.replace(".", "/") / artifact / version / f"{artifact}-{version}.pom"
    if not pom.is_file():
        return []
    root = ElementTree.parse(pom).getroot()
    licences = child(root, "licenses")
    if licences is not None and len(licences):
        return [" ".join(part for part in (text(licence, "name"), text(licence, "url")) if part) for licence in licences]
    parent = child(root, "parent")
    if parent is None:
        return []
    return stated(repository, text(parent, "groupId"), text(parent, "artifactId"), text(parent, "version"))


def origin(repository, jar):
    """Group, artifact and version of a jar, by where Maven keeps the file of this name."""
    for path in repository.rglob(jar.name):
        group = path.parent.parent.parent.relative_to(repository)
        return ".".join(group.parts), path.parent.parent.name, path.parent.name
    return None


def jars(out, repository, *folders):
    rows, unknown = {}, []
    for jar in sorted(path for folder in folders for path in folder.glob("*.jar")):
        if jar.name in rows:
            continue
        with zipfile.ZipFile(jar) as archive:
            notices = [entry for entry in archive.namelist() if not entry.endswith(("/", ".class"))
                       and PurePosixPath(entry).name.upper().startswith(NOTICES)]
            for entry in notices:
                target = out / jar.stem / PurePosixPath(entry).name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.read(entry))
        names = origin(repository, jar)
        licences = stated(repository, *names) if names else []
        if not licences and not notices:
            unknown.append(jar.name)
        told = "; ".join(licences) or "see its notices"
        rows[jar.name] = f"{jar.name}\n    {':'.join(names) if names else 'unknown'}\n    {told}\n" + \
            (f"    notices: {jar.stem}/\n" if notices else "")
    (out / "copyright").write_text(
        "Program files of Apache Kafka and Maxwell, and the libraries that they use, unchanged as their authors\n"
        "published them. Each jar with its name in Maven's repository and its licences.\n\n" + "\n".join(rows.values()),
        encoding="utf-8")
    return unknown


def main(kind, *paths):
    unknown = {"packages": packages, "jars": jars}[kind](*map(Path, paths))
    if unknown:
        sys.exit("no licence is known of " + ", ".join(unknown))


if __name__ == "__main__":
    main(*sys.argv[1:])
