"""How a file that somebody sent is handed out: always as a download, with our word for its type, and inert."""

from django.http import FileResponse, Http404


def file_response(attachment):
    """The file as an attachment. Whoever calls has asked who may read it. Raises Http404 where it is gone.

    No browser guesses its type, none runs what is in it, and no cache between us and the reader keeps it.
    """
    try:
        opened = attachment.file.open("rb")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error
    response = FileResponse(
        opened, as_attachment=True, filename=attachment.name, content_type=attachment.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
