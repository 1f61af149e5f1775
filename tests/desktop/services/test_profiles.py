from desktop.services.account import Account
from desktop.services.api import Api
from desktop.services.attachments import AttachmentStore
from desktop.services.profiles import Profile
from domain.permissions import Actor
from domain.values.people import Post
from tests.helpers.desk import NOON, open_database


def test_that_nothing_plain_stays_on_the_disk_when_the_profile_is_closed(tmp_path):
    database = open_database(tmp_path)
    store = AttachmentStore(tmp_path / "files", database, lambda: NOON)
    actor = Actor(id="a", name="", staff_no="", post=Post.ACCOUNT_MANAGER, level=3, org_id="")
    profile = Profile(Account(tmp_path, lambda: NOON), database, Api("https://localhost"), store, lambda: NOON, actor)
    lent = store.lend(store.add_bytes("纪要.txt", "金丝雀".encode()).sha256, "纪要.txt")
    assert lent.read_bytes()
    profile.close()
    assert not lent.exists()
