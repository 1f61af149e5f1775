import subprocess
import sys

from tests.architecture.source import ROOT

SLOW = {
    "reportlab",
    "pypdfium2",
    "openpyxl",
    "alembic",
    "mako",
    "PIL",
    "keyring",
    "babel",
    "litestar",
    "uvicorn",
    "psycopg",
}


def test_that_the_first_window_loads_no_slow_library():
    program = "import sys, desktop.app; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    ran = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert SLOW & set(ran.stdout.split()) == set()
