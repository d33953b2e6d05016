"""The office's keys: many may ask for one first, and a key that is there is never written again."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from config import Config, UnsafeSetting
from webapp import keyfiles
from webapp.keyfiles import kept_key
from webapp.keyring import Keyring

AT_ONCE = 8


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "data.key"


def test_the_first_use_makes_a_key_for_its_owner_alone(file):
    key = kept_key(file)
    assert len(bytes.fromhex(key)) == 32
    assert file.read_text() == key
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert list(file.parent.iterdir()) == [file]


def test_all_who_come_first_at_once_read_the_one_key_that_stays(tmp_path):
    ready = Barrier(AT_ONCE)

    def first(file: Path) -> str:
        ready.wait()
        return kept_key(file)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for office in range(50):
            file = tmp_path / str(office) / "data.key"
            keys = set(pool.map(first, [file] * AT_ONCE))
            assert keys == {file.read_text()}
            assert list(file.parent.iterdir()) == [file]


def test_a_key_that_is_there_is_only_read(file, monkeypatch):
    key = kept_key(file)
    monkeypatch.setattr(keyfiles, "make", None)
    assert kept_key(file) == key


def test_a_key_copied_back_by_hand_may_end_with_a_line(file):
    key = kept_key(file)
    file.write_text(f"{key}\n")
    assert kept_key(file) == key


@pytest.mark.parametrize("left", ["", "\n", "ab" * 31, "ab" * 33, "xy" * 32])
def test_a_damaged_file_stops_the_office_and_stays_as_it_is(file, left):
    file.parent.mkdir()
    file.write_text(left)
    with pytest.raises(UnsafeSetting, match=r"data\.key: put back the copy"):
        kept_key(file)
    assert file.read_text() == left


def test_what_a_power_cut_left_beside_the_keys_is_no_key(tmp_path):
    ring = Keyring(tmp_path)
    current = ring.current.key_id
    (tmp_path / "office-0002.key.k3x9").write_text("ab")
    assert [pair.key_id for pair in ring.pairs()] == [current]


@pytest.mark.parametrize("said", ["ab" * 31, "xy" * 32, "geheim"])
def test_a_data_key_that_is_none_is_refused(said):
    with pytest.raises(UnsafeSetting, match="JANGKAU_DATA_KEY"):
        Config.from_env({"JANGKAU_DATA_KEY": said})
