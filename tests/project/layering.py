"""The rules that hold the source tree together, each as a function: folder of the tree -> list of complaints.

Nothing here runs the program or needs git; what a rule reads are the sources as they lie there.
"""

import os
import re
from pathlib import Path

# What each folder of core may include and link, besides itself. A new folder of core gets its line here and in the
# drawing of core/ARCHITECTURE.md, which says the same.
FOUNDATION = {"base", "domain"}
STAGES = {"broker", "transform", "warehouse", "extract"}
MAY_USE = {
    "base": set(),
    "domain": {"base"},
    "journal": FOUNDATION,
    "broker": FOUNDATION,
    "transform": FOUNDATION,
    "extract": FOUNDATION,
    "warehouse": FOUNDATION,
    "cdc": FOUNDATION | {"transform", "extract", "warehouse"},
    "lake": FOUNDATION | {"warehouse"},
    "kampus": FOUNDATION | {"broker", "extract"},
    "environment": FOUNDATION | {"broker", "kampus"},
    "sources": FOUNDATION | {"broker", "transform", "extract", "cdc"},
    "api": FOUNDATION | {"cdc", "sources"},
    "pipeline": FOUNDATION | STAGES | {"journal", "cdc", "lake", "kampus"},
    "cli": FOUNDATION | {"broker", "extract", "warehouse", "lake", "kampus", "environment", "sources", "api", "pipeline"},
}

# Likewise for the window. A page uses what is there for all pages, and no other page. The bridge stands on core and
# fills the diagram's model, of which it includes the data alone; it knows neither widgets nor colours.
GUI_MAY_USE = {
    "theme": set(),
    "flow": {"theme", "base"},
    "views": {"theme", "base"}, # how figures are written
    "bridge": FOUNDATION | STAGES | {"journal", "cdc", "pipeline", "environment", "kampus", "sources", "api",
                                    "flow/flow_model.h"},
    "pages": FOUNDATION | {"journal", "theme", "flow", "views", "bridge", "environment"},
    "app": {"theme", "views", "environment"}, # what is real there
    "main": FOUNDATION | {"cli", "environment", "theme", "views", "bridge", "pages", "app"},
}

# Headers of other libraries, and the only folder of core that may include them.
CONFINED = [
    (re.compile(r"librdkafka/|rdkafka(_mock|cpp)?\.h"), "broker", "librdkafka"),
    (re.compile(r"libsecret/"), "environment", "the keychain"),
    (re.compile(r"sqlite3\.h|QtSql|QSql\w+"), "base", "the database"),
    (re.compile(r"Qt(Gui|Widgets|Quick|Qml|Charts|Svg|OpenGL|PrintSupport)\b"), None, "Qt's GUI modules"),
]

MAX_LINES = 500
SOURCES = (".h", ".cpp")
TEXTS = SOURCES + (".py", ".sh", ".txt", ".cmake", ".json", ".md", ".ts", ".csv", ".supp", "")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)
# Home and working folders of the machines that the code was written on do not exist elsewhere.
MACHINE_PATH = re.compile(r"(?<![\w.}~-])/(?:work|root|home/\w+|Users/\w+)/")


def files_below(root, *folders, suffixes=SOURCES):
    """Files with one of the suffixes, sorted, without builds, caches and git's own."""
    foreign = {"build", ".git", ".cache", "__pycache__", ".vscode", ".idea"}
    for folder in folders:
        for path, names, files in os.walk(Path(root, folder)):
            names[:] = sorted(set(names) - foreign)
            for name in sorted(set(files) - foreign):
                if Path(name).suffix in suffixes:
                    yield Path(path, name)


def includes_of(root, folder):
    """(file relative to root, kind of bracket, included name) of every include below a folder."""
    for file in files_below(root, folder):
        for bracket, included in INCLUDE.findall(COMMENT.sub("", file.read_text(encoding="utf-8"))):
            yield file.relative_to(root), bracket, included


def folders_of(root, part):
    """The folders of "core" or "gui"; none where that is missing."""
    return sorted(path.name for path in Path(root, part).glob("*") if path.is_dir())


def core_folders(root):
    return folders_of(root, "core")


def unknown_folders(root):
    """A folder without a place in the direction is checked by nothing."""
    return [f"{part}/{name} has no line in {table}"
            for part, known, table in [("core", MAY_USE, "MAY_USE"), ("gui", GUI_MAY_USE, "GUI_MAY_USE")]
            for name in folders_of(root, part) if name not in known]


def include_direction(root):
    complaints = []
    for folder in core_folders(root):
        for file, bracket, included in includes_of(root, f"core/{folder}"):
            other, slash, _ = included.partition("/")
            if bracket != '"' or not slash or other == folder:
                continue
            if other not in MAY_USE.get(folder, set()):
                complaints.append(f"{file} includes {included}: core/{folder} must not know {other}")
    return complaints


def gui_include_direction(root):
    complaints = []
    for folder in folders_of(root, "gui"):
        for file, bracket, included in includes_of(root, f"gui/{folder}"):
            other, slash, _ = included.partition("/")
            own = file.parent.relative_to("gui").as_posix()  # pages/messages
            if bracket != '"' or not slash or included.rpartition("/")[0] == own:
                continue
            if not {other, included} & GUI_MAY_USE.get(folder, set()):
                complaints.append(f"{file} includes {included}: gui/{own} must not know {other}")
    return complaints


def unused_permissions(root):
    """What a table allows and no file makes use of: it would let in what nobody has thought about."""
    complaints = []
    for part, table in [("core", MAY_USE), ("gui", GUI_MAY_USE)]:
        for folder in folders_of(root, part):
            names = {name for _, _, name in includes_of(root, f"{part}/{folder}")}
            included = names | {name.partition("/")[0] for name in names}
            for other in sorted(table.get(folder, set()) - FOUNDATION - included):
                complaints.append(f"{part}/{folder} may use {other}, and nothing there does")
    return complaints


def wrong_drawing(root):
    """The drawing of core/ARCHITECTURE.md, a line "folder uses a, b" for each that stands above the foundation."""
    text = Path(root, "core", "ARCHITECTURE.md").read_text(encoding="utf-8")
    drawn = {folder: set(used.split(", ")) for folder, used in re.findall(r"^(\w+) +uses +(.+)$", text, re.MULTILINE)}
    meant = {folder: used - FOUNDATION for folder, used in MAY_USE.items() if used - FOUNDATION}
    return [f"core/ARCHITECTURE.md draws {folder} with {sorted(drawn.get(folder, []))} and not {sorted(meant.get(folder, []))}"
            for folder in sorted(meant.keys() | drawn.keys()) if drawn.get(folder) != meant.get(folder)]


def confined_headers(root):
    complaints = []
    for folder in core_folders(root):
        for file, _, included in includes_of(root, f"core/{folder}"):
            for pattern, owner, what in CONFINED:
                if folder != owner and pattern.match(included):
                    where = f"only core/{owner} may use {what}" if owner else f"core must not use {what}"
                    complaints.append(f"{file} includes {included}: {where}")
    return complaints


def long_files(root):
    complaints = []
    for file in files_below(root, "core", "gui", "resources", "tests", suffixes=SOURCES + (".py",)):
        lines = file.read_text(encoding="utf-8").count("\n")
        if lines > MAX_LINES:
            complaints.append(f"{file.relative_to(root)} has {lines} lines; more than {MAX_LINES} are two ideas")
    return complaints


def unguarded_headers(root):
    complaints = []
    for file in files_below(root, "core", "gui", "resources", "tests", suffixes=(".h",)):
        code = COMMENT.sub("", file.read_text(encoding="utf-8")).lstrip()
        if not code.startswith("#pragma once\n"):
            complaints.append(f"{file.relative_to(root)} does not start with #pragma once")
    return complaints


def machine_paths(root):
    complaints = []
    for file in files_below(root, ".", suffixes=TEXTS):
        text = file.read_text(encoding="utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), start=1):
            if MACHINE_PATH.search(line):
                complaints.append(f"{file.relative_to(root)}:{number} names a path of one machine: {line.strip()[:80]}")
    return complaints


def link_direction(edges):
    """`edges` are (from, to) pairs of CMake targets; those of core are called pk_<folder>."""
    complaints = []
    for user, used in edges:
        folder, other = user.removeprefix("pk_"), used.removeprefix("pk_")
        if folder in MAY_USE and other in MAY_USE and user != used and other not in MAY_USE[folder]:
            complaints.append(f"{user} links {used}: core/{folder} must not know {other}")
        if folder in MAY_USE and used == "PkgConfig::RDKAFKA" and folder != "broker":
            complaints.append(f"{user} links librdkafka: only core/broker may use it")
    return complaints


def gui_in_link_closure(edges, start):
    """The Qt modules with a GUI that `start` reaches through `edges`."""
    uses = {}
    for user, used in edges:
        uses.setdefault(user, set()).add(used)
    reached, waiting = set(), [start]
    while waiting:
        target = waiting.pop()
        if target not in reached:
            reached.add(target)
            waiting.extend(uses.get(target, ()))
    gui = re.compile(r"Qt6?::(Gui|Widgets|Quick|Qml|Svg|OpenGL|PrintSupport)\b")
    return [f"{start} links {target}" for target in sorted(reached) if gui.match(target)]
