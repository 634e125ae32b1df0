/** What the theory tests are about: by chapter of the document, the tests of test/theory. Each has its place here. */
export const AREAS = [
  {
    title: 'Queues and nodes',
    about:
      'Wires and nodes of the product behind Poisson arrivals: lines, servers, classes of priority, bounded buffers, windows. Times are in units of ' +
      'one service, but for the windows (seconds).',
    tests: [
      'mm1',
      'md1',
      'mm2',
      'mm5',
      'tandem-stations',
      'tandem-links',
      'cobham',
      'node-priority',
      'finite-buffer',
      'wake-up-wait',
    ],
  },
  {
    title: 'Losses and repeats',
    about:
      'Packets that are lost by themselves or in bursts, and sent again by the link or, as a whole, by their sender.',
    tests: ['gilbert-elliott', 'retransmission', 'tandem-loss', 'resends'],
  },
  {
    title: 'Shared channels',
    about:
      'The contention on which `mesh`, `plc` and `radio-lan` stand. Throughput is a share of the channel, the load `G` is in frames a frame time, `a` the ' +
      'propagation time as a share of one.',
    tests: ['pure-aloha', 'slotted-aloha', 'non-persistent-csma', 'single-sender', 'simultaneous-senders'],
  },
  {
    title: 'Polled channels',
    about:
      'A master and 20 stations alike: `w` is the time to ask one that has nothing, `ρ` the share of the time that data take.',
    tests: ['polling-cycle', 'polling-wait'],
  },
  {
    title: 'Sectors',
    about: 'A base station and its endpoints.',
    tests: ['preamble-collision', 'power-save-wait', 'sector-downlink'],
  },
  {
    title: 'Mesh',
    about: 'Where the nodes of a mesh stand, how far they hear, and what relays carry.',
    tests: [
      'link-range',
      'mesh-placement',
      'mesh-rings',
      'mesh-shadowing',
      'chain-delivery',
      'chain-throughput',
      'flood-coverage',
    ],
  },
  {
    title: 'Faults and campaigns',
    about: 'What fails and is repaired, backlogs that drain, and images that go out in blocks.',
    tests: ['availability', 'backlog-drain', 'campaign'],
  },
]
