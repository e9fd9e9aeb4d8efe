"""`make setup`: the virtual environment with what Gemel runs on, and a stamp when it is complete.

Run by the system's own Python, before anything is installed: the standard library only. The statistics libraries come
apart, for they are ten times the rest: `python config/setup.py .venv insights`.
"""

import shutil
import subprocess
import sys
import time
from pathlib import Path

BASE, INSIGHTS = "base", "insights"
LISTS = {BASE: ["requirements.txt", "requirements-dev.txt"], INSIGHTS: ["requirements-insights.txt"]}
STAMPS = {BASE: ".installed", INSIGHTS: ".installed-insights"}


def main(folder, part=BASE):
    if sys.version_info < (3, 11):  # noqa: UP036  (whoever runs this with an older one must be told)
        found = f"{sys.executable} is {sys.version.split()[0]}"
        sys.exit(f"Gemel needs Python 3.11 or later; {found}. Try: make PYTHON=python3.11")
    started = time.monotonic()
    venv = Path(folder)
    python = venv / "bin" / "python"
    if part == BASE and not _works(python):
        print(f"Making the virtual environment in {venv} ...", flush=True)
        _make(venv)
    names = " and ".join(LISTS[part])
    print(f"Installing the packages of {names}; the first time takes 1-2 minutes ...", flush=True)
    lists = [word for name in LISTS[part] for word in ("-r", name)]
    # What is imported is compiled at its first import; compiling all of it here takes half a minute.
    if not _install([str(python), "-m", "pip", "install", "--no-compile", "--progress-bar", "off", *lists]):
        sys.exit("Some packages could not be installed; what pip said stands above. Nothing was started.")
    (venv / STAMPS[part]).write_text(f"Everything in {names} is installed.\n")
    print(f"Set up in {time.monotonic() - started:.0f} s.", flush=True)


def _works(python):
    """An environment copied from elsewhere, or made by a Python that is gone, is made anew."""
    if not python.exists():
        return False
    return subprocess.run([python, "-c", "import pip"], capture_output=True).returncode == 0


def _make(venv):
    try:
        import ensurepip  # noqa: F401  (Debian leaves it out of its python3 package)
    except ImportError:
        release = f"{sys.version_info.major}.{sys.version_info.minor}"
        sys.exit(
            f"This Python cannot make virtual environments: its module ensurepip is missing.\n"
            f"On Debian and Ubuntu: apt-get install python{release}-venv  (as root). Then call make again."
        )
    shutil.rmtree(venv, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)


def _install(command):
    """Run pip with one short line for each package, and its full words when it fails."""
    said = []
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    for line in pip.stdout:
        said.append(line)
        if line.startswith("Collecting "):
            print("  " + line.split()[1], flush=True)
        elif line.startswith(("Installing collected", "Building wheel")):
            print("  " + line.split(":")[0].strip() + " ...", flush=True)
    if pip.wait():
        print("".join(said[-40:]), flush=True)
    return pip.returncode == 0


if __name__ == "__main__":
    main(*sys.argv[1:])
