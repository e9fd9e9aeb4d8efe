"""Pages whose address, or whose text, holds the token of a mailed link."""


def private(response):
    """It is kept nowhere, sent nowhere and found by nobody. Returns the response."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    return response
