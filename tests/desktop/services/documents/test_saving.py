"""Saving papers as files."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.documents import saving
from desktop.services.errors import DiskFull


@given(st.lists(st.text(max_size=300), max_size=4))
def test_that_every_name_is_taken_by_every_system(parts):
    name = saving.file_name(*parts)
    stem = name.removesuffix(".pdf")
    assert name.endswith(".pdf")
    assert len(name.encode()) <= saving.LONGEST_NAME
    assert stem
    assert not set('\\/:*?"<>|') & set(name)
    assert not any(ord(character) < 32 for character in name)
    assert stem == stem.rstrip(" .")
    assert stem.split(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT1"}


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("服务计划书", "恒岳 2027"), "服务计划书 恒岳 2027.pdf"),
        (("走访/记录:*",), "走访_记录__.pdf"),
        (("con",), "_con.pdf"),
        (("  . ",), "_.pdf"),
        (("a\nb\u202ec",), "a bc.pdf"),
    ],
)
def test_that_names_stay_readable(parts, name):
    assert saving.file_name(*parts) == name


def test_that_a_taken_name_gets_a_number(tmp_path):
    (tmp_path / "a.pdf").touch()
    (tmp_path / "a (2).pdf").touch()
    assert saving.free_path(tmp_path, "a.pdf").name == "a (3).pdf"
    assert saving.free_path(tmp_path, "b.pdf").name == "b.pdf"


def test_that_a_saved_paper_replaces_the_old_one_and_leaves_nothing_beside(tmp_path):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"old")
    saving.save(b"new", path)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_that_a_missing_folder_is_named(tmp_path):
    path = tmp_path / "gone" / "plan.pdf"
    with pytest.raises(saving.CannotSave) as refused:
        saving.save(b"pdf", path)
    assert refused.value.code == "save_no_folder"
    assert refused.value.facts["path"] == str(path)


def test_that_a_folder_in_the_way_is_named_and_stays(tmp_path):
    path = tmp_path / "plan.pdf"
    path.mkdir()
    with pytest.raises(saving.CannotSave) as refused:
        saving.save(b"pdf", path)
    assert refused.value.code == "save_is_folder"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "kind", "code"),
    [
        (errno.ENOSPC, DiskFull, "disk_full"),
        (errno.EACCES, saving.CannotSave, "save_not_permitted"),
        (errno.EROFS, saving.CannotSave, "save_read_only"),
        (errno.EIO, saving.CannotSave, "save_failed"),
    ],
)
def test_that_trouble_while_writing_is_typed_and_the_old_file_stays(tmp_path, monkeypatch, number, kind, code):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"old")

    def fail(_self, _target):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(kind) as refused:
        saving.save(b"new", path)
    assert refused.value.code == code
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
