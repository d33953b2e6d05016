"""The slot in the door: sealed work is left here with a token that reads nothing."""

from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from webapp.accounts import guards
from webapp.deposits import operations
from webapp.deposits.boxes import SealedItem
from webapp.extensions import db, start_writing
from webapp.sync import schemas
from webapp.sync.bodies import read_json, write_json
from webapp.sync.views import PREFIX, checked, phone, standing

deposit = Blueprint("deposit", __name__, url_prefix=PREFIX)


@deposit.post("/sealed")
def leave() -> ResponseReturnValue:
    items = sealed_items(checked(schemas.SEALED, read_json()))
    results = operations.deliver(items=items, device=guards.device(), user=guards.user())
    answer = write_json({"results": results, **standing()})
    db.session.commit()
    return answer


@phone.post("/sealed/open")
def reopen() -> ResponseReturnValue:
    """Back to their writer, who signed in anew: a forgotten PIN, or another phone."""
    items = sealed_items(checked(schemas.SEALED_TO_OPEN, read_json()))
    user = guards.user()
    start_writing()
    opened = operations.reopen(items=items, user=user)
    answer = write_json(
        {
            "opened": [{"id": one.item.id, "content": one.content} for one in opened],
            **standing(),
        }
    )
    db.session.commit()
    return answer


def sealed_items(body: dict[str, Any]) -> list[SealedItem]:
    return [SealedItem.read(one) for one in body["items"]]
