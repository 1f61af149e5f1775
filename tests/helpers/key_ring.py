"""A key ring that keeps its secrets in memory."""

from keyring.backend import KeyringBackend


class MemoryRing(KeyringBackend):
    """Behaves as the key ring of a desktop; `kept` maps (service, name) to secrets."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]
