"""Random choices that are the same on every machine and in every version of Python."""

import hashlib
import math


class Draws:
    """A stream of numbers named by a text; streams of different names do not depend on each other."""

    def __init__(self, *names):
        self.key = "/".join(str(n) for n in names).encode()
        self.count = 0

    def number(self):
        """A number in 0..<1 with 48 random bits."""
        self.count += 1
        digest = hashlib.sha256(self.key + b"#" + str(self.count).encode()).digest()
        return int.from_bytes(digest[:6], "big") / 2**48

    def chance(self, probability):
        return self.number() < probability

    def below(self, limit):
        return int(self.number() * limit)

    def one(self, choices):
        return choices[self.below(len(choices))]

    def weighted(self, shares):
        """A key of a dictionary of shares, which need not sum to 1."""
        point = self.number() * math.fsum(shares.values())
        for key, share in shares.items():
            point -= share
            if point < 0:
                return key
        return key

    def shuffled(self, items):
        keyed = [(self.number(), k) for k in range(len(items))]
        return [items[k] for _, k in sorted(keyed)]
