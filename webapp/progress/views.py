"""Quotas, pace and coverage for supervisors and coordinators: one rule, one set of numbers."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp import clock, places, reference_data
from webapp.accounts import guards
from webapp.accounts import queries as accounts
from webapp.accounts.forms import PressForm
from webapp.errors import Invalid, NotFound
from webapp.extensions import db
from webapp.outreach import queries as outreach
from webapp.progress import operations, periods
from webapp.progress.coverage import districts
from webapp.progress.forms import field_of, read_targets
from webapp.progress.queries import Member, members
from webapp.progress.rows import ROWS_A_PAGE, Figure, rows, size
from webapp.progress.tiles import scheme
from webapp.tally.queries import COUNTED
from webapp.tally.totals import total_of
from webapp.wording import counted
from webapp.words import gettext

team = Blueprint("team", __name__, url_prefix="/progress")
coordination = Blueprint("coordination", __name__, url_prefix="/coordination")

BEHIND_SHOWN = 10
VILLAGES_SHOWN = 8


@team.get("", endpoint="overview")
def own_volunteers() -> str:
    """How far the supervisor's own volunteers are."""
    period = wanted_period()
    return render_template("progress/team.html", **how_far(period))


@coordination.get("")
def overview() -> str:
    """How far we are, who is behind, where, and what keeps people out."""
    period = wanted_period()
    territory = guards.user().region_code
    since, before = periods.bounds(period)
    covered = districts(territory, period=period)
    met = outreach.hindrances(territory, since=since, before=before)
    return render_template(
        "progress/coordination.html",
        **how_far(period),
        behind_shown=BEHIND_SHOWN,
        districts=covered,
        scheme=scheme(covered),
        hindrances=met[:VILLAGES_SHOWN],
        more_villages=max(0, len(met) - VILLAGES_SHOWN),
        obstacle_labels=reference_data.obstacle_labels(),
    )


@team.get("/registrations", endpoint="registrations")
def registrations_of_team() -> str:
    return rows_behind()


@coordination.get("/registrations")
def registrations() -> str:
    return rows_behind()


@coordination.get("/visits")
def visits() -> str:
    """The visits behind the obstacles."""
    period, page = wanted_period(), wanted_page()
    since, before = periods.bounds(period)
    village = places.region(request.args.get("village", ""))
    found = outreach.visits(
        guards.user().region_code,
        since=since,
        before=before,
        village=village.code if village else None,
        page=page,
    )
    return render_template(
        "progress/visits.html",
        period=period,
        village=village,
        visits=found,
        page=page,
        more=len(found) == outreach.VISITS_A_PAGE,
        obstacle_labels=reference_data.obstacle_labels(),
        occupation_labels=reference_data.occupation_labels(),
    )


@coordination.get("/quotas")
def quotas() -> str:
    return quotas_page(wanted_period(), errors={})


@coordination.post("/quotas")
def set_quotas() -> ResponseReturnValue:
    period = periods.chosen_period(request.form.get("period"))
    if period < periods.this_period():
        raise Invalid(gettext("Bulan ini sudah lewat. Targetnya tetap seperti adanya."))
    present = {
        member.user.id: member.progress.target
        for member in members(guards.user().region_code, period=period, today=clock.today())
    }
    targets = read_targets(request.form, present)
    if targets.errors:
        return quotas_page(period, errors=targets.errors), 422
    changed = operations.set_quotas(
        targets={
            user_id: target
            for user_id, target in targets.asked.items()
            if target != present[user_id]
        },
        period=period,
        by=guards.user(),
    )
    db.session.commit()
    flash(
        counted("Target %(n)s relawan diganti.", changed)
        if changed
        else gettext("Tidak ada target yang berubah.")
    )
    return redirect(url_for("coordination.quotas", period=period))


def quotas_page(period: str, *, errors: dict[str, str]) -> str:
    territory, today = guards.user().region_code, clock.today()
    before = {
        member.user.id: member.progress
        for member in members(territory, period=periods.moved(period, -1), today=today)
    }
    return render_template(
        "progress/quotas.html",
        form=PressForm(),
        period=period,
        periods=periods.choices(period),
        open=period >= periods.this_period(),
        members=by_name(members(territory, period=period, today=today)),
        before=before,
        errors=errors,
        sent=request.form,
        field_of=field_of,
        region_names=places.region_names(),
    )


def by_name(found: list[Member]) -> list[Member]:
    # the order must not move while somebody types down the column
    return sorted(found, key=lambda member: (member.user.full_name, member.user.id))


def how_far(period: str) -> dict[str, Any]:
    """What both first pages show: every volunteer of the territory, and all of them together."""
    user = guards.user()
    found = members(user.region_code, period=period, today=clock.today())
    return {
        "period": period,
        "periods": periods.choices(period),
        "today": clock.today(),
        "territory": places.region(user.region_code),
        "members": found,
        "total": total_of((member.progress for member in found), period),
        "days_since": periods.days_since,
        "region_names": places.region_names(),
    }


def rows_behind() -> str:
    """The registrations that one figure of the calling door counts."""
    territory = guards.user().region_code
    figure, page = wanted_figure(), wanted_page()
    volunteer = accounts.user_within(figure.user_id, territory) if figure.user_id else None
    if figure.user_id and volunteer is None:
        raise NotFound
    count = size(figure, territory)
    return render_template(
        "progress/rows.html",
        figure=figure,
        volunteer=volunteer,
        district=places.region(figure.district) if figure.district else None,
        count=count,
        rows=rows(figure, territory, page=page),
        page=page,
        more=count > page * ROWS_A_PAGE,
    )


def wanted_period() -> str:
    return periods.chosen_period(request.args.get("period"))


def wanted_page() -> int:
    return max(1, request.args.get("page", 1, type=int))


def wanted_figure() -> Figure:
    counted = request.args.get("counted")
    if counted and counted not in COUNTED:
        raise NotFound
    return Figure(
        period=wanted_period(),
        counted=counted or None,
        user_id=request.args.get("user") or None,
        district=request.args.get("district") or None,
    )
