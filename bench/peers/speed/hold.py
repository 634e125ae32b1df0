"""The hold model (hold.h) with SimPy: a process for each pending event; calling off is an interrupt."""

import simpy

from draws import HOUR, hold_delays
from told import asked, now, tell

DELAYS = 65536
MASK = DELAYS - 1
EVERY = 100


class Hold:
    def __init__(self, pending, delays):
        self.environment = simpy.Environment()
        self.delays = hold_delays(delays, 20102, DELAYS)
        self.order = self.sequence = self.done = self.end = 0
        self.ended = None
        self.called_off = None
        for delay in hold_delays(delays, 20101, pending):
            self.environment.process(self.pending(delay))

    def operate(self, operations):
        self.end = self.done + operations
        self.ended = self.environment.event()
        self.environment.run(until=self.ended)

    def pending(self, delay):
        environment, delays = self.environment, self.delays
        me = environment.active_process
        while True:
            sequence = self.sequence
            self.sequence += 1
            try:
                yield environment.timeout(delay)
            except simpy.Interrupt:
                delay = self.instead
                continue
            self.order = (self.order * 31 + sequence) & 0xFFFFFFFF
            done = self.done
            delay = delays[done & MASK]
            turn = done % EVERY
            if turn == 0:
                delay += HOUR
                self.called_off = me
            elif turn == EVERY // 2:
                self.instead = delays[(done + DELAYS // 2) & MASK]
                self.called_off.interrupt()
            self.done = done + 1
            if self.done == self.end:
                self.ended.succeed()


setup = now()
hold = Hold(asked.number("pending"), asked.word("delays"))
hold.operate(asked.number("warm"))
warm = hold.order
start = now()
hold.operate(asked.number("operations"))
tell(start - setup, now() - start, asked.number("operations"), {"orderWarm": warm, "order": hold.order})
