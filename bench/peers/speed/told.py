"""What a program is asked on its command line (--key=value), and the line of JSON that it prints in the end."""

import json
import resource
import sys
from time import perf_counter as now


class Asked:
    def __init__(self, words):
        self.values = dict(word[2:].split("=", 1) for word in words)

    def word(self, key):
        return self.values[key]

    def number(self, key):
        return int(float(self.values[key]))


asked = Asked(sys.argv[1:])


def tell(setup_seconds, seconds, events, result):
    """`seconds` of the work itself; `result` is alike in all programs."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    line = {"setupSeconds": setup_seconds, "seconds": seconds, "events": events, "peakBytes": peak, "result": result}
    print(json.dumps(line))
