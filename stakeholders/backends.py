"""Who somebody is on a request: read together with whether a second step is asked of them, in one query."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.backends import ModelBackend
from django.utils import timezone

from stakeholders.models import User
from stakeholders.second_step import with_missing_step


class ReadsSecondStep:
    def get_user(self, user_id):
        """The active user with `lacks_second_step`; None for nobody."""
        user = with_missing_step(User.objects.filter(pk=user_id), timezone.localdate()).first()
        return user if user is not None and self.user_can_authenticate(user) else None


class ByPassword(ReadsSecondStep, ModelBackend):
    pass


class ByAccount(ReadsSecondStep, AuthenticationBackend):
    pass
