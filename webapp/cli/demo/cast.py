"""Who works in the invented office: three who can sign in, and the others of the district."""

from dataclasses import dataclass

from webapp.accounts.demo_accounts import DEMO_ACCOUNTS

REGENCY = "32.16"


@dataclass(frozen=True)
class Supervisor:
    username: str
    full_name: str
    region_code: str


@dataclass(frozen=True)
class Volunteer:
    """`batches`: how many registrations each held, the latest last; it came `quiet` days ago.

    The one before came `every` days earlier, and so on.
    """

    username: str
    full_name: str
    region_code: str
    trades: str
    target: int | None
    batches: tuple[int, ...] = ()
    every: float = 0
    quiet: float = 0


# what people live on, by the kind of place; codes of data/occupations.csv
TRADES = {
    "town": ("ojek-online", "pkl", "warung", "kuli-bangunan", "pedagang-pasar", "tukang-cuci"),
    "rice": ("petani-padi", "buruh-tani", "penggarap", "guru-ngaji", "warung", "marbot"),
    "coast": ("nelayan", "petambak", "pengolah-ikan", "buruh-nelayan", "guru-ngaji"),
    "hills": ("pekebun", "peternak-unggas", "kuli-bangunan", "buruh-harian", "guru-paud"),
}

SUPERVISORS = (
    Supervisor("penyelia.pesisir", "Wahyudi Permana", "32.16.17"),
    Supervisor("penyelia.kabupaten", "Imas Nurjanah", "32.16"),
)

RELAWAN = DEMO_ACCOUNTS["relawan"]

VOLUNTEERS = (
    Volunteer(
        RELAWAN.username,
        RELAWAN.full_name,
        RELAWAN.region_code,
        "town",
        target=50,
        batches=(9, 12, 11, 13, 12),
        every=8,
        quiet=0.1,
    ),
    Volunteer("asep.mulyana", "Asep Mulyana", "32.16.09", "town", 45, (14, 16, 18, 15, 17), 7, 0.4),
    Volunteer("neng.rohmah", "Neng Rohmah", "32.16.09", "town", 50, (12, 10, 8), 14, 9.2),
    Volunteer("ujang.sutisna", "Ujang Sutisna", "32.16.09", "town", None, (13, 14, 12), 12, 1.3),
    Volunteer("siti.maesaroh", "Siti Maesaroh", "32.16.17", "coast", 40, (11, 13, 10, 12), 11, 0.6),
    Volunteer("namin.saputra", "Namin Saputra", "32.16.17", "coast", 40, (9, 8), 20, 16.2),
    Volunteer("iis.aisyah", "Iis Aisyah", "32.16.13", "rice", 40, (15, 14, 16, 13, 14), 7, 0.3),
    Volunteer("cecep.hidayat", "Cecep Hidayat", "32.16.15", "rice", 50, (11, 9, 12, 10), 12, 2.1),
    Volunteer("rokayah.aminah", "Rokayah Aminah", "32.16.02", "town", 50, (10, 12, 9), 15, 3.5),
    Volunteer("dede.kurnia", "Dede Kurnia", "32.16.23", "hills", 30, (8, 9, 7, 8), 11, 1.1),
    Volunteer("enjang.permana", "Enjang Permana", "32.16.22", "hills", 30, (9, 8), 18, 5.2),
    Volunteer(
        "mumun.maemunah", "Mumun Maemunah", "32.16.06", "town", 60, (16, 13, 17, 14), 10, 0.8
    ),
    # new: a phone and a small target, nothing sent yet
    Volunteer("saroh.fatimah", "Saroh Fatimah", "32.16.11", "rice", 8),
)
