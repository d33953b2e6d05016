"""What can be wrong with a list, a line or a field of it, in words for whoever must mend it."""

from enum import StrEnum


class UnreadableFile(ValueError):
    """Not a list of people at all; the message says why, and what to do."""


class Trouble(StrEnum):
    """The words never hold anything of the line itself: they go to a file that others may see."""

    # nobody can be read from the line
    LINE_LONG = "baris lebih panjang dari 64 kB"
    QUOTES = "tanda kutip tidak ditutup, atau ada huruf sesudah penutupnya"
    CELLS = "jumlah kolom tidak sama dengan baris judul"
    NAME_MISSING = "nama kosong"
    NAME_LONG = "nama lebih dari 100 huruf"
    NAME_CHARACTERS = "nama tanpa huruf"
    # the person is read, and this is not
    NUL = "ada bita NUL; bita itu dilewati"
    LONG = "isi lebih dari 100 huruf; dibaca sebagai kosong"
    EXCEL = "angka rusak oleh Excel (seperti 3,21601E+15); dibaca sebagai kosong"
    NIK_DIGITS = "NIK bukan 16 angka"
    NIK_IMPOSSIBLE = "NIK dengan wilayah, tanggal atau nomor urut yang tidak ada"
    DATE_UNKNOWN = "tanggal tidak dikenal; tulis seperti 1990-12-31 atau 31-12-1990"
    DATE_IMPOSSIBLE = "tanggal tidak ada di kalender"
    SEX = "jenis kelamin bukan M, F, L atau P; dibaca sebagai kosong"
    PHONE = "bukan nomor telepon; dibaca sebagai kosong"
    FAMILY = "nomor KK bukan 16 angka; dibaca sebagai kosong"
    VILLAGE = "kode desa bukan 10 angka; dibaca sebagai kosong"
    RT_RW = "RT atau RW bukan angka; dibaca sebagai kosong"
    # of a member roll
    NUMBER_MISSING = "nomor peserta kosong; orangnya dikenali lagi dari NIK atau isi barisnya"
    NUMBER_AGAIN = "nomor peserta sudah ada di baris sebelumnya; yang terakhir yang dipakai"
