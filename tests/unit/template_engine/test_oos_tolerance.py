"""What is taken as it comes: keys without a value, errors that go by, files that are no templates."""

from pathlib import Path

import pytest

from scalehook.template_engine import library
from support.orchestra import Orchestra

CALL = "Action: 'ACS::ExecuteAPI', Properties: {Service: ESS, API: X}"
LISTED = "FormatVersion: OOS-2019-06-01\nTasks: [{Name: t, Action: 'ACS::ExecuteAPI'}]"


@pytest.fixture
def oos() -> Orchestra:
    """An engine."""
    return Orchestra()


@pytest.mark.parametrize("empty", ["Parameters:", "Outputs:", "Description:", "RamRole:"])
def test_keys_without_a_value(oos: Orchestra, empty: str) -> None:
    """Are as if they were not there."""
    oos.template(f"{empty}\nTasks: [{{Name: t, {CALL}, OnError: , Outputs: , Loop: , When: }}]")
    execution = oos.start()
    oos.answer({})
    assert oos.status(execution) == ("Success", "")


def test_two_tasks_of_one_name(oos: Orchestra) -> None:
    """Nothing is called, and the message says why."""
    oos.template(f"Tasks: [{{Name: a, {CALL}}}, {{Name: a, {CALL}}}]")
    assert oos.status(oos.start()) == ("Failed", "there are 2 tasks a")
    assert oos.calls() == []


@pytest.mark.parametrize(
    ("code", "selector", "status"),
    [
        ("Busy", ".Code", "Running"),
        ("Stop", ".Code", "Failed"),
        ("Done", ".Code", "Success"),
        ("Forbidden.RAM", ".Code == null", "Running"),
        ("Forbidden.RAM", ".State", "Failed"),
        ("InvalidInstance.NotFound", ".Instances.Instance[].State", "Failed"),
        ("Throttling", ".Instances.Instance[].State", "Running"),
    ],
)
def test_waiting_for_an_error_to_go(oos: Orchestra, code: str, selector: str, status: str) -> None:
    """The selector looks at errors, too; where it finds nothing, some are waited for and some not."""
    # proves: PropertySelector, DesiredValues, StopRetryValues
    wanted = f"PropertySelector: '{selector}', DesiredValues: [Done, true], StopRetryValues: [Stop]"
    wait = CALL.replace("ExecuteAPI", "WaitFor").replace("X}", f"X, {wanted}}}")
    oos.template(f"Tasks: [{{Name: t, {wait}}}]")
    execution = oos.start()
    oos.answer(code=code, message="text")
    assert oos.status(execution)[0] == status


def test_a_product_action_that_is_no_template_is_left_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The others are known all the same, whatever is wrong with its text."""
    (tmp_path / "product").mkdir()
    (tmp_path / "product" / "ACS--A--Broken.yml").write_text("a: [")
    (tmp_path / "product" / "ACS--A--Bytes.yml").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "product" / "ACS--A--Good.yml").write_text(LISTED)
    monkeypatch.setattr(library, "FOLDER", tmp_path)
    library.product_actions.cache_clear()
    try:
        assert list(library.product_actions()) == ["acs::a::good"]
    finally:
        library.product_actions.cache_clear()
