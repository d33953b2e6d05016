"""Regions by Kemendagri code: regency, district (kecamatan), village (desa or kelurahan)."""

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped

from webapp.extensions import Model, plain
from webapp.models.columns import RegionCode


class Region(Model):
    __tablename__ = "regions"
    __table_args__ = (CheckConstraint("level IN ('regency', 'district', 'village')", name="level"),)

    code: Mapped[str] = plain(RegionCode, primary_key=True)
    name: Mapped[str] = plain(String(100))
    level: Mapped[str] = plain(String(8))
    parent_code: Mapped[str | None] = plain(RegionCode, ForeignKey("regions.code"), index=True)
    postcode: Mapped[str | None] = plain(String(5))
