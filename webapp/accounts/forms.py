"""The forms of sign-in and of the own account."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, SelectField, StringField, SubmitField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from webapp.models import Role


class SignInForm(FlaskForm):
    username = StringField(
        "Nama pengguna",
        [DataRequired("Isi nama pengguna."), Length(max=40)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "autofocus": True},
    )
    password = PasswordField(
        "Kata sandi",
        [DataRequired("Isi kata sandi."), Length(max=128)],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
    submit = SubmitField("Masuk")


class PasswordForm(FlaskForm):
    old = PasswordField(
        "Kata sandi lama",
        [DataRequired("Isi kata sandi lama."), Length(max=128)],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        "Kata sandi baru (paling sedikit 8 huruf)",
        [
            DataRequired("Isi kata sandi baru."),
            Length(min=8, max=128, message="8 sampai 128 huruf."),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    change = SubmitField("Ganti kata sandi")


class PersonForm(FlaskForm):
    """A new volunteer or supervisor; the regions to choose from are set by the page."""

    full_name = StringField("Nama lengkap", [DataRequired("Isi nama lengkap."), Length(max=100)])
    username = StringField(
        "Nama pengguna",
        [
            DataRequired("Isi nama pengguna."),
            Regexp(
                r"^[a-z0-9][a-z0-9._-]{2,39}$",
                message="3 sampai 40 huruf kecil, angka, titik atau garis, tanpa spasi.",
            ),
        ],
        filters=[lambda text: text.strip().lower() if text else text],
        render_kw={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"},
    )
    role = SelectField(
        "Tugas", choices={Role.VOLUNTEER.value: "Relawan", Role.SUPERVISOR.value: "Penyelia"}
    )
    region_code = SelectField("Wilayah tugas", [DataRequired("Pilih wilayah tugas.")])
    password = PasswordField(
        "Kata sandi awal",
        [Optional(), Length(min=8, max=128, message="8 sampai 128 huruf.")],
        render_kw={"autocomplete": "new-password"},
    )
    create = SubmitField("Tambahkan")


class TerritoryForm(FlaskForm):
    region_code = SelectField("Wilayah tugas", [DataRequired("Pilih wilayah tugas.")])
    move = SubmitField("Pindahkan")


class NewPasswordForm(FlaskForm):
    password = PasswordField(
        "Kata sandi baru (paling sedikit 8 huruf)",
        [
            DataRequired("Isi kata sandi baru."),
            Length(min=8, max=128, message="8 sampai 128 huruf."),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    reset = SubmitField("Ganti kata sandi")


class PressForm(FlaskForm):
    """A button with nothing but its CSRF token."""
