/** Which work is done, of which size, and which programs do it: the first of each case is sgsim, which the others are held against. */
export function cases(quick) {
  return quick
    ? [...hold([1e3], 1e5, 2e5), mm1(5e4, 1e4), ...meters([{ meters: 1000, hours: 2, udp: 1, simpy: 2 }])]
    : [
        ...hold([1e3, 1e5, 1e6], 2e5, 3e6),
        mm1(1e6, 1e5),
        ...meters([
          { meters: 1e4, hours: 24, udp: 24, simpy: 24 },
          { meters: 1e5, hours: 24, udp: 2 },
          { meters: 1e6, hours: 24 },
        ]),
      ]
}

export const WORKS = ['hold', 'mm1', 'meters']

/** ns-3 lets its user choose. All take the first turn, the fastest of them the others. */
const SCHEDULERS = ['PriorityQueue', 'Heap', 'Map', 'Calendar']

const DELAYS = {
  exponential: 'exponential delays, 1 h in the mean',
  mixture: 'half of the delays 1 ms, half 1 h in the mean',
}

function hold(sizes, warm, operations) {
  return Object.entries(DELAYS).flatMap(([delays, title]) =>
    sizes.map((pending) => {
      const options = { pending, delays, warm: Math.max(pending, warm) }
      // Slow ones do less: the rate is what counts.
      const full = { ...options, operations }
      const less = { ...options, operations: operations / 10 }
      return {
        work: 'hold',
        title: `hold model, ${count(pending)} pending events, ${title}`,
        unit: 'events',
        size: { pending, delays },
        programs: [
          { peer: 'sgsim', name: 'sgsim, its queue', file: 'hold.js', options: { with: 'queue', ...full } },
          {
            peer: 'sgsim',
            name: 'sgsim, its simulation loop',
            file: 'hold.js',
            options: { with: 'simulation', ...full },
          },
          {
            peer: 'sgsim',
            name: 'heap of objects in JavaScript',
            file: 'hold.js',
            options: { with: 'objects', ...(pending < 1e6 ? full : less) },
          },
          { peer: 'c++', name: 'C++ std::priority_queue', file: 'hold.cc', options: full },
          ...schedulers('ns-3 Schedule', 'ns3-hold.cc', full),
          ...(pending <= 1e5 ? [{ peer: 'simpy', name: 'SimPy', file: 'hold.py', options: less }] : []),
        ],
      }
    }),
  )
}

function mm1(customers, fewer) {
  const load = 0.8
  return {
    work: 'mm1',
    title: `M/M/1, ${count(customers)} customers, load ${load}`,
    unit: 'customers',
    size: { customers, load },
    programs: [
      { peer: 'sgsim', name: 'sgsim, Poisson source and wire', file: 'mm1.js', options: { customers, load } },
      { peer: 'c++', name: 'C++ std::priority_queue', file: 'mm1.cc', options: { customers, load } },
      ...schedulers('ns-3 Schedule', 'ns3-mm1.cc', { customers, load }),
      { peer: 'simpy', name: `SimPy, ${count(fewer)} customers`, file: 'mm1.py', options: { customers: fewer, load } },
    ],
  }
}

function meters(sizes) {
  return sizes.map(({ meters, hours, udp, simpy }) => {
    const options = { meters, hours }
    const after = (other) => (other === hours ? '' : `, ${other} h`)
    const program = (peer, name, file, simulated) =>
      simulated === undefined
        ? []
        : [{ peer, name: name + after(simulated), file, options: { meters, hours: simulated } }]
    const bare = (name, counting) => ({
      peer: 'sgsim',
      name,
      file: 'meters-bare.js',
      options: { ...options, counting },
    })
    return {
      work: 'meters',
      title: `meters → DAP → WAN → head-end → acknowledgement, ${count(meters)} meters, ${hours} h`,
      unit: 'messages',
      size: options,
      // As many as can be had in an hour of the bench.
      rounds: meters < 1e5 ? 5 : 3,
      programs: [
        { peer: 'sgsim', name: 'sgsim run, report written', file: 'meters.js', options: { ...options, workers: 1 } },
        { peer: 'sgsim', name: 'sgsim run --workers 2', file: 'meters.js', options: { ...options, workers: 2 } },
        bare('bare loop over its queue', 'sums'),
        bare('bare loop, counting for a report', 'report'),
        { peer: 'c++', name: 'C++ std::priority_queue', file: 'meters.cc', options },
        ...schedulers('ns-3 Schedule', 'ns3-meters.cc', options),
        ...program('ns-3', 'ns-3, UDP and FlowMonitor', 'ns3-meters-udp.cc', udp),
        ...program('simpy', 'SimPy, processes and resources', 'meters.py', simpy),
      ],
    }
  })
}

function schedulers(name, file, options) {
  return SCHEDULERS.map((scheduler) => ({
    peer: 'ns-3',
    name: `${name}, ${scheduler}`,
    file,
    options: { ...options, scheduler },
    oneOf: name,
  }))
}

export function count(number) {
  return number.toLocaleString('en').replaceAll(',', ' ')
}
