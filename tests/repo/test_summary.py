"""The count at the end of `make test` does not call silence a success."""

from tests.support.summary import PARTS, main

GREEN = '<testsuites><testsuite><testcase name="a"/><testcase name="b"/></testsuite></testsuites>'
RED = '<testsuites><testcase name="a"><failure/></testcase><testcase name="b"/></testsuites>'


def reports(folder, **different):
    for part in PARTS:
        (folder / f"{part}.xml").write_text(different.get(part, GREEN))
    return folder


def last_line(capsys):
    return capsys.readouterr().out.splitlines()[-1]


def test_all_parts_green_is_a_success(tmp_path, capsys):
    assert main(reports(tmp_path)) == 0
    assert last_line(capsys) == f"{2 * len(PARTS)} passed, 0 failed"


def test_one_failure_in_any_part_fails_the_whole(tmp_path, capsys):
    assert main(reports(tmp_path, client=RED)) == 1
    assert last_line(capsys) == f"{2 * len(PARTS) - 1} passed, 1 failed"


def test_a_part_that_ran_nothing_fails_the_whole(tmp_path, capsys):
    assert main(reports(tmp_path, learning="<testsuites/>")) == 1
    assert "nothing ran" in capsys.readouterr().out


def test_a_part_that_left_no_report_fails_the_whole(tmp_path):
    (reports(tmp_path) / "postgresql.xml").unlink()
    assert main(tmp_path) == 1
