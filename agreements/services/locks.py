"""The lock that whoever changes an agreement, its text or what hangs on it takes first."""

from agreements.models import Agreement


def locked(agreement_id):
    """The agreement as it is now, under lock: what two people do with it at once follows each other."""
    return Agreement.objects.select_for_update(no_key=True).get(pk=agreement_id)
