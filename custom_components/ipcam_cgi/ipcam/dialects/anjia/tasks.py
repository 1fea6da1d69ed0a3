"""What Anjia cameras do when asked: users and firmware."""

from collections.abc import Sequence

from ...model.catalogue import Access
from ...model.dialect import Account, CommandRunner, Row, Tasks
from . import codes

_ROLES = {
    Access.VISITOR: "user",
    Access.OPERATOR: "operator",
    Access.ADMINISTRATOR: "administrator",
}
_OF_USER = "/privilege"
"""Behind the name of a user in the list of all: the manual does not show it, cameras have this."""


async def _accounts(camera: CommandRunner) -> Sequence[Row]:
    record = await camera.ask("user_management.get_user")
    roles = {name: role.name.lower() for role, name in _ROLES.items()}
    return [
        {
            "name": field.removesuffix(_OF_USER),
            "role": roles.get(codes.PRIVILEGE.options.get(text.strip(), ""), "unknown"),
        }
        for field, text in record.items()
        if field.endswith(_OF_USER)
    ]


async def _add(camera: CommandRunner, account: Account) -> None:
    await camera.ask("user_management.add", **_values(account), enable="enabled")


async def _edit(camera: CommandRunner, account: Account) -> None:
    await camera.ask("user_management.edit", **_values(account))


async def _delete(camera: CommandRunner, name: str) -> None:
    await camera.ask("user_management.delete", name=name)


def _values(account: Account) -> dict[str, object]:
    values: dict[str, object] = {"name": account.name}
    if account.password is not None:
        values["newpasswd"] = account.password
    if account.role is not None:
        values["privilege"] = _ROLES[account.role]
    return values


TASKS = Tasks(
    accounts=_accounts,
    add_account=_add,
    edit_account=_edit,
    delete_account=_delete,
    firmware="OnvifFirmwareUpgrade",
)
