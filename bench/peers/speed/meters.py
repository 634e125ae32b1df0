"""The town of meters.h with SimPy, as its own examples do it: a process for each meter and each read, a resource for each link."""

import simpy

from draws import HOUR, Draws
from told import asked, now, tell

A_DAP = 250
READ, ACKNOWLEDGEMENT = 200 + 60, 25 + 60
PROCESSING = 5000

environment = simpy.Environment()


class Link:
    """In one direction. Microseconds."""

    def __init__(self, rate, delay):
        self.line = simpy.Resource(environment, capacity=1)
        self.micros_per_byte = 8e6 / rate
        self.delay = delay

    def cross(self, size):
        with self.line.request() as turn:
            yield turn
            yield environment.timeout(round(size * self.micros_per_byte))
        yield environment.timeout(self.delay)


class Dap:
    def __init__(self):
        self.nan_up, self.nan_down = Link(100e3, 20_000), Link(100e3, 20_000)
        self.wan_up, self.wan_down = Link(2e6, 30_000), Link(2e6, 30_000)


reads = reads_received = read_latency = 0
acknowledgements = acknowledgements_received = acknowledgement_latency = 0


def meter(moment, dap):
    yield environment.timeout(moment)
    while True:
        environment.process(read(dap))
        yield environment.timeout(HOUR)


def read(dap):
    global reads, reads_received, read_latency, acknowledgements, acknowledgements_received, acknowledgement_latency
    reads += 1
    sent = environment.now
    yield from dap.nan_up.cross(READ)
    yield from dap.wan_up.cross(READ)
    yield environment.timeout(PROCESSING)
    reads_received += 1
    read_latency += environment.now - sent
    acknowledgements += 1
    sent = environment.now
    yield environment.timeout(PROCESSING)
    yield from dap.wan_down.cross(ACKNOWLEDGEMENT)
    yield from dap.nan_down.cross(ACKNOWLEDGEMENT)
    acknowledgements_received += 1
    acknowledgement_latency += environment.now - sent


setup = now()
count = asked.number("meters")
draws = Draws(20105)
daps = [Dap() for _ in range(-(-count // A_DAP))]
for number in range(count):
    environment.process(meter(int(draws.next() * HOUR), daps[number // A_DAP]))
start = now()
environment.run(until=asked.number("hours") * HOUR)
result = {
    "reads": reads,
    "readsReceived": reads_received,
    "acknowledgements": acknowledgements,
    "acknowledgementsReceived": acknowledgements_received,
    "readLatencyS": read_latency / 1e6 / reads_received,
    "acknowledgementLatencyS": acknowledgement_latency / 1e6 / acknowledgements_received,
}
# As many as the other programs have: how many SimPy makes of them is its own affair.
events = 2 * reads + 2 * reads_received + 2 * acknowledgements_received
tell(start - setup, now() - start, events, result)
