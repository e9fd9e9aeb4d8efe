"""The office of whoever asks, on each request."""

from django.utils.functional import SimpleLazyObject

from stakeholders.queries import office_of


class OfficeMiddleware:
    """`request.office`: the person's office, looked up when first asked for (one query), never again.

    It is lazy, so ask `if request.office`, not `is None`: nobody's office is false.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.office = SimpleLazyObject(lambda: office_of(request.user))
        return self.get_response(request)
