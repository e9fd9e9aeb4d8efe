"""What people change about themselves."""

from stakeholders.models import User
from stakeholders.verbs import Refusal, verb


class NotYou(Refusal):
    code = "not_you"
    message = "A name, a language and a zone are changed by their person."


@verb("account.changed")
def change_you(user, *, name, language, time_zone, by, at):
    """Name, language of mails, zone in which times are shown. Raises NotYou."""
    if by.pk != user.pk:
        raise NotYou(user)
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    user.name, user.language, user.time_zone = name.strip(), language, time_zone
    user.save(update_fields=["name", "language", "time_zone"])
    return user
