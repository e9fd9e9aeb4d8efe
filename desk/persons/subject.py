"""Who is meant: a contact of an office, somebody who signs in, or both; and the words that name them."""

import re
from dataclasses import dataclass

from stakeholders.models import Membership, Person, User

ERASED = "a person, erased"
ERASED_HOST = "erased.invalid"
ERASED_ADDRESS = f"erased@{ERASED_HOST}"
SHORTEST_PHONE = 6


@dataclass(frozen=True)
class Subject:
    """person: the contact, or None. user: the account, or None. office: the organisation whose rows are meant; None
    for all of the installation (an account is everybody's).
    """

    person: object = None
    user: object = None
    office: object = None

    @property
    def name(self):
        return (self.person or self.user).name

    @property
    def addresses(self):
        return tuple({row.email.lower() for row in (self.person, self.user) if row is not None and row.email})

    @property
    def names(self):
        """The name as it is written, and with the last word first."""
        found = []
        for row in (self.person, self.user):
            words = row.name.split() if row is not None else []
            if words and words != ERASED.split():
                found.append(" ".join(words))
            if len(words) > 1:
                found += [f"{words[-1]}, {' '.join(words[:-1])}", f"{words[-1]} {' '.join(words[:-1])}"]
        return tuple(dict.fromkeys(found))

    @property
    def phones(self):
        phone = self.person.phone.strip() if self.person is not None else ""
        return (phone,) if len(phone) >= SHORTEST_PHONE else ()

    @property
    def needles(self):
        return (*self.addresses, *self.names, *self.phones)

    @property
    def pattern(self):
        """What names them, each as whole words; None where nothing does."""
        longest_first = sorted(self.needles, key=len, reverse=True)
        if not longest_first:
            return None
        return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(one) for one in longest_first)})(?!\w)", re.IGNORECASE)

    @property
    def only_ours(self):
        """Whether nobody else here holds one of the addresses: then every mail to it is theirs alone."""
        return not any(
            User.objects.filter(email__iexact=address).exclude(pk=getattr(self.user, "pk", None)).exists()
            or Person.objects.filter(email__iexact=address).exclude(pk=getattr(self.person, "pk", None)).exists()
            for address in self.addresses
        )

    def replaced(self, text):
        """The text without the person."""
        def other(match):
            return ERASED if "@" not in match.group() else ERASED_ADDRESS

        return self.pattern.sub(other, text) if self.pattern else text


def of_person(person):
    """A contact, within the office that keeps it."""
    return Subject(person=person, office=person.owner)


def of_user(user):
    """An account, with the installation's whole memory of it."""
    return Subject(user=user)


def offices_of(user):
    return set(Membership.objects.filter(user=user).values_list("organisation", flat=True))
