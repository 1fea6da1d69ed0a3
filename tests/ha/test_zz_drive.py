import pytest
from custom_components.ipcam_cgi.ipcam.motor import Motor
from tests.ha.conftest import keys, shown, act
from tests.ha.writes import WRITES
from tests.conftest import spoken, written, changes
pytestmark = pytest.mark.usefixtures("all_enabled", "access_tokens")

@pytest.mark.parametrize("dialect", ["foscam_hd", "hucoms", "anjia"])
async def test_list(hass, camera, loaded, dialect, monkeypatch):
    monkeypatch.setattr(Motor.step, "__defaults__", (0.1,))
    writes = WRITES[spoken(camera)]
    first = camera.dump()
    bad = []
    for platform in ("switch", "select", "number", "text", "button"):
        there = set(keys(hass, loaded, platform)) 
        named = {name.partition(".")[2] for name in writes if name.startswith(f"{platform}.")}
        bad.append(f"{platform}: missing {there-named} extra {named-there}")
        for key in keys(hass, loaded, platform):
            write = writes.get(f"{platform}.{key}")
            if not write: continue
            for record, fields in write.given.items():
                camera.records[record].update(fields)
            if write.given:
                loaded.runtime_data.device.expire()
                await loaded.runtime_data.async_refresh()
            before, asked = camera.dump(), len(camera.requests)
            try:
                await act(hass, camera, platform, key, write.value)
            except Exception as e:
                bad.append(f"{platform}.{key}: {e!r}")
            w = written(camera, asked)
            if w != list(write.requests): bad.append(f"{platform}.{key}:\n  sent {w}\n  want {list(write.requests)}")
            ch = changes(before, camera.dump())
            if ch != write.changes: bad.append(f"{platform}.{key}: changed {ch} want {write.changes}")
            if write.reads and camera.requests[asked].command != write.reads: bad.append(f"{platform}.{key}: read {camera.requests[asked].command} want {write.reads}")
            s = shown(hass, camera, platform, key)
            if platform == "switch": 
                if s != ("on" if write.value else "off"): bad.append(f"{platform}.{key}: shows {s}")
            elif platform != "button" and s != str(write.value): bad.append(f"{platform}.{key}: shows {s} want {write.value}")
            camera.load(first)
    print("\n".join(bad))
