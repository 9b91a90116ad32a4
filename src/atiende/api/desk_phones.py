"""The telephone on one's desk, one's own or, for who administers users, somebody's."""

from fastapi import APIRouter
from pydantic import BaseModel

from atiende.actions import desk_phones as actions
from atiende.api.admin_reach import must_hold
from atiende.api.asked import Asked
from atiende.api.permissions import SignedIn
from atiende.api.shapes import Shape
from atiende.domain.errors import LookingOnly, NotAllowed, NotFound
from atiende.domain.work import User

router = APIRouter(prefix="/api/v1/users/{user_id}/desk_phone", tags=["users"])
MANAGE = "user.manage"


class DeskPhoneShown(Shape):
    """What is typed into it. `password` only where it was asked for; `ready`: it is registered now."""

    server: str
    name: str
    password: str = ""
    ready: bool = False


class PasswordAsked(BaseModel):
    renew: bool = False


@router.get("", response_model=DeskPhoneShown | None)
async def get_desk_phone(asked: SignedIn, user_id: str) -> DeskPhoneShown | None:
    """Server and user, without the password; null where the centre has no desk phones."""
    _must_be_mine(asked, user_id)
    if await asked.reading.get(User, user_id) is None:
        raise NotFound(kind="user", id=user_id)
    typed = await actions.desk_phone(asked.desk, asked.tenant, user_id)
    return None if typed is None else DeskPhoneShown.model_validate(typed)


@router.post("/password", response_model=DeskPhoneShown)
async def show_desk_phone(asked: SignedIn, user_id: str, wanted: PasswordAsked) -> DeskPhoneShown:
    """Its password, another one with `renew`. It is in the audit log."""
    if asked.viewer.by:
        raise LookingOnly()
    _must_be_mine(asked, user_id)
    shown = await actions.show_desk_phone(asked.desk, asked.tenant, user_id, asked.viewer.actor, renew=wanted.renew)
    return DeskPhoneShown.model_validate(shown)


def _must_be_mine(asked: Asked, user: str) -> None:
    if asked.viewer.user == user:
        return
    if not asked.viewer.covers(MANAGE):
        raise NotAllowed(permission=MANAGE)
    must_hold(asked, MANAGE)
