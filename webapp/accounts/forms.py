"""The forms of sign-in and of the own account."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, SelectField, StringField, SubmitField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from webapp.models import Role
from webapp.wording import role_word
from webapp.words import lazy_gettext


class SignInForm(FlaskForm):
    username = StringField(
        lazy_gettext("Nama pengguna"),
        [
            DataRequired(lazy_gettext("Isi nama pengguna.")),
            Length(max=40, message=lazy_gettext("Paling banyak 40 huruf.")),
        ],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "autofocus": True},
    )
    password = PasswordField(
        lazy_gettext("Kata sandi"),
        [
            DataRequired(lazy_gettext("Isi kata sandi.")),
            Length(max=128, message=lazy_gettext("Paling banyak 128 huruf.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
    submit = SubmitField(lazy_gettext("Masuk"))


class PasswordForm(FlaskForm):
    old = PasswordField(
        lazy_gettext("Kata sandi lama"),
        [
            DataRequired(lazy_gettext("Isi kata sandi lama.")),
            Length(max=128, message=lazy_gettext("Paling banyak 128 huruf.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        lazy_gettext("Kata sandi baru (paling sedikit 8 huruf)"),
        [
            DataRequired(lazy_gettext("Isi kata sandi baru.")),
            Length(min=8, max=128, message=lazy_gettext("8 sampai 128 huruf.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    change = SubmitField(lazy_gettext("Ganti kata sandi"))


class PersonForm(FlaskForm):
    """A new volunteer or supervisor; the regions to choose from are set by the page."""

    full_name = StringField(
        lazy_gettext("Nama lengkap"),
        [
            DataRequired(lazy_gettext("Isi nama lengkap.")),
            Length(max=100, message=lazy_gettext("Paling banyak 100 huruf.")),
        ],
    )
    username = StringField(
        lazy_gettext("Nama pengguna"),
        [
            DataRequired(lazy_gettext("Isi nama pengguna.")),
            Regexp(
                r"^[a-z0-9][a-z0-9._-]{2,39}$",
                message=lazy_gettext(
                    "3 sampai 40 huruf kecil, angka, titik atau garis, tanpa spasi."
                ),
            ),
        ],
        filters=[lambda text: text.strip().lower() if text else text],
        render_kw={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"},
    )
    role = SelectField(
        lazy_gettext("Tugas"),
        choices=lambda: {role.value: role_word(role) for role in (Role.VOLUNTEER, Role.SUPERVISOR)},
    )
    region_code = SelectField(
        lazy_gettext("Wilayah tugas"), [DataRequired(lazy_gettext("Pilih wilayah tugas."))]
    )
    password = PasswordField(
        lazy_gettext("Kata sandi awal"),
        [Optional(), Length(min=8, max=128, message=lazy_gettext("8 sampai 128 huruf."))],
        render_kw={"autocomplete": "new-password"},
    )
    create = SubmitField(lazy_gettext("Tambahkan"))


class TerritoryForm(FlaskForm):
    region_code = SelectField(
        lazy_gettext("Wilayah tugas"), [DataRequired(lazy_gettext("Pilih wilayah tugas."))]
    )
    move = SubmitField(lazy_gettext("Pindahkan"))


class NewPasswordForm(FlaskForm):
    password = PasswordField(
        lazy_gettext("Kata sandi baru (paling sedikit 8 huruf)"),
        [
            DataRequired(lazy_gettext("Isi kata sandi baru.")),
            Length(min=8, max=128, message=lazy_gettext("8 sampai 128 huruf.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    reset = SubmitField(lazy_gettext("Ganti kata sandi"))


class PressForm(FlaskForm):
    """A button with nothing but its CSRF token."""
