import pytest

from bench.mail_server import mail_server


@pytest.fixture(name="mail_server")
def _mail_server(tmp_path):
    with mail_server(tmp_path) as server:
        yield server


@pytest.fixture
def smtp(mail_server, settings):
    """The mail server, and this process sends its mails there."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", mail_server.port, 1
    return mail_server
