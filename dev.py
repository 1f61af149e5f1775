#!/usr/bin/env python3
"""One script for every job in this project: it sets the machine up, then works.

Standard library only; for Linux, macOS and Windows with Python 3.11 or newer. `python3 dev.py --help` lists the jobs.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import os
import re
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "installed-lock.sha256"
OLDEST = (3, 11)

# Qt cannot draw at all without the first group, and cannot open a window on an X11 desktop without the second.
DRAWING_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}


class SetUpError(Exception):
    """The machine lacks something this script may not or cannot install; the message says what to do."""


# ------------------------------------------------------------------------------------------------ running programs


def say(sentence: str) -> None:
    """Write one line for the person, before the output of the program that follows."""
    print(f"dev.py: {sentence}", file=sys.stderr, flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run a program in the project's folder and give its exit code.

    Ctrl+C reaches the program by itself and it may finish; a second one, or a polite kill of this script, ends it.
    """
    with subprocess.Popen([str(part) for part in command], cwd=ROOT, env={**os.environ, **(env or {})}) as process:
        before = signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        interrupted = False
        try:
            while True:
                try:
                    code = process.wait()
                except KeyboardInterrupt:
                    if interrupted:
                        process.terminate()
                    interrupted = True
                else:
                    return 128 - code if code < 0 else code
        finally:
            signal.signal(signal.SIGTERM, before)


def python(*arguments: str | Path, env: dict[str, str] | None = None) -> int:
    """Run the project's own Python."""
    return run(PYTHON, *arguments, env=env)


# --------------------------------------------------------------------------------------------------------- set-up


def set_up(*, postgres: bool = False) -> None:
    """Make the machine ready; costs well under a second when nothing is missing.

    Raises SetUpError with the exact command when something must be installed by somebody with more rights.
    """
    use_new_enough_python()
    make_environment()
    install_locked()
    install_system_libraries()
    if postgres:
        install_postgres()


def use_new_enough_python() -> None:
    """Continue under a newer Python of this machine when this one is too old.

    Raises SetUpError when there is none.
    """
    if sys.version_info >= OLDEST:
        return
    for minor in (13, 12, 11):
        newer = shutil.which(f"python3.{minor}")
        if newer:
            raise SystemExit(subprocess.call([newer, __file__, *sys.argv[1:]]))
    raise SetUpError(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]} ({sys.executable})")


def make_environment() -> None:
    """Make `.venv`, again when the Python it was made from is gone.

    Raises SetUpError when Python cannot make environments here.
    """
    if PYTHON.exists() and (VENV / "pyvenv.cfg").exists():
        return
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        install_packages([f"python3.{sys.version_info.minor}-venv"], "Python's venv module is missing")
    say(f"making {VENV}")
    shutil.rmtree(VENV, ignore_errors=True)
    if run(sys.executable, "-m", "venv", VENV) != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetUpError(f"{sys.executable} could not make {VENV}")


def install_locked() -> None:
    """Install exactly what `requirements.lock` names, checked by hash, unless that was done before.

    Raises SetUpError when the installation failed.
    """
    wanted = hashlib.sha256(LOCK.read_bytes() + str(ROOT).encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text(encoding="ascii").strip() == wanted:
        return
    say("installing the locked dependencies")
    uv = shutil.which("uv", path=str(BIN))
    installed = uv is not None and run(uv, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, LOCK) == 0
    if not installed:
        if not any(VENV.glob("[Ll]ib*/**/site-packages/pip")):
            run(PYTHON, "-m", "ensurepip")
        pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input")
        if run(*pip, "--require-hashes", "-r", LOCK) != 0:
            raise SetUpError("the locked dependencies could not be installed; is there a network?")
    link_project()
    STAMP.write_text(wanted, encoding="ascii")


def link_project() -> None:
    """Make the project importable in `.venv`, with its commands `jike` and `jike-server`."""
    for packages in (*VENV.glob("lib/python3*/site-packages"), *VENV.glob("Lib/site-packages")):
        (packages / "jike_workbench.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    for command, module in {"jike": "desktop", "jike-server": "server"}.items():
        if os.name == "nt":
            (BIN / f"{command}.cmd").write_text(f'@"%~dp0python.exe" -m {module} %*\n', encoding="ascii")
        else:
            launcher = BIN / command
            launcher.write_text(f'#!/bin/sh\nexec {shlex.quote(str(PYTHON))} -m {module} "$@"\n', encoding="utf-8")
            launcher.chmod(0o755)


def install_system_libraries() -> None:
    """Install the libraries Qt needs from the system on Linux.

    Raises SetUpError when a library without which Qt cannot draw is missing and may not be installed.
    """
    if not sys.platform.startswith("linux"):
        return
    missing = missing_libraries({**DRAWING_LIBRARIES, **WINDOW_LIBRARIES})
    if not missing:
        return
    try:
        install_packages(list(missing.values()), f"Qt needs {', '.join(missing)}")
    except SetUpError as problem:
        if missing_libraries(DRAWING_LIBRARIES):
            raise
        say(f"{problem} (going on: windows will not open, everything else works)")


def missing_libraries(libraries: dict[str, str]) -> dict[str, str]:
    """Give those libraries the loader cannot find, with the Debian package of each."""
    missing = {}
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing[library] = package
    return missing


def install_postgres() -> None:
    """Install PostgreSQL's server programs for the tests where that is possible; the tests themselves say if not."""
    known = [*Path("/usr/lib/postgresql").glob("*/bin/initdb"), *Path("/usr").glob("pgsql-*/bin/initdb")]
    if known or shutil.which("initdb") or not sys.platform.startswith("linux"):
        return
    try:
        install_packages(["postgresql"], "the tests need PostgreSQL's server programs")
    except SetUpError as problem:
        say(str(problem))


def install_packages(packages: list[str], reason: str) -> None:
    """Install Debian packages as root or through a password-free sudo.

    Raises SetUpError with the command to type when that is not allowed or does not succeed.
    """
    by_hand = f"{reason}. Please run: sudo apt-get install {' '.join(packages)}"
    if shutil.which("apt-get") is None:
        raise SetUpError(f"{reason}. On Debian the packages are called: {' '.join(packages)}")
    prefix: list[str] = []
    if os.geteuid() != 0:
        if shutil.which("sudo") is None or subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) != 0:
            raise SetUpError(by_hand)
        prefix = ["sudo", "-n"]
    say(f"{reason}; installing {' '.join(packages)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"]
    subprocess.call([*apt, "update"], stdout=subprocess.DEVNULL)
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    if subprocess.call(install, stdout=subprocess.DEVNULL) != 0:
        raise SetUpError(by_hand)
    importlib.invalidate_caches()


# ----------------------------------------------------------------------------------------------------------- jobs


def no_display() -> bool:
    """Tell whether windows cannot be shown here."""
    return sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def demo(options: argparse.Namespace, rest: list[str]) -> int:
    """Play one working day on a demo organisation; with a display, open the window afterwards."""
    headless = options.headless or no_display()
    environment = {"QT_QPA_PLATFORM": "offscreen"} if headless else {}
    flags = ["--headless"] if headless else []
    return python("-m", "tests.journeys.working_day", "--out", options.out, *flags, *rest, env=environment)


def run_desktop(_options: argparse.Namespace, rest: list[str]) -> int:
    """Open the desktop."""
    return python("-m", "desktop", *rest)


def serve(_options: argparse.Namespace, rest: list[str]) -> int:
    """Start the central server; options such as --database-url go through."""
    return python("-m", "server", "serve", *rest)


def test(_options: argparse.Namespace, rest: list[str]) -> int:
    """Run everything CI checks; with arguments, only pytest with those arguments."""
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    if rest:
        return python("-m", "pytest", *rest, env=environment)
    failed = failed_checks()
    if failed:
        say(f"NOT PASSED: {', '.join(failed)} (see above); the tests follow")
    workers = str(max(2, min(os.cpu_count() or 2, 6)))
    code = python("-m", "pytest", "-q", "-n", workers, "--dist", "worksteal", env=environment)
    return code or (1 if failed else 0)


def check(_options: argparse.Namespace, _rest: list[str]) -> int:
    """Check lock, lint, format, types and import contracts."""
    failed = failed_checks()
    say(f"NOT PASSED: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def failed_checks() -> list[str]:
    """Run every check that is no test and give the names of those that failed."""
    checks: dict[str, list[str | Path]] = {
        "lock": [PYTHON, "-m", "tests.helpers.lock"],
        "ruff check": [BIN / "ruff", "check", "--quiet", "."],
        "ruff format": [BIN / "ruff", "format", "--quiet", "--check", "."],
        "mypy": [BIN / "mypy"],
        "import contracts": [BIN / "lint-imports", "--no-logo"],
    }
    failed = []
    for name, command in checks.items():
        say(name)
        if run(*command) != 0:
            failed.append(name)
    return failed


def bench(_options: argparse.Namespace, rest: list[str]) -> int:
    """Measure; all benchmarks or the one named."""
    return python("-m", "tests.bench", *rest, env={"QT_QPA_PLATFORM": "offscreen"})


def soak(options: argparse.Namespace, rest: list[str]) -> int:
    """Try machine-made sync histories and kill desktop and server at random, in turn, until the minutes are over."""
    environment = {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", "JIKE_SYNC_EXAMPLES": "60"}
    end = time.monotonic() + options.minutes * 60
    code = 0
    while code == 0 and time.monotonic() < end:
        seed = secrets.randbelow(10**9)
        say(f"seed {seed}; to repeat: JIKE_SYNC_EXAMPLES=60 python3 dev.py test tests/sync --hypothesis-seed={seed}")
        flags = [f"--hypothesis-seed={seed}", "--timeout=0"]
        code = python("-m", "pytest", "-q", "tests/sync", *flags, *rest, env=environment)
        if code == 0:
            minutes = str(options.minutes / 8)
            code = python("-m", "tests.journeys.soak_crashes", "--minutes", minutes, env=environment)
    return code


def package(_options: argparse.Namespace, rest: list[str]) -> int:
    """Build the installer of this platform."""
    return python(Path("installers", "build.py"), *rest)


def lock(_options: argparse.Namespace, rest: list[str]) -> int:
    """Resolve pyproject.toml again and write `requirements.lock`; `--upgrade` takes newer versions."""
    arguments = ["--group", "dev", "--universal", "--generate-hashes", "--no-emit-index-url", "--quiet"]
    return run(BIN / "uv", "pip", "compile", "pyproject.toml", *arguments, "-o", LOCK.name, *rest)


JOBS = {
    "demo": demo,
    "run": run_desktop,
    "serve": serve,
    "test": test,
    "check": check,
    "bench": bench,
    "soak": soak,
    "package": package,
    "lock": lock,
}


def parser() -> argparse.ArgumentParser:
    """Describe the command line; what a job does not know goes through to its program."""
    top = argparse.ArgumentParser(prog="dev.py", description="Sets this machine up, then does one job.")
    jobs = top.add_subparsers(dest="job", required=True, metavar="JOB")
    for name, job in JOBS.items():
        sentence = re.split(r"(?<=\.)\s", job.__doc__ or "")[0]
        one = jobs.add_parser(name, help=sentence, description=sentence, add_help=name in {"demo", "check", "lock"})
        if name == "demo":
            one.add_argument("--headless", action="store_true", help="open no window even where there is a display")
            one.add_argument("--out", type=Path, default=Path("build", "demo"), help="folder for screens and papers")
        if name == "soak":
            one.add_argument("--minutes", type=float, default=60.0, help="how long; it ends at the first failure")
    return top


def main() -> int:
    """Set up, do the job, give its exit code."""
    options, rest = parser().parse_known_args()
    try:
        set_up(postgres=options.job == "test")
        return JOBS[options.job](options, rest)
    except SetUpError as problem:
        say(str(problem))
        return 1
    except KeyboardInterrupt:
        say(f"stopped: {shlex.join(sys.argv)}")
        return 130


if __name__ == "__main__":
    raise SystemExit(main())
