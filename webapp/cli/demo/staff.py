"""Hires the invented office's people, each with a territory and the volunteers with a phone."""

from dataclasses import dataclass, field
from secrets import token_urlsafe

from webapp.accounts import operations as accounts
from webapp.accounts.demo_accounts import DEMO_ACCOUNTS
from webapp.accounts.passwords import hash_password
from webapp.accounts.territories import lies_within
from webapp.cli.demo.cast import SUPERVISORS, Volunteer
from webapp.models import Device, Role, User


@dataclass
class Staff:
    """Whoever was hired so far, by user name."""

    users: dict[str, User] = field(default_factory=dict)
    phones: dict[str, Device] = field(default_factory=dict)

    def open(self) -> None:
        """The coordinator comes first, then the supervisors."""
        for account in DEMO_ACCOUNTS.values():
            if account.role != Role.VOLUNTEER:
                self.hire(account.username, account.full_name, account.role, account.region_code)
        for one in SUPERVISORS:
            self.hire(one.username, one.full_name, Role.SUPERVISOR, one.region_code)

    def hire_volunteer(self, volunteer: Volunteer) -> None:
        self.hire(volunteer.username, volunteer.full_name, Role.VOLUNTEER, volunteer.region_code)
        user = self.users[volunteer.username]
        self.phones[volunteer.username], _ = accounts.enrol_device(user=user, name="HP Android")

    def hire(self, username: str, full_name: str, role: Role, region_code: str) -> None:
        user = accounts.create_user(
            username=username,
            full_name=full_name,
            # only three can sign in; nobody knows the others' passwords
            password=token_urlsafe(24),
            role=role,
            region_code=region_code,
            by=self.users.get("koordinator"),
        )
        if username in DEMO_ACCOUNTS:
            # short on purpose, which no other way of making an account allows
            user.password_hash = hash_password(username)
        self.users[username] = user

    @property
    def coordinator(self) -> User:
        return self.users["koordinator"]

    def supervisor_of(self, volunteer: Volunteer) -> User:
        """The one with the smallest territory around the volunteer's."""
        around = [
            user
            for user in self.users.values()
            if user.role == Role.SUPERVISOR and lies_within(volunteer.region_code, user.region_code)
        ]
        return max(around, key=lambda user: len(user.region_code))
