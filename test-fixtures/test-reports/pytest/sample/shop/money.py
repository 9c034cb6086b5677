class BadPrice(Exception):
    """A price that is none."""


def parse(text):
    units, cents = text.split(",")
    return int(units) * 100 + int(cents)


def price(text):
    try:
        return parse(text)
    except ValueError as cause:
        raise BadPrice(f"no price: {text!r}") from cause
