"""The invented supervisors' desks: most is approved, some goes back, a few are turned down."""

from dataclasses import dataclass
from random import Random

from webapp import contents, reference_data
from webapp.cli.demo.field import Sent
from webapp.cli.demo.staff import Staff
from webapp.cli.demo.workers import Content
from webapp.errors import NotDecidable, Problem
from webapp.models import User
from webapp.registry.queries import worker_with
from webapp.review import operations as review
from webapp.review.judge import Reason, Seen

USUAL_REASONS = (
    ("full_name", "name_not_as_card"),
    ("address", "address_incomplete"),
    ("phone", "phone_unreachable"),
    ("mother_name", "mother_name_doubtful"),
    ("income_tier", "income_doubtful"),
)
REJECTIONS = (
    "Ternyata karyawan pabrik; sudah kami arahkan ke perusahaannya.",
    "Pekerja membatalkan saat ditelepon.",
    "Pindah ke luar kabupaten sebelum didaftarkan.",
)
APPROVALS = ("KTP sudah dicocokkan lewat telepon.", "Dicek ke kantor desa, sesuai.")


@dataclass
class Desk:
    dice: Random
    staff: Staff

    def decide(self, sent: Sent) -> list[Content]:
        """Decide on a batch as its supervisor would; return what went back."""
        by = self.staff.supervisor_of(sent.volunteer)
        returned, looked_good = [], []
        for content in sent.contents:
            draw = self.dice.random()
            if draw < 0.06 and content["revision"] == 1:
                field, code = self.dice.choice(USUAL_REASONS)
                self.send_back(content, field, code, by)
                returned.append(content)
            elif draw < 0.08:
                review.reject(seen=seen(content), note=self.dice.choice(REJECTIONS), by=by)
            else:
                looked_good.append(content)
        many = review.approve_many(seen=[seen(content) for content in looked_good], by=by)
        for content in looked_good:
            problem = many.left.get(content["id"])
            if problem and self.look_again(content, problem, by):
                returned.append(content)
        return returned

    def look_again(self, content: Content, problem: Problem, by: User) -> bool:
        """What could not be approved with the others; True when it goes back to the volunteer."""
        draw = self.dice.random()
        if is_enrolled(content):
            review.merge(seen=seen(content), note="Orang yang sama, bertemu dua relawan.", by=by)
        elif isinstance(problem, NotDecidable):
            self.send_back(content, "nik", "nik_missing", by)
            return True
        elif draw < 0.4:
            review.approve(seen=seen(content), note=self.dice.choice(APPROVALS), by=by)
        elif draw < 0.8:
            self.send_back(content, "nik", "nik_not_as_card", by)
            return True
        return False

    def send_back(self, content: Content, field: str, code: str, by: User) -> None:
        words = {row["code"]: row["label_id"] for row in reference_data.return_reasons()[field]}
        reason = Reason(field, code, words[code])
        review.send_back(seen=seen(content), reasons=[reason], note=None, by=by)


def seen(content: Content) -> Seen:
    return Seen(content["id"], content["revision"])


def is_enrolled(content: Content) -> bool:
    return "nik" in content and worker_with(contents.nik_index(content["nik"])) is not None
