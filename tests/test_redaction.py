"""What of a camera's reply may be shown, reported or kept."""

import pytest

from custom_components.ipcam_cgi.ipcam.dialects import REGISTRY
from custom_components.ipcam_cgi.ipcam.model.catalogue import Effect
from custom_components.ipcam_cgi.ipcam.redaction import REDACTED, redacted, shown, without_secrets

STATUS = REGISTRY["netwave"].commands["get_status"]
UNLISTED = ("apiToken", "clientSecret", "wpaKey", "p2pPass", "sysKey", "cloud_pwd", "credentials2")


@pytest.mark.parametrize("name", UNLISTED)
def test_a_secret_that_no_manual_lists(name: str) -> None:
    record = {name: "hunter2", "alarm_status": "1"}
    assert shown(STATUS, record) == {name: REDACTED, "alarm_status": "1"}
    assert redacted(STATUS, record) == {name: REDACTED, "alarm_status": "1"}
    assert without_secrets(STATUS, record) == {name: "", "alarm_status": "1"}


@pytest.mark.parametrize("dialect", list(REGISTRY))
def test_a_secret_that_a_manual_lists(dialect: str) -> None:
    for command in REGISTRY[dialect].commands.values():
        for name in command.secrets if command.effect is Effect.READ else ():
            record = {name: "hunter2"}
            for rule in (shown, redacted, without_secrets):
                assert "hunter2" not in rule(command, record).values(), (command.name, name)


def test_what_tells_about_people_is_for_its_owner() -> None:
    record = {"id": "00626E000001", "alias": "Nursery", "home_url": "http://camera.example"}
    assert shown(STATUS, record) == record
    assert set(redacted(STATUS, record).values()) == {REDACTED}


def test_what_a_camera_can_be_reached_by() -> None:
    """Whoever knows the number of a camera may reach it through its maker's servers."""
    command = REGISTRY["anjia"].commands["getinfo"]
    record = {"sn": "SN0123456789", "p2pid": "AAAA-000000-BBBBB", "serialNo": "0123456789"}
    assert set(redacted(command, record).values()) == {REDACTED}
    assert redacted(command, {"model": "MC20"}) == {"model": "MC20"}


def test_a_log_tells_about_people() -> None:
    """Who was there when, and from which address."""
    command = REGISTRY["netwave"].commands["get_log"]
    record = {"log_text": "Fri, 2026-11-27 10:20:30   dora   192.0.2.77   access\\n"}
    assert shown(command, record) == record
    assert redacted(command, record) == {"log_text": REDACTED}


def test_bytes_can_be_shown() -> None:
    record = {"note": "T\udcfcr"}
    assert shown(STATUS, record) == redacted(STATUS, record) == {"note": "Tür"}
    assert without_secrets(STATUS, record) == record
