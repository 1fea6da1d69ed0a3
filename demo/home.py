"""A real Home Assistant process on the loopback address, and the requests that its own pages make to it."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
import json
import os
from pathlib import Path
import shutil
import socket
import sys
from typing import Any, Self
from zipfile import ZipFile

import aiohttp

HOST = "127.0.0.1"
DOMAIN = "ipcam_cgi"
ROOT = Path(__file__).resolve().parent.parent

BYTECODE = ROOT / ".cache" / "bytecode"
"""What Python has compiled for the processes of Home Assistant."""
RESTART = 100
"""What Home Assistant ends with when it wants to be started again."""
START_SECONDS = 120
STOP_SECONDS = 30

CONFIGURATION = """\
homeassistant:
  name: Demo
  country: NL
  language: en
  unit_system: metric
  auth_providers:
    - type: trusted_networks
      trusted_networks: [127.0.0.1]
      allow_bypass_login: true
    - type: homeassistant
automation: !include automations.yaml
config:
frontend:
history:
logbook:
my:
recorder:
  commit_interval: 1
# The demo does without ffmpeg and libturbojpeg, which are not everywhere; Home Assistant would complain.
logger:
  default: warning
  logs:
    haffmpeg: fatal
    homeassistant.components.camera.img_util: fatal
    custom_components.ipcam_cgi: info
"""


class HomeError(Exception):
    """Home Assistant did not do what it was asked; the text is for a person."""


class Home:
    """One Home Assistant with the integration installed. Nothing of it is reachable from another machine."""

    def __init__(self, folder: Path, port: int, archive: Path | None = None) -> None:
        """Keep everything in `folder` and serve on `port`.

        The integration comes out of the `archive` of a release; without one it is this checkout's, as it is
        when Home Assistant starts.
        """
        self.folder = folder
        self._archive = archive
        self.config = folder / "config"
        self.log = folder / "home-assistant.log"
        self.url = f"http://{HOST}:{port}"
        self._port = port
        self._process: asyncio.subprocess.Process | None = None
        self._client: aiohttp.ClientSession | None = None
        self._token = ""

    async def __aenter__(self) -> Self:
        """Start, and make the owner's account when there is none."""
        try:
            await self.start()
        except BaseException:
            await self.stop()
            raise
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Stop."""
        await self.stop()

    @property
    def bytecode(self) -> Path:
        """Where Python keeps what it has compiled of the installed integration."""
        installed = self.config / "custom_components" / DOMAIN
        return BYTECODE / installed.relative_to(installed.anchor)

    @property
    def _complete(self) -> Path:
        return self.folder / "complete"

    async def start(self) -> None:
        """Start the process and wait until its pages answer."""
        version = _version()
        if not self._complete.exists() or self._complete.read_text() != version:
            # Left behind by a first start that was interrupted, or by another release.
            shutil.rmtree(self.folder, ignore_errors=True)
        self._write_config()
        self.log.unlink(missing_ok=True)
        await self._launch()
        self._client = aiohttp.ClientSession(base_url=self.url)
        async with asyncio.timeout(START_SECONDS):
            await self._log_in()
            await self._running()
        self._complete.write_text(version)

    def _write_config(self) -> None:
        storage = self.config / ".storage"
        storage.mkdir(parents=True, exist_ok=True)
        (self.config / "configuration.yaml").write_text(CONFIGURATION)
        automations = self.config / "automations.yaml"
        if not automations.exists():
            automations.write_text("[]\n")
        installed = self.config / "custom_components" / DOMAIN
        installed.parent.mkdir(exist_ok=True)
        # Without it the checkout's package of this name, near the working directory, would come first.
        (installed.parent / "__init__.py").touch()
        if self._archive is None:
            installed.unlink(missing_ok=True)
            installed.symlink_to(ROOT / "custom_components" / DOMAIN)
        else:
            with ZipFile(self._archive) as content:
                content.extractall(installed)
        # An address in configuration.yaml would count for the first start only, and on trial.
        _store(
            storage, "http", 2, 2, {"stable": self._server(), "pending": None, "yaml_migration_done": True}
        )
        if not (storage / "onboarding").exists():
            # This step of the welcome would set up weather and radio, which ask the internet.
            _store(storage, "onboarding", 4, 1, {"done": ["core_config"]})

    def _server(self) -> dict[str, Any]:
        return {
            "server_host": [HOST],
            "server_port": self._port,
            "cors_allowed_origins": [],
            "login_attempts_threshold": -1,
            "ip_ban_enabled": False,
            "ssl_profile": "modern",
            "use_x_frame_options": True,
            "created_at": "2026-01-01T00:00:00+00:00",
            "error": None,
            "error_message": None,
        }

    async def _launch(self) -> None:
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "demo.hass",
                "--skip-pip",
                "--log-no-color",
                "--config",
                str(self.config),
                cwd=ROOT,
                stdin=asyncio.subprocess.PIPE,
                stdout=log,
                stderr=log,
                env=_environment(),
                # Ctrl-C in the terminal is for the process that started this one; it ends it in order.
                start_new_session=True,
            )

    async def run(self) -> None:
        """Return when Home Assistant has ended; start it again when it only wanted that."""
        assert self._process is not None
        while await self._process.wait() == RESTART:
            await self._launch()

    async def stop(self) -> None:
        """End the process, in good order if it can."""
        if self._client is not None:
            await self._client.close()
        process = self._process
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            async with asyncio.timeout(STOP_SECONDS):
                await process.wait()
        finally:
            with suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _log_in(self) -> None:
        steps = await self._patiently("/api/onboarding")
        done = {step["step"] for step in steps if step["done"]} if steps is not None else None
        who = {"client_id": f"{self.url}/", "redirect_uri": f"{self.url}/"}
        if done is not None and "user" not in done:
            account = {"name": "Demo", "username": "demo", "password": "demo", "language": "en"}
            await self.post("/api/onboarding/users", {**account, "client_id": who["client_id"]})
        flow = await self.post("/auth/login_flow", {**who, "handler": ["trusted_networks", None]})
        form = {"client_id": who["client_id"], "grant_type": "authorization_code", "code": flow["result"]}
        assert self._client is not None
        async with self._client.post("/auth/token", data=form) as response:
            self._token = (await response.json())["access_token"]
        if done is None:
            return
        for step, data in (("analytics", {}), ("integration", who)):
            if step not in done:
                await self.post(f"/api/onboarding/{step}", data)

    async def _patiently(self, path: str) -> Any:
        """Return the answer as soon as there is one; None where nothing is left to answer."""
        assert self._client is not None
        assert self._process is not None
        while True:
            if self._process.returncode is not None:
                raise HomeError(f"Home Assistant ended while starting. Its last words:\n{self.last_words()}")
            with suppress(aiohttp.ClientError):
                async with self._client.get(path) as response:
                    if response.status == 404:
                        return None
                    if response.ok:
                        return await response.json()
            await asyncio.sleep(0.1)

    def last_words(self) -> str:
        """Return the end of the log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])

    async def _running(self) -> None:
        while (await self.ask("get_config"))["state"] != "RUNNING":  # noqa: ASYNC110
            await asyncio.sleep(0.1)

    async def ask(self, command: str, /, **values: Any) -> Any:
        """Send a command of the WebSocket API and return its result."""
        assert self._client is not None
        async with self._client.ws_connect("/api/websocket", max_msg_size=0) as connection:
            await connection.receive_json()
            await connection.send_json({"type": "auth", "access_token": self._token})
            await connection.receive_json()
            await connection.send_json({"id": 1, "type": command, **values})
            reply = await connection.receive_json()
        if not reply.get("success"):
            raise HomeError(f"{command}: {reply}")
        return reply["result"]

    async def get(self, path: str) -> Any:
        """Return what the REST API has at `path`."""
        return await self._request("GET", path, None)

    async def post(self, path: str, data: Mapping[str, Any]) -> Any:
        """Send `data` to the REST API and return its answer."""
        return await self._request("POST", path, data)

    async def _request(self, method: str, path: str, data: Mapping[str, Any] | None) -> Any:
        assert self._client is not None
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        async with self._client.request(method, path, json=data, headers=headers) as response:
            if not response.ok:
                raise HomeError(f"{method} {path}: {response.status} {await response.text()}")
            return await response.json()

    async def entries(self) -> list[dict[str, Any]]:
        """Return the cameras that were added."""
        entries: list[dict[str, Any]] = await self.get(f"/api/config/config_entries/entry?domain={DOMAIN}")
        return entries

    async def wait_until_loaded(self) -> None:
        """Wait for cameras that were asked before they listened, or at their old address."""
        async with asyncio.timeout(START_SECONDS):
            while any(entry["state"] != "loaded" for entry in await self.entries()):  # noqa: ASYNC110
                await asyncio.sleep(0.2)

    async def add_camera(self, title: str, form: Mapping[str, Any], options: Mapping[str, Any]) -> None:
        """Fill in the form that adds a camera; one that is there already only gets its new address."""
        flows = "/api/config/config_entries/flow"
        flow = await self.post(flows, {"handler": DOMAIN})
        result = await self.post(f"{flows}/{flow['flow_id']}", form)
        if result["type"] == "create_entry":
            entry_id = result["result"]["entry_id"]
            if result["title"] != title:
                # Some cameras have no name of their own.
                await self.ask("config_entries/update", entry_id=entry_id, title=title)
                await self.post(f"/api/config/config_entries/entry/{entry_id}/reload", {})
            if options:
                await self.set_options(entry_id, options)
        elif result.get("reason") != "already_configured":
            raise HomeError(
                f"The camera at port {form['port']} was not added: {result.get('errors') or result}"
            )

    async def set_options(self, entry_id: str, options: Mapping[str, Any]) -> None:
        """Change some of the options of a camera in their form."""
        flows = "/api/config/config_entries/options/flow"
        flow = await self.post(flows, {"handler": entry_id})
        filled = {
            section["name"]: {
                field["name"]: options.get(field["name"], _preset(field)) for field in section["schema"]
            }
            for section in flow["data_schema"]
        }
        result = await self.post(f"{flows}/{flow['flow_id']}", filled)
        if result["type"] != "create_entry":
            raise HomeError(f"The options were not taken: {result.get('errors') or result}")

    async def remove(self, entry_id: str) -> None:
        """Remove a camera."""
        await self._request("DELETE", f"/api/config/config_entries/entry/{entry_id}", None)

    async def entities(self) -> list[dict[str, Any]]:
        """Return the enabled entities of all cameras from the registry."""
        entries: Sequence[dict[str, Any]] = await self.ask("config/entity_registry/list")
        return [entry for entry in entries if entry["platform"] == DOMAIN and not entry["disabled_by"]]

    async def enable_keys(self, keys: Collection[str]) -> None:
        """Enable the entities of these keys that are disabled at first."""
        changed = set()
        for each in await self.ask("config/entity_registry/list"):
            key = each["unique_id"].partition("_")[2]
            if each["platform"] == DOMAIN and each["disabled_by"] == "integration" and key in keys:
                await self.ask("config/entity_registry/update", entity_id=each["entity_id"], disabled_by=None)
                changed.add(each["config_entry_id"])
        for entry_id in changed:
            await self.post(f"/api/config/config_entries/entry/{entry_id}/reload", {})

    async def save_dashboard(self, path: str, title: str, icon: str, config: Mapping[str, Any]) -> None:
        """Make a dashboard, or replace what is in it."""
        await self.make_dashboard(path, title, icon)
        await self.ask("lovelace/config/save", url_path=path, config=config)

    async def has_dashboard(self, path: str) -> bool:
        """Whether there is a dashboard at this path."""
        return any(each["url_path"] == path for each in await self.ask("lovelace/dashboards/list"))

    async def make_dashboard(self, path: str, title: str, icon: str) -> None:
        """Make a dashboard and let the address of Home Assistant lead to it."""
        if not await self.has_dashboard(path):
            await self.ask(
                "lovelace/dashboards/create",
                url_path=path,
                title=title,
                icon=icon,
                show_in_sidebar=True,
                require_admin=False,
                mode="storage",
            )
        await self.ask("frontend/set_system_data", key="core", value={"default_panel": path})


def _preset(field: Mapping[str, Any]) -> Any:
    """Return what a form shows in a field before anyone writes into it."""
    suggested = (field.get("description") or {}).get("suggested_value")
    return field.get("default") if suggested is None else suggested


def _store(folder: Path, key: str, version: int, minor: int, data: Mapping[str, Any]) -> None:
    content = {"version": version, "minor_version": minor, "key": key, "data": data}
    (folder / key).write_text(json.dumps(content))


def _environment() -> dict[str, str]:
    """Return the environment, in which a second start finds what the first one has compiled."""
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(BYTECODE)}


def _version() -> str:
    from homeassistant.const import __version__  # noqa: PLC0415

    return f"{__version__} {ROOT}"


def is_free(port: int) -> bool:
    """Whether nothing listens on a port of the loopback address."""
    with socket.socket() as probe:
        # As servers do it: a port whose last connections are still dying is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def free_port() -> int:
    """Return a port of the loopback address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
