"""Sealed work that waits: of a revoked phone, in other hands, or carried in as a file."""

from collections import Counter
from collections.abc import Iterable, Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from webapp.accounts import guards
from webapp.deposits import operations, queries
from webapp.deposits.files import MOST_ITEMS, UnreadableFile, read_export
from webapp.deposits.operations import Taken
from webapp.errors import NotFound
from webapp.extensions import db
from webapp.review.forms import CarriedForm, ClaimForm, SearchForm
from webapp.review.views import territory
from webapp.wording import counted, number
from webapp.words import N_, gettext

deposits = Blueprint("deposits", __name__, url_prefix="/review/deposits")

# an outcome in the supervisor's words, in the order they are said
WORDS = (
    ("stored", N_("%(n)s diterima dan menunggu diperiksa")),
    ("stored_before", N_("%(n)s sudah ada di kantor")),
    ("conflict", N_("%(n)s sudah ada dengan isi lain")),
    ("invalid", N_("%(n)s tidak bisa diterima")),
    ("other_territory", N_("%(n)s milik relawan di luar wilayah Anda")),
    ("retry_later", N_("%(n)s belum bisa dibuka, kuncinya tidak ada di server ini")),
)


@deposits.get("")
def listing() -> str:
    return page(CarriedForm(formdata=None))


@deposits.post("/<uuid:device_id>")
def claim(device_id: UUID) -> ResponseReturnValue:
    """Open what waits of this phone, or leave it sealed for good."""
    form, phone = ClaimForm(), str(device_id)
    if not queries.waiting_from(phone, territory()):
        raise NotFound
    if form.leave.data:
        count = operations.decline(device_id=phone, by=guards.user())
        db.session.commit()
        flash(counted("%(n)s titipan dibiarkan tersegel. Tidak ada yang dihapus.", count))
    else:
        taken = operations.claim(device_id=phone, by=guards.user())
        db.session.commit()
        tell(taken)
    return redirect(url_for("deposits.listing"))


@deposits.post("/file")
def carry_in() -> ResponseReturnValue:
    form = CarriedForm()
    if not form.validate_on_submit():
        return page(form), 422
    try:
        items = read_export(form.file.data.read())
    except UnreadableFile as error:
        form.file.errors = [str(error)]
        return page(form), 422
    taken = operations.take_in_file(items=items, by=guards.user())
    db.session.commit()
    tell(taken)
    return redirect(url_for("deposits.listing"))


def page(form: CarriedForm) -> str:
    return render_template(
        "review/deposits.html",
        phones=queries.waiting_phones(territory()),
        most=MOST_ITEMS,
        form=form,
        claim=ClaimForm(formdata=None),
        search=SearchForm(),
    )


def tell(taken: Sequence[Taken]) -> None:
    counts = Counter(one.outcome for one in taken)
    said = [
        gettext(words, n=number(counts[outcome])) for outcome, words in WORDS if counts[outcome]
    ]
    if said:
        flash(counted("%(n)s titipan dibuka: %(ends)s.", len(taken), ends=", ".join(said)))
    else:
        flash(gettext("Berkas ini kosong."))
    for why in dict.fromkeys(reasons(taken)):
        flash(why)


def reasons(taken: Iterable[Taken]) -> Iterable[str]:
    """Why some were not taken in, by the field's name; no values, a message waits in a cookie."""
    for one in taken:
        for field, texts in (one.errors or {}).items():
            for text in texts:
                yield f"{field}: {text}" if field else text
