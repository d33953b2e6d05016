"""The forms of the desk: what a supervisor ticks and writes, and the reasons that come of it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    HiddenField,
    IntegerField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.validators import (
    AnyOf,
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
)

from webapp import reference_data
from webapp.registry.golden import FIELDS
from webapp.review.judge import Reason, Seen
from webapp.review.resolve import Choice, Sight
from webapp.review.sheet import label
from webapp.words import lazy_gettext

DECISIONS = ("approve", "return", "reject", "merge")
# the desk shows what the volunteer would read and decides nothing yet
PREVIEW = "preview"
# a reason that needs words of its own, and the code of words written freely beside a field
WRITE_IT, OWN_WORDS = "other", "own_words"


def readable(text: str | None) -> str:
    """Without what no keyboard types and no database takes; lines stay lines."""
    kept = (sign if sign.isprintable() or sign == "\n" else " " for sign in text or "")
    return "".join(kept).strip()


def note_field(name: Any) -> TextAreaField:
    return TextAreaField(
        name,
        [Length(max=500, message=lazy_gettext("Paling banyak 500 huruf."))],
        filters=[readable],
    )


class DecisionForm(FlaskForm):
    """A decision about one registration, with the revision that was seen."""

    action = StringField(validators=[AnyOf((*DECISIONS, PREVIEW))])
    revision = IntegerField(validators=[InputRequired(), NumberRange(min=1)])
    approve_note = note_field(lazy_gettext("Alasan menyetujui"))
    return_note = note_field(lazy_gettext("Pesan tambahan"))
    reject_note = note_field(lazy_gettext("Alasan menolak"))
    merge_note = note_field(lazy_gettext("Catatan"))
    reasons = SelectMultipleField(
        choices={
            f"{field}:{row['code']}": row["label_id"]
            for field, rows in reference_data.return_reasons().items()
            for row in rows
            if row["code"] != WRITE_IT
        },
        validate_choice=True,
    )

    @property
    def note(self) -> str | None:
        """What was written for the chosen action."""
        return self.data.get(f"{self.action.data}_note") or None

    def chosen(self) -> list[Reason]:
        """The reasons as the volunteer reads them, in the order of the form's fields."""
        return list(self._chosen())

    def _chosen(self) -> Iterator[Reason]:
        ticked = set(self.reasons.data or ())
        for field, rows in reference_data.return_reasons().items():
            for row in rows:
                if f"{field}:{row['code']}" in ticked:
                    yield usual(row)
            words = self.data.get(words_for(field))
            if words:
                yield Reason(field, OWN_WORDS, words)


def words_for(field: str) -> str:
    return f"words_{field}"


# one line of own words beside each field that can go back
for name in reference_data.return_reasons():
    setattr(
        DecisionForm,
        words_for(name),
        StringField(
            validators=[Length(max=200, message=lazy_gettext("Paling banyak 200 huruf."))],
            filters=[readable],
        ),
    )


class ManyForm(FlaskForm):
    """What was ticked in a batch: "registration id:revision seen"."""

    item = SelectMultipleField(validate_choice=False)

    def seen(self) -> list[Seen]:
        """The ticked ones; what is no such pair was not made by our page and counts for nothing."""
        return [
            Seen(registration_id, int(revision))
            for registration_id, _, revision in (
                text.partition(":") for text in dict.fromkeys(self.item.data or ())
            )
            if is_uuid(registration_id) and is_number(revision)
        ]


UUID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
is_uuid = re.compile(UUID).fullmatch
is_number = re.compile("[1-9][0-9]{0,8}").fullmatch


MINE, OTHER = "this", "that"
ONE_OF_BOTH = AnyOf((MINE, OTHER))


class PairForm(FlaskForm):
    """A decision about a pair, with both revisions that were seen."""

    verdict = StringField(validators=[AnyOf(("same", "other", "unsure", "withdrawn"))])
    revision = IntegerField(validators=[InputRequired(), NumberRange(min=1)])
    other_revision = IntegerField(validators=[InputRequired(), NumberRange(min=0)])
    # of two that wait, the one that is approved
    approve = StringField(default=OTHER, validators=[Optional(), ONE_OF_BOTH])
    pair_note = note_field(lazy_gettext("Catatan"))
    # where the work goes on afterwards
    back = StringField(validators=[AnyOf(("record", "list", ""))])

    @property
    def takes(self) -> dict[str, str]:
        """Field -> the side whose value is kept."""
        return {name: side for name in FIELDS if (side := self.data.get(take(name)))}

    def sight(self, registration_id: str, other: str) -> Sight:
        return Sight(
            Seen(registration_id, self.revision.data or 0), other, self.other_revision.data or 0
        )

    def choice(self) -> Choice:
        return Choice(
            mine=frozenset(name for name, side in self.takes.items() if side == MINE),
            other=frozenset(name for name, side in self.takes.items() if side == OTHER),
            approve_mine=self.approve.data == MINE,
            note=self.pair_note.data or None,
        )


def take(name: str) -> str:
    return f"take_{name}"


# a side to choose for each field of a worker's record
for name in FIELDS:
    setattr(PairForm, take(name), StringField(validators=[Optional(), ONE_OF_BOTH]))


class PairsForm(FlaskForm):
    """What was ticked of the pairs: "registration:revision:other:other's revision"."""

    item = SelectMultipleField(validate_choice=False)

    def sights(self) -> list[Sight]:
        """What is no such pair was not made by our page and counts for nothing."""
        found = []
        for text in dict.fromkeys(self.item.data or ()):
            parts = text.split(":")
            if len(parts) != 4:
                continue
            mine, revision, other, other_revision = parts
            ids = is_uuid(mine) and is_uuid(other)
            if ids and is_number(revision) and (other_revision == "0" or is_number(other_revision)):
                found.append(Sight(Seen(mine, int(revision)), other, int(other_revision)))
        return found


class SplitForm(FlaskForm):
    """Take back this merge of two workers."""

    merge = StringField(validators=[Regexp(UUID)])


class UndoForm(FlaskForm):
    """Take back this decision, if it is still the last one."""

    decision = IntegerField(validators=[InputRequired(), NumberRange(min=1, max=2**63 - 1)])


class UndoManyForm(FlaskForm):
    """Take back all approvals that carry this moment."""

    at = HiddenField(validators=[DataRequired(), Length(max=40)])


class SearchForm(FlaskForm):
    """A name or a NIK; posted, because neither belongs into an address."""

    q = StringField(
        lazy_gettext("Cari nama atau NIK"),
        [
            Length(
                min=2,
                max=100,
                message=lazy_gettext("Tulis 2 sampai 100 huruf nama, atau 16 angka NIK."),
            )
        ],
        filters=[readable],
    )


def reasons_by_field() -> list[tuple[str, str, list[Reason]]]:
    """(field, label, its usual reasons) for the page, without the one that only says: write it."""
    return [
        (field, label(field), [usual(row) for row in rows if row["code"] != WRITE_IT])
        for field, rows in reference_data.return_reasons().items()
    ]


class PhotoForm(FlaskForm):
    """Why a photo of the identity card is needed, as the volunteer reads it."""

    action = StringField(validators=[AnyOf(("ask", PREVIEW))])
    reasons = SelectMultipleField(
        choices={row["code"]: row["label_id"] for row in reference_data.rows("photo-reasons")},
        validate_choice=True,
    )
    words = StringField(
        lazy_gettext("Alasan lain"),
        [Length(max=200, message=lazy_gettext("Paling banyak 200 huruf."))],
        filters=[readable],
    )

    def sentences(self) -> list[str]:
        """In the order of the list, own words last."""
        ticked = set(self.reasons.data or ())
        usual = [
            row["label_id"] for row in reference_data.rows("photo-reasons") if row["code"] in ticked
        ]
        return [*usual, self.words.data] if self.words.data else usual


def usual(row: Mapping[str, str]) -> Reason:
    return Reason(row["field"], row["code"], row["label_id"])


class ClaimForm(FlaskForm):
    """What to do with the sealed work of one phone."""

    take = SubmitField(lazy_gettext("Buka dan terima"))
    leave = SubmitField(lazy_gettext("Biarkan tersegel"))


class CarriedForm(FlaskForm):
    """A file that a volunteer exported and somebody brought."""

    file = FileField(
        lazy_gettext("Berkas dari HP relawan (.jgk)"),
        [FileRequired(lazy_gettext("Pilih berkasnya dulu."))],
        render_kw={"accept": ".jgk,application/json"},
    )
    bring = SubmitField(lazy_gettext("Terima berkas"))
