"""The manual's chapter "User account"."""

from ....model.catalogue import Command
from ....model.codecs import Secret, Text
from ....model.rows import ACTION, ADMINISTRATOR, DESTRUCTIVE, READ, VISITOR, field, required
from .. import codes
from .common import COUNT, NUMBER, numbered_fields, result, row

ACCOUNT = Text(20)
SECRET = Secret(20)

USER = required("usrName", ACCOUNT, "User name.")
NEW_USER = required("newUsrName", ACCOUNT, "The new user name.")
OLD_PASSWORD = required("oldPwd", SECRET, "The password so far.")
NEW_PASSWORD = required("newPwd", SECRET, "The new password.")
REMOTE = required("remoteIp", Text(40), "Address of whoever logs in.")
GROUP = required("groupId", NUMBER, "A number that tells sessions apart.")
OWN_NOTE = "Others than an administrator may change their own only."

ROWS: tuple[Command, ...] = (
    row(
        "addAccount",
        "Add an account.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=(
            USER,
            required("usrPwd", SECRET, "Its password."),
            required("privilege", codes.PRIVILEGE, "What it may do."),
        ),
    ),
    row("delAccount", "Remove an account.", ADMINISTRATOR, DESTRUCTIVE, params=(USER,)),
    row(
        "changePassword",
        "Change a password.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=(USER, OLD_PASSWORD, NEW_PASSWORD),
        note=OWN_NOTE,
    ),
    row(
        "changeUserName",
        "Change a user name.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=(USER, NEW_USER),
        note=OWN_NOTE,
    ),
    row(
        "changeUserNameAndPwdTogether",
        "Change a user name and its password.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=(USER, NEW_USER, OLD_PASSWORD, NEW_PASSWORD),
        since="1.0.6",
        note=OWN_NOTE,
    ),
    row(
        "logIn",
        "Begin a session.",
        VISITOR,
        ACTION,
        params=(USER, REMOTE, GROUP, required("pwd", SECRET, "Password.")),
        returns=(
            field("logInResult", codes.LOGIN_RESULT, "What came of it."),
            field("privilege", codes.PRIVILEGE, "What the account may do."),
        ),
        note="The manual gives both -5 and -6 for a wrong password, and no name for the privilege. "
        "No other command needs the session.",
    ),
    row(
        "logOut",
        "End a session.",
        VISITOR,
        ACTION,
        params=(USER, required("ip", Text(40), "Address of whoever logs out."), GROUP),
        returns=(result("logOutResult"),),
    ),
    row(
        "getSessionList",
        "Tell who is logged in.",
        ADMINISTRATOR,
        READ,
        returns=(field("usrCnt", COUNT, "How many."), *numbered_fields("usr", 8, ACCOUNT, "User {}.")),
    ),
    row(
        "getUserList",
        "Tell which accounts there are.",
        ADMINISTRATOR,
        READ,
        returns=(field("usrCnt", COUNT, "How many."), *numbered_fields("usr", 8, ACCOUNT, "User {}.")),
    ),
    row(
        "usrBeatHeart",
        "Tell the camera that a session is still alive.",
        VISITOR,
        ACTION,
        params=(USER, REMOTE, GROUP),
        returns=(result("checkResult"),),
        note="The manual's example has the address as ip.",
    ),
)
