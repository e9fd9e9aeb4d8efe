def context(found):
    return {}


def headline(found):
    return ""
