"""The coordinator hands over: what is ready, the file, the berita acara, and every earlier file."""

from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue

from webapp import audit, places
from webapp.accounts import guards
from webapp.accounts.forms import PressForm
from webapp.errors import NotFound
from webapp.extensions import db, start_writing
from webapp.handover import operations, queries
from webapp.handover.files import file_name, xlsx
from webapp.handover.queries import Past
from webapp.wording import counted
from webapp.words import gettext

handover = Blueprint("handover", __name__, url_prefix="/handover")

# on the page; the file has them all
LINES_SHOWN = 200


@handover.get("")
def overview() -> str:
    """What is ready, by district, and the files made before."""
    territory = guards.user().region_code
    ready = queries.ready_by_district(territory)
    return render_template(
        "handover/overview.html",
        form=PressForm(),
        ready=ready,
        total=sum(ready.values()),
        most=operations.MOST_ROWS,
        handovers=queries.handovers(territory),
        territory=places.region(territory),
        region_names=places.region_names(),
    )


@handover.post("")
def make() -> ResponseReturnValue:
    user = guards.user()
    made = operations.hand_over(territory=user.region_code, by=user)
    if made is None:
        flash(gettext("Tidak ada yang menunggu diserahkan."))
        return redirect(url_for("handover.overview"))
    db.session.commit()
    flash(
        counted(
            "%(n)s pendaftaran dicatat sebagai diserahkan. Unduh berkasnya di bawah.",
            made.row_count,
        )
    )
    return redirect(url_for("handover.show", handover_id=made.id))


@handover.get("/<handover_id>")
def show(handover_id: str) -> str:
    """The berita acara of one file, with the names it holds."""
    past = own(handover_id)
    return render_template(
        "handover/show.html",
        past=past,
        handed=queries.lines(handover_id, limit=LINES_SHOWN),
        by_district=queries.by_district(handover_id),
        territory=places.region(past.handover.region_code),
        region_names=places.region_names(),
    )


@handover.get("/<handover_id>.xlsx")
def download(handover_id: str) -> ResponseReturnValue:
    """The file again, as often as needed; each time is in the trail."""
    past, user_id = own(handover_id), guards.user().id
    name, rows = file_name(past), past.handover.row_count
    # made while nobody waits: the writer's turn is only taken for the trail
    content = xlsx(past)
    start_writing()
    audit.record(
        "handover.downloaded", kind="handover", subject_id=handover_id, by=user_id, rows=rows
    )
    db.session.commit()
    return send_file(
        BytesIO(content),
        mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        as_attachment=True,
        download_name=name,
    )


def own(handover_id: str) -> Past:
    past = queries.handover(handover_id, guards.user().region_code)
    if past is None:
        raise NotFound
    return past
