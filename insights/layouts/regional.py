def context(found, office=None):
    return {}


def headline(found, office=None):
    return ""
