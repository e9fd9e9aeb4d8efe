"""Who: users, places, organisations, posts, people, memberships, access."""

from django.apps import AppConfig


class StakeholdersConfig(AppConfig):
    name = "stakeholders"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from allauth.account import signals
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from stakeholders import signed_in

        user_logged_in.connect(signed_in.on_signed_in, dispatch_uid="signed_in.on")
        user_logged_out.connect(signed_in.on_signed_out, dispatch_uid="signed_in.off")
        for signal in (signals.password_changed, signals.password_set, signals.password_reset):
            signal.connect(signed_in.on_new_password, dispatch_uid="signed_in.new_password")
