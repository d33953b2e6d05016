"""Files of approved registrations for BPJS."""

from flask import Blueprint

handover = Blueprint("handover", __name__, url_prefix="/handover")
