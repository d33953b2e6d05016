"""The forms of sign-in and of the own account."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField, SubmitField
from wtforms.validators import DataRequired, Length


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


class PressForm(FlaskForm):
    """A button with nothing but its CSRF token."""
