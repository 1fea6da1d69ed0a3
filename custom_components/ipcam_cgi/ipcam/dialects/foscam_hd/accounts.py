"""The manual's chapter "User account"."""

from ...model.catalogue import Command
from ...model.codecs import Secret, Text
from . import codes
from .rows import (
    ACTION,
    ADMINISTRATOR,
    COUNT,
    DESTRUCTIVE,
    NUMBER,
    READ,
    VISITOR,
    cgi,
    field,
    numbered_fields,
    param,
    result,
)

ACCOUNT = Text(20)
SECRET = Secret(20)

USER = param("usrName", ACCOUNT, "User name.")
NEW_USER = param("newUsrName", ACCOUNT, "The new user name.")
OLD_PASSWORD = param("oldPwd", SECRET, "The password so far.")
NEW_PASSWORD = param("newPwd", SECRET, "The new password.")
REMOTE = param("remoteIp", Text(40), "Address of whoever logs in.")
GROUP = param("groupId", NUMBER, "A number that tells sessions apart.")
OWN_NOTE = "Others than an administrator may change their own only."

ROWS: tuple[Command, ...] = (
    cgi(
        "addAccount",
        "Add an account.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=(
            USER,
            param("usrPwd", SECRET, "Its password."),
            param("privilege", codes.PRIVILEGE, "What it may do."),
        ),
    ),
    cgi("delAccount", "Remove an account.", ADMINISTRATOR, DESTRUCTIVE, params=(USER,)),
    cgi(
        "changePassword",
        "Change a password.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=(USER, OLD_PASSWORD, NEW_PASSWORD),
        note=OWN_NOTE,
    ),
    cgi(
        "changeUserName",
        "Change a user name.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=(USER, NEW_USER),
        note=OWN_NOTE,
    ),
    cgi(
        "changeUserNameAndPwdTogether",
        "Change a user name and its password.",
        ADMINISTRATOR,
        DESTRUCTIVE,
        params=(USER, NEW_USER, OLD_PASSWORD, NEW_PASSWORD),
        since="1.0.6",
        note=OWN_NOTE,
    ),
    cgi(
        "logIn",
        "Begin a session.",
        VISITOR,
        ACTION,
        params=(USER, REMOTE, GROUP, param("pwd", SECRET, "Password.")),
        returns=(
            field("logInResult", codes.LOGIN_RESULT, "What came of it."),
            field("privilege", codes.PRIVILEGE, "What the account may do."),
        ),
        note="The manual gives both -5 and -6 for a wrong password, and no name for the privilege. "
        "No other command needs the session.",
    ),
    cgi(
        "logOut",
        "End a session.",
        VISITOR,
        ACTION,
        params=(USER, param("ip", Text(40), "Address of whoever logs out."), GROUP),
        returns=(result("logOutResult"),),
    ),
    cgi(
        "getSessionList",
        "Tell who is logged in.",
        ADMINISTRATOR,
        READ,
        returns=(field("usrCnt", COUNT, "How many."), *numbered_fields("usr", 8, ACCOUNT, "User {}.")),
    ),
    cgi(
        "getUserList",
        "Tell which accounts there are.",
        ADMINISTRATOR,
        READ,
        returns=(field("usrCnt", COUNT, "How many."), *numbered_fields("usr", 8, ACCOUNT, "User {}.")),
    ),
    cgi(
        "usrBeatHeart",
        "Tell the camera that a session is still alive.",
        VISITOR,
        ACTION,
        params=(USER, REMOTE, GROUP),
        returns=(result("checkResult"),),
        note="The manual's example has the address as ip.",
    ),
)
