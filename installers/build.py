"""Build what people install, on the platform it is for: a .deb and a .tar.gz, a set-up .exe or .zip, a .dmg.

`python3 dev.py package` runs this in the project's environment. PyInstaller makes one folder with both programs; the
platform's own tool wraps it. What was built is started once before it counts as built.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
DIST = ROOT / "dist"
FOLDER = DIST / "jike-workbench"
DEBIAN_NAMES = {"x86_64": "amd64", "aarch64": "arm64"}


def version() -> str:
    """Give the version pyproject.toml declares."""
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def run(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a program in the project's folder; raises CalledProcessError when it fails."""
    parts = [str(part) for part in command]
    sys.stderr.write(f"build.py: {' '.join(parts)}\n")
    subprocess.run(parts, cwd=ROOT, check=True, env={**os.environ, **(env or {})})  # noqa: S603 - our own commands


def freeze() -> None:
    """Make the folder that holds both programs and everything they need."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    work = ROOT / "build" / "pyinstaller"
    options = ["--noconfirm", "--clean", "--log-level", "WARN", "--distpath", DIST, "--workpath", work]
    run(sys.executable, "-m", "PyInstaller", *options, HERE / "jike.spec")


def start_once() -> None:
    """Start both programs far enough to import everything they need."""
    suffix = ".exe" if sys.platform == "win32" else ""
    for name in ("jike-server", "jike"):
        run(FOLDER / f"{name}{suffix}", "--help", env={"QT_QPA_PLATFORM": "offscreen"})


def wrap_linux() -> list[Path]:
    """Make a .tar.gz, and a .deb where dpkg-deb exists."""
    name = f"jike-workbench-{version()}-linux-{platform.machine()}"
    made = [Path(shutil.make_archive(str(DIST / name), "gztar", DIST, FOLDER.name))]
    if shutil.which("dpkg-deb"):
        made.append(debian_package(DIST / f"{name}.deb"))
    return made


def debian_package(target: Path) -> Path:
    """Lay out the installed files and make a Debian package of them."""
    tree = ROOT / "build" / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(FOLDER, tree / "usr/lib/jike-workbench", symlinks=True)
    for folder in ("usr/bin", "usr/share/applications", "usr/share/icons/hicolor/scalable/apps", "DEBIAN"):
        (tree / folder).mkdir(parents=True)
    for name in ("jike", "jike-server"):
        (tree / "usr/bin" / name).symlink_to(f"../lib/jike-workbench/{name}")
    shutil.copy(HERE / "linux/jike.desktop", tree / "usr/share/applications/jike.desktop")
    shutil.copy(ROOT / "resources/icons/app-jike.svg", tree / "usr/share/icons/hicolor/scalable/apps/jike.svg")
    architecture = DEBIAN_NAMES.get(platform.machine(), platform.machine())
    control = (HERE / "linux/control").read_text(encoding="utf-8")
    control = control.replace("@VERSION@", version()).replace("@ARCHITECTURE@", architecture)
    (tree / "DEBIAN/control").write_text(control, encoding="utf-8")
    run("dpkg-deb", "--root-owner-group", "-Zgzip", "-z6", "--build", tree, target)
    return target


def wrap_windows() -> list[Path]:
    """Make a set-up program with Inno Setup, or a .zip where its compiler is missing."""
    compiler = shutil.which("iscc")
    if compiler is None:
        archive = shutil.make_archive(str(DIST / f"jike-workbench-{version()}-windows"), "zip", DIST, FOLDER.name)
        return [Path(archive)]
    run(compiler, f"/DVersion={version()}", HERE / "windows/jike.iss")
    return [DIST / f"jike-workbench-{version()}-windows.exe"]


def wrap_macos() -> list[Path]:
    """Make a disk image with the application in it."""
    target = DIST / f"jike-workbench-{version()}-macos-{platform.machine()}.dmg"
    source = DIST / "Jike Workbench.app"
    run("hdiutil", "create", "-volname", "Jike Workbench", "-srcfolder", source, "-ov", "-format", "UDZO", target)
    return [target]


def main() -> int:
    """Build, start once, wrap, and name what was made."""
    parser = argparse.ArgumentParser(description="Build the installer of this platform into dist/.")
    parser.add_argument("--folder-only", action="store_true", help="stop before the platform's own package")
    options = parser.parse_args()
    freeze()
    start_once()
    made = [FOLDER]
    if not options.folder_only:
        wrap = {"win32": wrap_windows, "darwin": wrap_macos}.get(sys.platform, wrap_linux)
        made = wrap()
    for path in made:
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
