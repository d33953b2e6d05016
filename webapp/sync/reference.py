"""The reference data a phone keeps: everything it needs to work for days without the office."""

import hashlib
from base64 import urlsafe_b64encode
from typing import Any

import orjson
from flask import current_app

from webapp import contents, places, reference_data
from webapp.accounts.territories import lies_within
from webapp.extensions import settings
from webapp.models import Region

# the version is part of every cursor and of the ETag
VERSION_DIGITS = 12


def reference_for(territory: str) -> dict[str, Any]:
    """The document for volunteers of this territory, with its version; made once a process.

    And once more when the office has a new key for them to seal to.
    """
    known: dict[Any, dict[str, Any]] = current_app.extensions.setdefault("references", {})
    wanted = (territory, contents.keyring().current.key_id)
    if wanted not in known:
        known[wanted] = build(territory)
    return known[wanted]


def build(territory: str) -> dict[str, Any]:
    content = {
        "form": {"fields": [form_field(row) for row in reference_data.rows("form-fields")]},
        **region_parts(territory),
        "occupations": [
            pick(row, "code", "label_id", "label_en", "group", "group_en", "sector")
            for row in reference_data.rows("occupations")
        ],
        "programmes": [
            programme("JKK", "Jaminan Kecelakaan Kerja", "Work accident insurance"),
            programme("JKM", "Jaminan Kematian", "Death benefit"),
            programme("JHT", "Jaminan Hari Tua", "Old-age savings", required=False),
        ],
        "contribution_tiers": [
            {
                "tier": tier.tier,
                "income_min": tier.income_min,
                "income_max": tier.income_max,
                "income_base": tier.income_base,
                "jkk": tier.jkk,
                "jkm": tier.jkm,
                "jht": tier.jht,
            }
            for tier in reference_data.tiers().values()
        ],
        "reliefs": [relief(row) for row in reference_data.rows("reliefs")],
        "obstacles": [
            pick(row, "code", "label_id", "label_en") for row in reference_data.rows("obstacles")
        ],
        "benefits": [
            pick(row, "topic", "text_id", "text_en", "source")
            for row in reference_data.rows("benefits")
        ],
        "consent_notice": dict(reference_data.document("consent-notice")),
        "return_reasons": [
            pick(row, "field", "code", "label_id", "label_en")
            for row in reference_data.rows("return-reasons")
        ],
        "finding_texts": dict(reference_data.finding_texts("id")),
        "finding_texts_en": dict(reference_data.finding_texts("en")),
        "quality_limits": quality_limits(),
        "receipt_key": receipt_key(),
        "sealing_key": sealing_key(),
    }
    digest = hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
    return {"version": digest[:VERSION_DIGITS], **content}


def form_field(row: Any) -> dict[str, str]:
    return {
        "name": row["name"],
        "label": row["label_id"],
        "label_en": row["label_en"],
        "need": row["need"],
    }


def programme(code: str, label_id: str, label_en: str, *, required: bool = True) -> dict[str, Any]:
    return {"code": code, "label_id": label_id, "label_en": label_en, "required": required}


def region_parts(territory: str) -> dict[str, Any]:
    districts = places.regions("district")
    # the own villages first: most registrations are from there
    villages = sorted(
        places.regions("village"),
        key=lambda village: (not lies_within(village.code, territory), village.code),
    )
    home = places.region(territory)
    regency = places.region(territory[:5])
    return {
        "regency": named(regency) if regency else None,
        "territory": {**named(home), "level": home.level} if home else None,
        "provinces": [row["code"] for row in reference_data.rows("provinces")],
        "home_regencies": list(settings().regency_codes),
        "districts": [named(district) for district in districts],
        "nik_districts": [district.code for district in districts],
        "villages": [
            {**named(village), "parent_code": village.parent_code} for village in villages
        ],
    }


def named(region: Region) -> dict[str, str]:
    return {"code": region.code, "name": region.name}


def relief(row: Any) -> dict[str, Any]:
    return {
        **pick(row, "from", "to", "sector", "programme"),
        "numerator": int(row["numerator"]),
        "denominator": int(row["denominator"]),
        "excludes_funding": row["excludes_funding"].split(),
    }


def quality_limits() -> dict[str, int]:
    limits = reference_data.age_limits()
    skew = reference_data.paradata_limits().clock_skew
    return {
        "age_block_under": limits.block_under,
        "age_warn_under": limits.warn_under,
        "age_block_from": limits.block_from,
        "clock_skew_minutes": round(skew.total_seconds() / 60),
    }


def receipt_key() -> dict[str, str]:
    """With which a phone, or a judge, checks the signature of a receipt (docs/api.md)."""
    sealer = contents.sealer()
    return {
        "key_id": sealer.key_id,
        "public_key": urlsafe_b64encode(sealer.public_key).decode(),
    }


def sealing_key() -> dict[str, str]:
    """To which a phone seals whatever it saves; 65 bytes, an uncompressed point on P-256."""
    pair = contents.keyring().current
    return {"key_id": pair.key_id, "public_key": urlsafe_b64encode(pair.public).decode()}


def pick(row: Any, *names: str) -> dict[str, Any]:
    return {name: row[name] for name in names}
