"""Who somebody is on a request: read together with whether a second step is asked of them, in one query."""

import functools

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from stakeholders.models import User
from stakeholders.second_step import with_missing_step


@functools.lru_cache(maxsize=4)  # it is up to three days at a time, by zone
def _everybody(day):
    """All users with `lacks_second_step`, unasked: building this anew on each request took longer than answering it."""
    return with_missing_step(User.objects.all(), day)


class ReadsSecondStep:
    def get_user(self, user_id):
        """The active user with `lacks_second_step`; None for nobody."""
        user = _everybody(timezone.localdate()).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None


class ByPassword(ReadsSecondStep, ModelBackend):
    pass


class ByAccount(ReadsSecondStep, AuthenticationBackend):
    pass
