"""Where a registration stands, in the worker's words, which never promise more than is true.

A participant is somebody who has paid (PP 44/2015 article 1), so nobody is one by what a volunteer
wrote down. No word here says that anybody is covered.
"""

from dataclasses import dataclass

from webapp.models import Status


@dataclass(frozen=True)
class Words:
    """Where it stands, what that means where it could be misread, and what happens next."""

    now: str
    next: str
    meaning: str = ""


WORDS = {
    Status.RECEIVED: Words(
        "Sudah diterima kantor, sedang diperiksa.",
        "Penyelia mencocokkan data Anda. Bila ada yang kurang, relawan menghubungi Anda.",
    ),
    Status.RETURNED: Words(
        "Ada yang perlu diperbaiki.",
        "Setelah relawan memperbaikinya bersama Anda, kantor memeriksanya lagi.",
        meaning="Relawan akan menghubungi Anda.",
    ),
    Status.APPROVED: Words(
        "Disetujui, menunggu diserahkan ke BPJS Ketenagakerjaan.",
        "Kantor menyerahkan data Anda pada serah terima berikutnya.",
    ),
    Status.HANDED_OVER: Words(
        "Sudah diserahkan ke BPJS Ketenagakerjaan.",
        "BPJS Ketenagakerjaan mencocokkan NIK, nama dan tanggal lahir Anda.",
        meaning="Belum menjadi peserta sebelum BPJS mendaftarkan dan iuran pertama dibayar.",
    ),
    Status.REGISTERED: Words(
        "Terdaftar di BPJS Ketenagakerjaan.",
        "Bayar iuran pada waktunya supaya kepesertaan tetap aktif.",
    ),
    Status.REFUSED: Words(
        "Tidak diterima oleh BPJS Ketenagakerjaan.",
        "Tanyakan alasan dan langkah berikutnya kepada relawan.",
    ),
    Status.REJECTED: Words(
        "Tidak dilanjutkan oleh kantor.",
        "Relawan mengetahui alasannya. Tanyakan kepadanya apa yang bisa dilakukan.",
    ),
    Status.MERGED: Words(
        "Anda sudah tercatat sebelumnya.",
        "Yang berlaku adalah catatan yang pertama. Anda tidak perlu mendaftar lagi.",
    ),
}
