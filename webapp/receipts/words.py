"""Where a registration stands, in the worker's words, which never promise more than is true.

A participant is somebody who has paid (PP 44/2015 article 1), so nobody is one by what a volunteer
wrote down. No word here says that anybody is covered.
"""

from dataclasses import dataclass

from webapp.models import Status
from webapp.words import lazy_gettext


@dataclass(frozen=True)
class Words:
    """Where it stands, what that means where it could be misread, and what happens next."""

    now: str
    next: str
    meaning: str = ""


WORDS = {
    Status.RECEIVED: Words(
        lazy_gettext("Sudah diterima kantor, sedang diperiksa."),
        lazy_gettext(
            "Penyelia mencocokkan data Anda. Bila ada yang kurang, relawan menghubungi Anda."
        ),
    ),
    Status.RETURNED: Words(
        lazy_gettext("Ada yang perlu diperbaiki."),
        lazy_gettext("Setelah relawan memperbaikinya bersama Anda, kantor memeriksanya lagi."),
        meaning=lazy_gettext("Relawan akan menghubungi Anda."),
    ),
    Status.APPROVED: Words(
        lazy_gettext("Disetujui, menunggu diserahkan ke BPJS Ketenagakerjaan."),
        lazy_gettext("Kantor menyerahkan data Anda pada serah terima berikutnya."),
    ),
    Status.HANDED_OVER: Words(
        lazy_gettext("Sudah diserahkan ke BPJS Ketenagakerjaan."),
        lazy_gettext("BPJS Ketenagakerjaan mencocokkan NIK, nama dan tanggal lahir Anda."),
        meaning=lazy_gettext(
            "Belum menjadi peserta sebelum BPJS mendaftarkan dan iuran pertama dibayar."
        ),
    ),
    Status.REGISTERED: Words(
        lazy_gettext("Terdaftar di BPJS Ketenagakerjaan."),
        lazy_gettext("Bayar iuran pada waktunya supaya kepesertaan tetap aktif."),
    ),
    Status.REFUSED: Words(
        lazy_gettext("Tidak diterima oleh BPJS Ketenagakerjaan."),
        lazy_gettext("Tanyakan alasan dan langkah berikutnya kepada relawan."),
    ),
    Status.REJECTED: Words(
        lazy_gettext("Tidak dilanjutkan oleh kantor."),
        lazy_gettext("Relawan mengetahui alasannya. Tanyakan kepadanya apa yang bisa dilakukan."),
    ),
    Status.MERGED: Words(
        lazy_gettext("Anda sudah tercatat sebelumnya."),
        lazy_gettext("Yang berlaku adalah catatan yang pertama. Anda tidak perlu mendaftar lagi."),
    ),
}
