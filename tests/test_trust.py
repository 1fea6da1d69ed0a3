"""Every event in every state of a login."""

from collections.abc import Callable

import pytest

from custom_components.ipcam_cgi.ipcam.errors import AuthError, LoginLockedError
from custom_components.ipcam_cgi.ipcam.http.trust import (
    LOCKED,
    RECENT,
    TROUBLE,
    LoginTrust,
    Refusal,
    State,
    Verdict,
)
from custom_components.ipcam_cgi.ipcam.model.catalogue import Access

LATER = 1000.0
"""A time at which nothing of before is recent."""


def unproven() -> LoginTrust:
    return LoginTrust()


def trusted() -> LoginTrust:
    trust = LoginTrust()
    trust.accepted(Access.VISITOR, 0)
    trust.accepted(Access.OPERATOR, 0)
    return trust


def just_shown() -> LoginTrust:
    """A lower command was accepted right before."""
    trust = trusted()
    trust.accepted(Access.VISITOR, LATER)
    return trust


def crowded() -> LoginTrust:
    """The camera has said to have too much to do, right before."""
    trust = trusted()
    trust.overloaded(LATER)
    return trust


def doubted() -> LoginTrust:
    trust = trusted()
    assert trust.refused(Refusal.STATUS, Access.OPERATOR, "no", LATER) is Verdict.OVERLOAD
    return trust


def half_shown() -> LoginTrust:
    """A lower command was accepted since the doubt began."""
    trust = doubted()
    trust.accepted(Access.VISITOR, LATER)
    return trust


def refused() -> LoginTrust:
    trust = LoginTrust()
    trust.refused(Refusal.PASSWORD, Access.VISITOR, "no", 0)
    return trust


def locked() -> LoginTrust:
    trust = trusted()
    trust.locked(LATER)
    return trust


SITUATIONS: dict[str, Callable[[], LoginTrust]] = {
    each.__name__: each
    for each in (unproven, trusted, just_shown, crowded, doubted, half_shown, refused, locked)
}

UNPROVEN, TRUSTED, DOUBTED, REFUSED = State
LOST, RIGHTS, OVERLOAD = Verdict
NOBODY, VISITOR, OPERATOR, BOSS = Access

# For each kind of refusal, and for each level of what is refused: the verdict, and the state after it.
TABLE: dict[Refusal, dict[str, dict[Access, tuple[Verdict, State]]]] = {
    Refusal.PASSWORD: {name: dict.fromkeys((VISITOR, OPERATOR), (LOST, REFUSED)) for name in SITUATIONS}
    | {"trusted": {VISITOR: (LOST, REFUSED), OPERATOR: (LOST, REFUSED), BOSS: (LOST, REFUSED)}},
    Refusal.CHALLENGE: {
        "unproven": {VISITOR: (LOST, REFUSED), BOSS: (LOST, REFUSED)},
        "trusted": {VISITOR: (LOST, REFUSED), OPERATOR: (LOST, REFUSED), BOSS: (RIGHTS, TRUSTED)},
        "just_shown": {VISITOR: (LOST, REFUSED), OPERATOR: (RIGHTS, TRUSTED), BOSS: (RIGHTS, TRUSTED)},
        "crowded": {VISITOR: (OVERLOAD, DOUBTED), OPERATOR: (OVERLOAD, DOUBTED), BOSS: (RIGHTS, TRUSTED)},
        "doubted": {VISITOR: (LOST, REFUSED), OPERATOR: (LOST, REFUSED), BOSS: (LOST, REFUSED)},
        "half_shown": {VISITOR: (OVERLOAD, DOUBTED), OPERATOR: (RIGHTS, TRUSTED), BOSS: (RIGHTS, TRUSTED)},
        "refused": {VISITOR: (LOST, REFUSED), BOSS: (LOST, REFUSED)},
        "locked": {VISITOR: (LOST, REFUSED), BOSS: (RIGHTS, TRUSTED)},
    },
    Refusal.STATUS: {
        "unproven": {VISITOR: (LOST, REFUSED), BOSS: (LOST, REFUSED)},
        "trusted": {VISITOR: (OVERLOAD, DOUBTED), OPERATOR: (OVERLOAD, DOUBTED), BOSS: (RIGHTS, TRUSTED)},
        "just_shown": {VISITOR: (OVERLOAD, DOUBTED), OPERATOR: (OVERLOAD, DOUBTED), BOSS: (RIGHTS, TRUSTED)},
        "crowded": {VISITOR: (OVERLOAD, DOUBTED), OPERATOR: (OVERLOAD, DOUBTED), BOSS: (RIGHTS, TRUSTED)},
        "doubted": {VISITOR: (LOST, REFUSED), OPERATOR: (LOST, REFUSED), BOSS: (LOST, REFUSED)},
        "half_shown": {VISITOR: (OVERLOAD, DOUBTED), OPERATOR: (RIGHTS, TRUSTED), BOSS: (RIGHTS, TRUSTED)},
        "refused": {VISITOR: (LOST, REFUSED), BOSS: (LOST, REFUSED)},
        "locked": {VISITOR: (OVERLOAD, DOUBTED), BOSS: (RIGHTS, TRUSTED)},
    },
    Refusal.DENIAL: {
        "unproven": {VISITOR: (LOST, REFUSED), BOSS: (LOST, REFUSED)},
        "trusted": {VISITOR: (RIGHTS, DOUBTED), OPERATOR: (RIGHTS, DOUBTED), BOSS: (RIGHTS, TRUSTED)},
        "just_shown": {VISITOR: (RIGHTS, DOUBTED), OPERATOR: (RIGHTS, DOUBTED), BOSS: (RIGHTS, TRUSTED)},
        "crowded": {VISITOR: (RIGHTS, DOUBTED), OPERATOR: (RIGHTS, DOUBTED), BOSS: (RIGHTS, TRUSTED)},
        "doubted": {VISITOR: (LOST, REFUSED), OPERATOR: (LOST, REFUSED), BOSS: (LOST, REFUSED)},
        "half_shown": {VISITOR: (RIGHTS, DOUBTED), OPERATOR: (RIGHTS, TRUSTED), BOSS: (RIGHTS, TRUSTED)},
        "refused": {VISITOR: (LOST, REFUSED), BOSS: (LOST, REFUSED)},
        "locked": {VISITOR: (RIGHTS, DOUBTED), BOSS: (RIGHTS, TRUSTED)},
    },
}


@pytest.mark.parametrize(
    ("how", "situation", "level", "expected"),
    [
        pytest.param(how, situation, level, expected, id=f"{how.name}-{situation}-{level.name}")
        for how, situations in TABLE.items()
        for situation, levels in situations.items()
        for level, expected in levels.items()
    ],
)
def test_refused(how: Refusal, situation: str, level: Access, expected: tuple[Verdict, State]) -> None:
    trust = SITUATIONS[situation]()
    assert (trust.refused(how, level, "no", LATER + 1), trust.state) == expected
    if trust.state is REFUSED:
        trust.accepted(BOSS, 2 * LATER)
        trust.overloaded(2 * LATER)
        with pytest.raises(AuthError, match="no"):
            trust.require(2 * LATER)
    else:
        trust.require(2 * LATER)


def test_the_table_is_complete() -> None:
    assert TABLE.keys() == set(Refusal)
    assert all(situations.keys() == SITUATIONS.keys() for situations in TABLE.values())


@pytest.mark.parametrize(
    ("situation", "level", "state"),
    [
        ("unproven", NOBODY, UNPROVEN),
        ("unproven", VISITOR, TRUSTED),
        ("trusted", BOSS, TRUSTED),
        ("doubted", NOBODY, DOUBTED),
        ("doubted", VISITOR, DOUBTED),
        ("doubted", OPERATOR, TRUSTED),
        ("half_shown", OPERATOR, TRUSTED),
        ("refused", BOSS, REFUSED),
        ("locked", VISITOR, TRUSTED),
    ],
)
def test_accepted(situation: str, level: Access, state: State) -> None:
    trust = SITUATIONS[situation]()
    trust.accepted(level, LATER)
    assert trust.state is state
    assert (trust.doubted is not None) is (state is DOUBTED)


def test_what_is_recent() -> None:
    trust = just_shown()
    assert trust.refused(Refusal.CHALLENGE, OPERATOR, "no", LATER + RECENT) is LOST
    trust = crowded()
    assert trust.refused(Refusal.CHALLENGE, OPERATOR, "no", LATER + TROUBLE) is LOST


def test_an_account_with_fewer_rights_than_before() -> None:
    trust = half_shown()
    assert trust.refused(Refusal.STATUS, OPERATOR, "no", LATER) is RIGHTS
    assert trust.level is VISITOR
    # And with as many again.
    trust.accepted(OPERATOR, LATER)
    assert trust.level is OPERATOR


def test_a_locked_account() -> None:
    trust = locked()
    with pytest.raises(LoginLockedError):
        trust.require(LATER + LOCKED - 1)
    trust.require(LATER + LOCKED)
