"""One catalogue of failures: each has a status, a stable code and words for its reader.

Phones and outside programs branch on `code`; docs/api.md lists them all and a test compares.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.words import lazy_gettext

FieldErrors = Mapping[str, Any]


class Problem(Exception):
    """A failure the caller can understand; the base of the catalogue (RFC 9457)."""

    status = 400
    code = "bad_request"
    title: str = lazy_gettext("Permintaan tidak bisa dibaca")
    detail: str = lazy_gettext("Muat ulang halaman, lalu coba lagi.")
    retry_after: int | None = None

    def __init__(
        self,
        detail: str | None = None,
        *,
        errors: FieldErrors | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(self.code)
        # said now, in the language of whoever ran into it
        self.title = str(self.title)
        self.detail = str(detail or self.detail)
        self.errors = errors
        self.retry_after = retry_after or self.retry_after

    def as_json(self) -> dict[str, Any]:
        """The problem+json document."""
        document: dict[str, Any] = {
            "type": f"urn:jangkau:problem:{self.code}",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "detail": self.detail,
        }
        if self.errors:
            document["errors"] = self.errors
        return document


class MalformedBody(Problem):
    code = "malformed_body"
    title = lazy_gettext("Isi kiriman rusak")
    detail = lazy_gettext("Isi kiriman bukan JSON yang utuh. Data di HP tetap aman, kirim ulang.")


class BadCursor(Problem):
    code = "bad_cursor"
    title = lazy_gettext("Penanda tidak dikenal")
    detail = lazy_gettext("Mulai lagi tanpa penanda.")


class Unauthenticated(Problem):
    status = 401
    code = "unauthenticated"
    title = lazy_gettext("Perlu masuk")
    detail = lazy_gettext("Masuk lagi untuk melanjutkan. Yang tersimpan di HP tetap aman.")


class DeviceRevoked(Problem):
    """The phone gives up what it can read and keeps what it has not delivered (P13)."""

    status = 401
    code = "device_revoked"
    title = lazy_gettext("HP ini dicabut")
    detail = lazy_gettext(
        "Kantor mencabut HP ini. Hubungi penyelia. Yang belum terkirim tetap bisa diserahkan."
    )


class WrongCredentials(Problem):
    status = 401
    code = "wrong_credentials"
    title = lazy_gettext("Nama pengguna atau kata sandi tidak cocok")
    detail = lazy_gettext("Periksa lagi nama pengguna dan kata sandi.")


class Forbidden(Problem):
    status = 403
    code = "forbidden"
    title = lazy_gettext("Bukan bagian Anda")
    detail = lazy_gettext(
        "Halaman ini untuk tugas lain. Minta koordinator bila Anda memerlukannya."
    )


class NotFound(Problem):
    status = 404
    code = "not_found"
    title = lazy_gettext("Tidak ada di sini")
    detail = lazy_gettext("Alamat ini tidak ada, atau di luar wilayah Anda.")


class MethodNotAllowed(Problem):
    status = 405
    code = "method_not_allowed"
    title = lazy_gettext("Cara ini tidak dipakai di sini")


class SameIdOtherContent(Problem):
    status = 409
    code = "same_id_other_content"
    title = lazy_gettext("Nomor kiriman sudah dipakai")
    detail = lazy_gettext(
        "Kiriman dengan nomor ini sudah ada dengan isi lain. Kirim dengan nomor baru."
    )


class StaleRevision(Problem):
    status = 409
    code = "stale_revision"
    title = lazy_gettext("Sudah berubah")
    detail = lazy_gettext(
        "Pendaftaran ini berubah sejak Anda membukanya. Lihat isi terbaru, lalu putuskan."
    )


class AlreadyEnrolled(Problem):
    status = 409
    code = "already_enrolled"
    title = lazy_gettext("Pekerja ini sudah terdaftar")
    detail = lazy_gettext(
        "NIK ini sudah dimiliki seorang pekerja. Tandai sebagai sudah terdaftar, atau tolak."
    )


class NotDecidable(Problem):
    status = 409
    code = "not_decidable"
    title = lazy_gettext("Belum bisa diputuskan begini")


class PhotoNotWanted(Problem):
    """The phone lets the photo go."""

    status = 409
    code = "photo_not_wanted"
    title = lazy_gettext("Foto ini tidak diperlukan lagi")
    detail = lazy_gettext("Kantor sudah menarik permintaannya, atau sudah punya fotonya.")


class OffsetDiffers(Problem):
    """`offset` in the document says from where to go on."""

    status = 409
    code = "offset_differs"
    title = lazy_gettext("Ada bagian foto yang belum tiba")
    detail = lazy_gettext("Lanjutkan dari bagian terakhir yang ada di kantor.")

    def __init__(self, offset: int = 0) -> None:
        super().__init__()
        self.offset = offset

    def as_json(self) -> dict[str, Any]:
        return {**super().as_json(), "offset": self.offset}


class TooLarge(Problem):
    status = 413
    code = "too_large"
    title = lazy_gettext("Kiriman terlalu besar")
    detail = lazy_gettext("Kirim dalam bagian yang lebih kecil.")


class UnsupportedMediaType(Problem):
    status = 415
    code = "unsupported_media_type"
    title = lazy_gettext("Jenis isi tidak dikenal")
    detail = lazy_gettext("Kirim JSON, boleh dimampatkan dengan gzip.")


class Invalid(Problem):
    status = 422
    code = "invalid"
    title = lazy_gettext("Ada isian yang perlu diperbaiki")
    detail = lazy_gettext("Periksa isian yang ditandai.")


class PhotoTorn(Problem):
    """All pieces are gone; the phone sends the same photo from its beginning."""

    status = 422
    code = "photo_torn"
    title = lazy_gettext("Foto rusak di jalan")
    detail = lazy_gettext("Fotonya tetap ada di HP. Kirim ulang dari awal.")


class PhotoInvalid(Problem):
    """Sending the same again does not help: a new picture has to be taken."""

    status = 422
    code = "photo_invalid"
    title = lazy_gettext("Foto ini tidak bisa dipakai")
    detail = lazy_gettext("Ambil fotonya sekali lagi.")


class TooManyRequests(Problem):
    status = 429
    code = "too_many_requests"
    title = lazy_gettext("Terlalu sering mencoba")
    detail = lazy_gettext("Tunggu satu menit, lalu coba lagi.")
    retry_after = 60


class RetryLater(Problem):
    status = 503
    code = "retry_later"
    title = lazy_gettext("Kantor sedang sibuk")
    detail = lazy_gettext("Tidak ada yang hilang. Kirim lagi sebentar lagi.")
    retry_after = 5


class Unexpected(Problem):
    status = 500
    code = "unexpected"
    title = lazy_gettext("Ada yang salah di kantor")
    detail = lazy_gettext("Tidak ada yang hilang. Coba lagi nanti.")


def catalogue() -> Sequence[type[Problem]]:
    """Every failure of the house, for docs and tests."""
    return Problem, *Problem.__subclasses__()


BY_STATUS: Mapping[int, type[Problem]] = {
    400: Problem,
    401: Unauthenticated,
    403: Forbidden,
    404: NotFound,
    405: MethodNotAllowed,
    413: TooLarge,
    415: UnsupportedMediaType,
    422: Invalid,
    429: TooManyRequests,
    503: RetryLater,
}


def problem_for_status(status: int) -> Problem:
    """The catalogue's answer to a failure that the web framework noticed first."""
    if status in BY_STATUS:
        return BY_STATUS[status]()
    return Unexpected() if status >= 500 else Problem()
