"""M/M/1 (mm1.h) with SimPy, as its own examples do it: a process for each customer, and a resource for the server."""

import simpy

from draws import Draws
from told import asked, now, tell

environment = simpy.Environment()
server = simpy.Resource(environment, capacity=1)
arrivals, services = Draws(20103), Draws(20104)
events = served = waited = 0


def nearest(value):
    """As llround has it: halves away from zero. Python's round has them to even."""
    return int(value + 0.5)


def source(customers, gap):
    for _ in range(customers):
        yield environment.timeout(nearest(arrivals.exponential(gap)))
        environment.process(customer(nearest(services.exponential(1e6))))


def customer(service):
    global served, waited
    came = environment.now
    with server.request() as turn:
        yield turn
        waited += environment.now - came
        served += 1
        yield environment.timeout(service)


customers = asked.number("customers")
environment.process(source(customers, 1e6 / float(asked.word("load"))))
start = now()
environment.run()
# An arrival and a departure each: how many SimPy makes of them is its own affair.
tell(0, now() - start, 2 * customers, {"customers": served, "meanWaitS": waited / served / 1e6})
