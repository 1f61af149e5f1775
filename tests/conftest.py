"""Rules for every test: no screen, no network, no keyring, no folder of the person who runs them."""

import os
import socket
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.helpers.postgres", "tests.helpers.server"]

# Two shared cores make single examples slow now and then; a slow example is no bug. CI prints how to repeat a failure.
settings.register_profile("jike", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("soak", settings.get_profile("jike"), max_examples=3000)
settings.load_profile("jike")

LOCAL_HOSTS = {"127.0.0.1", "::1", "localhost"}


class NetworkRefusedError(RuntimeError):
    """A test tried to leave the machine."""


@pytest.fixture(autouse=True, scope="session")
def _no_network():
    """Let tests reach this machine and nothing else."""
    connect = socket.socket.connect

    def guarded_connect(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOCAL_HOSTS:
            raise NetworkRefusedError(address)
        return connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        yield


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test its own home, so that no test reads or writes the profile of the person who runs it."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    return home
