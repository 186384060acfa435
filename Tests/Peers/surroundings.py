"""Where things are: the package, the shared files beside it, the peers' Python and the program."""
import datetime
import os
import platform
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAM = os.environ.get("KIGEZO", os.path.join(ROOT, ".build/release/kigezo"))


def shared(path):
    """A file of the folder `shared` beside the package or above it; None where there is none."""
    folder = ROOT
    while folder != "/":
        folder = os.path.dirname(folder)
        found = os.path.join(folder, "shared", path)
        if os.path.exists(found):
            return found
    return None


def python():
    """A Python that has the peers: PEERS_PYTHON, or one in .build-peers, made here if need be."""
    if "PEERS_PYTHON" in os.environ:
        return os.environ["PEERS_PYTHON"]
    folder = os.path.join(ROOT, ".build-peers")
    interpreter = os.path.join(folder, "bin/python")
    if not os.path.exists(os.path.join(folder, "complete")):
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([interpreter, "-m", "pip", "install", "-q", "-r", os.path.join(HERE, "requirements.txt")],
                       check=True)
        open(os.path.join(folder, "complete"), "w").close()
    return interpreter


def check_program():
    if not os.path.exists(PROGRAM):
        sys.exit(f"there is no {PROGRAM}: swift build -c release --product kigezo, or set KIGEZO")


def machine():
    """One line on when and where, for the head of a table."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (f"{datetime.date.today()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.machine()}, "
            f"load before {load:.1f}")


def versions(interpreter, packages):
    """Versions of packages in the peers' Python, and of the program."""
    script = "import sys, importlib.metadata as m; print(', '.join(f'{p} {m.version(p)}' for p in sys.argv[1:]))"
    peers = subprocess.run([interpreter, "-c", script, *packages], check=True, capture_output=True, text=True).stdout
    own = subprocess.run([PROGRAM, "version"], check=True, capture_output=True, text=True).stdout
    return f"{own.strip()}; {peers.strip()}"
