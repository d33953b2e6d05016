"""One catalogue of failures: each has a status, a stable code and words for its reader.

Phones and outside programs branch on `code`; docs/api.md lists them all and a test compares.
"""

from collections.abc import Mapping, Sequence
from typing import Any

FieldErrors = Mapping[str, Any]


class Problem(Exception):
    """A failure the caller can understand; the base of the catalogue (RFC 9457)."""

    status = 400
    code = "bad_request"
    title = "Permintaan tidak bisa dibaca"
    detail = "Muat ulang halaman, lalu coba lagi."
    retry_after: int | None = None

    def __init__(
        self,
        detail: str | None = None,
        *,
        errors: FieldErrors | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(self.code)
        self.detail = detail or self.detail
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
    title = "Isi kiriman rusak"
    detail = "Isi kiriman bukan JSON yang utuh. Data di HP tetap aman, kirim ulang."


class BadCursor(Problem):
    code = "bad_cursor"
    title = "Penanda tidak dikenal"
    detail = "Mulai lagi tanpa penanda."


class Unauthenticated(Problem):
    status = 401
    code = "unauthenticated"
    title = "Perlu masuk"
    detail = "Masuk lagi untuk melanjutkan. Yang tersimpan di HP tetap aman."


class DeviceRevoked(Problem):
    """The phone gives up what it can read and keeps what it has not delivered (P13)."""

    status = 401
    code = "device_revoked"
    title = "HP ini dicabut"
    detail = "Kantor mencabut HP ini. Hubungi penyelia. Yang belum terkirim tetap bisa diserahkan."


class WrongCredentials(Problem):
    status = 401
    code = "wrong_credentials"
    title = "Nama pengguna atau kata sandi tidak cocok"
    detail = "Periksa lagi nama pengguna dan kata sandi."


class Forbidden(Problem):
    status = 403
    code = "forbidden"
    title = "Bukan bagian Anda"
    detail = "Halaman ini untuk tugas lain. Minta koordinator bila Anda memerlukannya."


class NotFound(Problem):
    status = 404
    code = "not_found"
    title = "Tidak ada di sini"
    detail = "Alamat ini tidak ada, atau di luar wilayah Anda."


class MethodNotAllowed(Problem):
    status = 405
    code = "method_not_allowed"
    title = "Cara ini tidak dipakai di sini"


class SameIdOtherContent(Problem):
    status = 409
    code = "same_id_other_content"
    title = "Nomor kiriman sudah dipakai"
    detail = "Kiriman dengan nomor ini sudah ada dengan isi lain. Kirim dengan nomor baru."


class StaleRevision(Problem):
    status = 409
    code = "stale_revision"
    title = "Sudah berubah"
    detail = "Pendaftaran ini berubah sejak Anda membukanya. Lihat isi terbaru, lalu putuskan."


class AlreadyEnrolled(Problem):
    status = 409
    code = "already_enrolled"
    title = "Pekerja ini sudah terdaftar"
    detail = "NIK ini sudah dimiliki seorang pekerja. Tandai sebagai sudah terdaftar, atau tolak."


class NotDecidable(Problem):
    status = 409
    code = "not_decidable"
    title = "Belum bisa diputuskan begini"


class PhotoNotWanted(Problem):
    """The phone lets the photo go."""

    status = 409
    code = "photo_not_wanted"
    title = "Foto ini tidak diperlukan lagi"
    detail = "Kantor sudah menarik permintaannya, atau sudah punya fotonya."


class OffsetDiffers(Problem):
    """`offset` in the document says from where to go on."""

    status = 409
    code = "offset_differs"
    title = "Ada bagian foto yang belum tiba"
    detail = "Lanjutkan dari bagian terakhir yang ada di kantor."

    def __init__(self, offset: int = 0) -> None:
        super().__init__()
        self.offset = offset

    def as_json(self) -> dict[str, Any]:
        return {**super().as_json(), "offset": self.offset}


class TooLarge(Problem):
    status = 413
    code = "too_large"
    title = "Kiriman terlalu besar"
    detail = "Kirim dalam bagian yang lebih kecil."


class UnsupportedMediaType(Problem):
    status = 415
    code = "unsupported_media_type"
    title = "Jenis isi tidak dikenal"
    detail = "Kirim JSON, boleh dimampatkan dengan gzip."


class Invalid(Problem):
    status = 422
    code = "invalid"
    title = "Ada isian yang perlu diperbaiki"
    detail = "Periksa isian yang ditandai."


class PhotoTorn(Problem):
    """All pieces are gone; the phone sends the same photo from its beginning."""

    status = 422
    code = "photo_torn"
    title = "Foto rusak di jalan"
    detail = "Fotonya tetap ada di HP. Kirim ulang dari awal."


class PhotoInvalid(Problem):
    """Sending the same again does not help: a new picture has to be taken."""

    status = 422
    code = "photo_invalid"
    title = "Foto ini tidak bisa dipakai"
    detail = "Ambil fotonya sekali lagi."


class TooManyRequests(Problem):
    status = 429
    code = "too_many_requests"
    title = "Terlalu sering mencoba"
    detail = "Tunggu satu menit, lalu coba lagi."
    retry_after = 60


class RetryLater(Problem):
    status = 503
    code = "retry_later"
    title = "Kantor sedang sibuk"
    detail = "Tidak ada yang hilang. Kirim lagi sebentar lagi."
    retry_after = 5


class Unexpected(Problem):
    status = 500
    code = "unexpected"
    title = "Ada yang salah di kantor"
    detail = "Tidak ada yang hilang. Coba lagi nanti."


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
