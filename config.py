"""Settings: one frozen dataclass read from the environment, safe by default."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Self

Mode = Literal["demo", "production", "test"]
MODES: Mapping[str, Mode] = {"demo": "demo", "production": "production", "test": "test"}

ROOT = Path(__file__).resolve().parent


class UnsafeSetting(ValueError):
    """A setting that would start the server in an unsafe or unusable state."""


@dataclass(frozen=True, kw_only=True)
class Config:
    # demo: known accounts and plain http on this machine; production: refuses both
    mode: Mode = "production"
    # SQLite under the instance folder unless PostgreSQL is named
    database_url: str = ""
    # databases, keys and backups live here, never inside the code
    instance_path: Path = field(default_factory=lambda: ROOT / "instance")
    # the built client that is served; a release is a folder of its own and changes as one
    client_path: Path = field(default_factory=lambda: ROOT / "static" / "dist")
    # a request that cannot get at the database for this long is answered "retry later"
    database_wait_ms: int = 10_000
    # signs office sessions and forms; empty means: kept in instance/keys
    secret_key: str = field(default="", repr=False)
    # 32 bytes in hex that seal personal columns; empty means: kept in instance/keys
    data_key: str = field(default="", repr=False)
    # the regencies this office serves (Kemendagri codes)
    regency_codes: tuple[str, ...] = ("32.16",)
    # days, months and quotas are counted in this zone
    timezone: str = "Asia/Jakarta"
    # registrations a volunteer is asked for in a month where nobody set a quota
    default_quota: int = 50
    # office sessions end after this many hours without a request
    office_session_hours: int = 12
    # a device token dies after this many days without a sync
    device_token_days: int = 30
    # request bodies: at most this many bytes once unpacked
    max_body_bytes: int = 2 * 1024 * 1024
    # a batch holds at most this many registrations and visits
    max_batch_items: int = 500
    # failed sign-ins allowed a minute, for one user name and for one address
    sign_in_limit_user: int = 5
    sign_in_limit_address: int = 30
    # wrong guesses allowed a minute on the workers' page, for one receipt's code and one address
    status_limit_code: int = 5
    # and a day, for one code: all birth dates of a working life take two years of trying
    status_limit_code_day: int = 20
    status_limit_address: int = 30
    # whether supervisors may ask for a photo of the identity card of one registration
    photos: bool = False
    # proxies in front whose X-Forwarded-* words are believed
    trusted_proxies: int = 0

    @property
    def demo(self) -> bool:
        return self.mode == "demo"

    @property
    def secure_cookies(self) -> bool:
        """Cookies travel over https only, except on a developer's own machine."""
        return self.mode == "production"

    @property
    def sqlalchemy_url(self) -> str:
        """The database address in SQLAlchemy's spelling, with psycopg 3 for PostgreSQL."""
        if not self.database_url:
            return f"sqlite:///{self.instance_path / 'jangkau.sqlite3'}"
        for scheme in ("postgres://", "postgresql://"):
            if self.database_url.startswith(scheme):
                return "postgresql+psycopg://" + self.database_url.removeprefix(scheme)
        return self.database_url

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> Self:
        """Read JANGKAU_* and DATABASE_URL; raise UnsafeSetting for what cannot be read."""
        env = os.environ if env is None else env
        mode = MODES.get(env.get("JANGKAU_MODE", "production"))
        if mode is None:
            raise UnsafeSetting("JANGKAU_MODE is demo, production or test")
        codes = env.get("JANGKAU_REGENCIES", "32.16").split(",")
        return cls(
            mode=mode,
            database_url=env.get("DATABASE_URL", ""),
            instance_path=Path(env.get("JANGKAU_INSTANCE", str(ROOT / "instance"))),
            client_path=Path(env.get("JANGKAU_CLIENT", str(ROOT / "static" / "dist"))),
            database_wait_ms=whole(env, "JANGKAU_DATABASE_WAIT_MS", cls.database_wait_ms),
            secret_key=env.get("JANGKAU_SECRET_KEY", ""),
            data_key=key(env, "JANGKAU_DATA_KEY"),
            regency_codes=tuple(code.strip() for code in codes if code.strip()),
            timezone=env.get("JANGKAU_TIMEZONE", cls.timezone),
            default_quota=whole(env, "JANGKAU_DEFAULT_QUOTA", cls.default_quota),
            office_session_hours=whole(
                env, "JANGKAU_OFFICE_SESSION_HOURS", cls.office_session_hours
            ),
            device_token_days=whole(env, "JANGKAU_DEVICE_TOKEN_DAYS", cls.device_token_days),
            max_body_bytes=whole(env, "JANGKAU_MAX_BODY_BYTES", cls.max_body_bytes),
            max_batch_items=whole(env, "JANGKAU_MAX_BATCH_ITEMS", cls.max_batch_items),
            sign_in_limit_user=whole(env, "JANGKAU_SIGN_IN_LIMIT_USER", cls.sign_in_limit_user),
            sign_in_limit_address=whole(
                env, "JANGKAU_SIGN_IN_LIMIT_ADDRESS", cls.sign_in_limit_address
            ),
            status_limit_code=whole(env, "JANGKAU_STATUS_LIMIT_CODE", cls.status_limit_code),
            status_limit_code_day=whole(
                env, "JANGKAU_STATUS_LIMIT_CODE_DAY", cls.status_limit_code_day
            ),
            status_limit_address=whole(
                env, "JANGKAU_STATUS_LIMIT_ADDRESS", cls.status_limit_address
            ),
            photos=switch(env, "JANGKAU_PHOTOS", cls.photos),
            trusted_proxies=whole(env, "JANGKAU_TRUSTED_PROXIES", cls.trusted_proxies),
        )


def whole(env: Mapping[str, str], name: str, default: int) -> int:
    """A whole number of at least 0 from the environment, or the default."""
    text = env.get(name, "")
    if not text:
        return default
    if not text.isdigit():
        raise UnsafeSetting(f"{name} must be a whole number")
    return int(text)


def key(env: Mapping[str, str], name: str) -> str:
    """32 bytes in hex from the environment, or nothing."""
    text = env.get(name, "").strip()
    if text and not re.fullmatch("[0-9a-fA-F]{64}", text):
        raise UnsafeSetting(f"{name} must be 64 hex digits")
    return text


def switch(env: Mapping[str, str], name: str, default: bool) -> bool:
    """On or off from the environment, or the default."""
    text = env.get(name, "")
    if not text:
        return default
    if text not in ("on", "off", "1", "0"):
        raise UnsafeSetting(f"{name} is on or off")
    return text in ("on", "1")
