"""The draws of all programs (draws.h and draws.js are the same), so that they do the same work: Marsaglia's xorshift of 32 bits."""

from math import ceil, log

MILLISECOND = 1000
HOUR = 3_600_000_000


class Draws:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        """Uniform, above 0 and below 1."""
        state = self.state
        state ^= state << 13 & 0xFFFFFFFF
        state ^= state >> 17
        state ^= state << 5 & 0xFFFFFFFF
        self.state = state
        return state / 4294967296

    def exponential(self, mean):
        return -mean * log(self.next())


def hold_delays(named, seed, count):
    """So many delays of the hold model, in whole microseconds."""
    draws = Draws(seed)

    def delay():
        is_short = named == "mixture" and draws.next() < 0.5
        return ceil(draws.exponential(MILLISECOND if is_short else HOUR))

    return [delay() for _ in range(count)]
