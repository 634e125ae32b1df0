/** 25 meters a DAP, two DAPs, one head-end. */
const PLACES = { meters: 50, daps: 2 }

// A wire of ns-3 that carries IP: 20 bytes of IP, 8 of UDP and 2 of PPP, which its MTU of 1500 does not count.
const IP_WIRE = { medium: 'wire', retries: 0, 'retry-after': '10 ms', mtu: '1502 B', header: '30 B' }
const AMPLE = 100_000_000

/** The same wires in both programs' words: rates in bits a second, delays in microseconds, queues in bytes. */
function wires(nan, wan) {
  const ofSgsim = ({ rate, delay, loss = 0, queue = AMPLE, sgsimQueue = queue }) => ({
    ...IP_WIRE,
    rate: `${rate} bps`,
    delay: `${delay} us`,
    loss: `${100 * loss}%`,
    queue: `${sgsimQueue} B`,
  })
  const ofNs3 = (of, { rate, delay, loss = 0, queue = AMPLE, counts = 'waiting' }) => ({
    [`${of}Rate`]: rate,
    [`${of}Delay`]: delay,
    [`${of}Loss`]: loss,
    [`${of}Queue`]: queue,
    [`${of}Counts`]: counts,
  })
  return {
    ns3: { program: 'internet', options: { ...PLACES, access: 'wire', ...ofNs3('nan', nan), ...ofNs3('wan', wan) } },
    sgsim: { ...PLACES, nan: ofSgsim(nan), wan: ofSgsim(wan) },
  }
}

const METER_WIRE = { rate: 100_000, delay: 2_000 }
const BACKHAUL = { rate: 130_000, delay: 20_000 }
const MIXED = { meters: PLACES.meters, sizes: [25, 100, 300, 1600], seconds: 1200 }

/** Behind a channel the backhaul never makes anyone wait for long; what is in front of a packet on it says the program. */
const FAST = { rate: 1_000_000, delay: 10_000 }

// IEEE 802.15.4, 2.4 GHz O-QPSK, unslotted, in sgsim's words: what ns-3's lr-wpan has built in. A frame holds 114 bytes of a message
// (ns-3 keeps 2 of the 127 for a second PAN identifier that it does not send), 9 of header and 2 of check sum.
const RADIO = {
  medium: 'radio-lan',
  access: 'csma',
  rate: '250 kbps',
  preamble: '192 us',
  'back-off-unit': '320 us',
  'min-exponent': 3,
  'max-exponent': 5,
  'max-back-offs': 4,
  'after-busy': 'back-off',
  sensing: '128 us',
  turnaround: '192 us',
  propagation: '0 us',
  acknowledged: true,
  ack: '5 B',
  'ack-after': '192 us',
  'ack-time-out': '864 us',
  retries: 3,
  gap: '640 us',
  channels: 1,
  header: '11 B',
  mtu: '125 B',
  queue: '100 MB',
  loss: '0%',
}

/** 25 meters on a radio channel; `ns3` and `sgsim` are what a case has of its own. */
function radio(ns3 = {}, sgsim = {}) {
  const wan = wires({}, FAST)
  const { wanRate, wanDelay, wanQueue } = wan.ns3.options
  return {
    ns3: { program: 'lr-wpan', options: { ...PLACES, wanRate, wanDelay, wanQueue, ...ns3 } },
    // Between the devices of ns-3 there is no IP here: 2 bytes of PPP.
    sgsim: { ...PLACES, nan: { ...RADIO, ...sgsim }, wan: { ...wan.sgsim.wan, header: '2 B' } },
  }
}

// What ns-3 does that sgsim leaves out, done as sgsim does it.
const LIKE_SGSIM = { acks: 'safe', listening: 'throughout' }
const EARS =
  'a node of ns-3 that listens does not hear a frame that ends meanwhile, and speaks over its acknowledgement more often'
const ACKS = 'in ns-3 acknowledgements are lost to collisions too, and their frames are sent again'

const FRAMES = { meters: PLACES.meters, sizes: [25, 50, 100] }
const messagesEach = (count, gap) => ({ gap, seconds: (count / PLACES.meters) * gap })

/**
 * 25 meters on a channel of ns-3's CSMA device: a node that finds the channel idle speaks at once, others wait random times that double, and
 * nothing ever collides. In sgsim's words: no time between listening and speaking. 18 bytes of Ethernet, 20 of IP, 8 of UDP.
 */
function bus(slot, minSlots = 1) {
  const rate = 250_000
  const wan = wires({}, FAST)
  return {
    ns3: {
      program: 'internet',
      options: {
        ...wan.ns3.options,
        access: 'csma',
        nanRate: rate,
        nanDelay: 0,
        nanQueue: AMPLE,
        slot,
        minSlots,
        ceiling: 8,
        retries: 30,
      },
    },
    sgsim: {
      ...PLACES,
      wan: wan.sgsim.wan,
      nan: {
        ...RADIO,
        rate: `${rate} bps`,
        preamble: '0 us',
        'back-off-unit': `${slot} us`,
        'min-exponent': 0,
        'max-exponent': 8,
        'max-back-offs': 30,
        sensing: '0 us',
        turnaround: '0 us',
        acknowledged: false,
        // 96 bits, as ns-3 has it.
        gap: '384 us',
        header: '46 B',
        mtu: '1518 B',
      },
    },
  }
}

/**
 * What is run on both sides. `exact`: nothing is drawn at random but the traffic, so that message by message the same must come out.
 * `why` explains a difference that is larger than 5 %, or that is meant to be there.
 */
export const CASES = [
  {
    name: 'wires',
    about: 'wires with ample queues and no loss; the backhaul is busy 70 % of the time',
    traffic: { ...MIXED, gap: 1.2 },
    exact: true,
    ...wires(METER_WIRE, BACKHAUL),
  },
  {
    name: 'wires-loss',
    about: 'the same with 4 % loss on the wire of a meter and 1 % on the backhaul',
    traffic: { ...MIXED, gap: 1.2 },
    ...wires({ ...METER_WIRE, loss: 0.04 }, { ...BACKHAUL, loss: 0.01 }),
  },
  {
    name: 'wires-queue',
    about: 'packets of 330 bytes; the backhaul is busy 92 % of the time and holds 20 of them beside the one being sent',
    traffic: { ...MIXED, sizes: [300], gap: 0.55 },
    exact: true,
    // sgsim counts the packet being sent, ns-3 those behind it.
    ...wires(METER_WIRE, { ...BACKHAUL, queue: 20 * 330, sgsimQueue: 21 * 330 }),
  },
  {
    name: 'wires-queue-like-sgsim',
    about: "the same with a queue of our own in ns-3 that counts as sgsim's does",
    traffic: { ...MIXED, sizes: [300], gap: 0.55 },
    exact: true,
    ...wires(METER_WIRE, { ...BACKHAUL, queue: 21 * 330, counts: 'sent' }),
  },
  {
    name: 'wires-queue-mixed',
    about: 'packets of 55 to 1502 bytes; the backhaul is busy 88 % of the time, its queue is 12,000 bytes in both',
    traffic: { ...MIXED, gap: 0.95 },
    why: 'sgsim counts the rest of the packet being sent among the bytes that wait, ns-3 does not',
    ...wires(METER_WIRE, { ...BACKHAUL, queue: 12_000 }),
  },
  {
    name: 'wires-queue-mixed-like-sgsim',
    about: "the same with a queue of our own in ns-3 that counts as sgsim's does",
    traffic: { ...MIXED, gap: 0.95 },
    exact: true,
    ...wires(METER_WIRE, { ...BACKHAUL, queue: 12_000, counts: 'sent' }),
  },
  {
    name: 'radio-light',
    about: '802.15.4 radio, 50 messages a second on a channel; ns-3 as it is, but overlapping frames are lost',
    traffic: { ...FRAMES, ...messagesEach(60_000, 0.5) },
    why: `${EARS}; ${ACKS}`,
    ...radio(),
  },
  {
    name: 'radio-light-like-sgsim',
    about: 'the same, ns-3 made to listen throughout and to lose no acknowledgement',
    traffic: { ...FRAMES, ...messagesEach(60_000, 0.5) },
    ...radio(LIKE_SGSIM),
  },
  {
    name: 'radio-busy',
    about: '100 messages a second on a channel; ns-3 as it is, but overlapping frames are lost',
    traffic: { ...FRAMES, ...messagesEach(30_000, 0.25) },
    why: `${EARS}; ${ACKS}`,
    ...radio(),
  },
  {
    name: 'radio-busy-listening',
    about: 'the same, ns-3 made to listen throughout',
    traffic: { ...FRAMES, ...messagesEach(30_000, 0.25) },
    why: ACKS,
    ...radio({ listening: 'throughout' }),
  },
  {
    name: 'radio-busy-acks',
    about: 'the same, ns-3 made to lose no acknowledgement',
    traffic: { ...FRAMES, ...messagesEach(30_000, 0.25) },
    why: EARS,
    ...radio({ acks: 'safe' }),
  },
  {
    name: 'radio-busy-like-sgsim',
    about: 'the same, both',
    traffic: { ...FRAMES, ...messagesEach(30_000, 0.25) },
    ...radio(LIKE_SGSIM),
  },
  {
    name: 'radio-busy-capture',
    about: "the same, ns-3's own receiver throughout",
    traffic: { ...FRAMES, ...messagesEach(30_000, 0.25) },
    why: 'spread spectrum lets a receiver of ns-3 keep the first of two frames that are equally strong; in sgsim both are lost',
    ...radio({ overlap: 'sinr' }),
  },
  {
    name: 'radio-crowded',
    about: '167 messages a second on a channel; ns-3 as it is, but overlapping frames are lost',
    traffic: { ...FRAMES, ...messagesEach(30_000, 0.15) },
    why: `${EARS}; ${ACKS}`,
    ...radio(),
  },
  {
    name: 'radio-crowded-like-sgsim',
    about: 'the same, ns-3 made to listen throughout and to lose no acknowledgement',
    traffic: { ...FRAMES, ...messagesEach(30_000, 0.15) },
    ...radio(LIKE_SGSIM),
  },
  {
    name: 'radio-pieces-like-sgsim',
    about: '50 messages a second of one to three frames, ns-3 like sgsim',
    traffic: { meters: PLACES.meters, sizes: [25, 100, 300], ...messagesEach(30_000, 0.5) },
    ...radio(LIKE_SGSIM),
  },
  {
    name: 'radio-noise-like-sgsim',
    about: '50 messages a second, noise spoils 10 % of the frames, one retry, ns-3 like sgsim',
    traffic: { ...FRAMES, ...messagesEach(30_000, 0.5) },
    ...radio({ ...LIKE_SGSIM, loss: 0.1, retries: 1 }, { loss: '10%', retries: 1 }),
  },
  {
    name: 'radio-unacknowledged',
    about: '125 messages a second without acknowledgements and retries; ns-3 as it is, but overlapping frames are lost',
    traffic: { ...FRAMES, ...messagesEach(30_000, 0.2) },
    why: 'a node of ns-3 does not hear a frame that ends while it listens, and speaks a little earlier',
    ...radio({ acknowledged: 0 }, { acknowledged: false }),
  },
  {
    name: 'radio-unacknowledged-like-sgsim',
    about: 'the same, ns-3 made to listen throughout',
    traffic: { ...FRAMES, ...messagesEach(30_000, 0.2) },
    ...radio({ acknowledged: 0, listening: 'throughout' }, { acknowledged: false }),
  },
  {
    name: 'bus',
    about: "ns-3's CSMA device at 250 kbps, slots of 1 ms; the channel is busy 45 % of the time",
    traffic: { ...MIXED, gap: 1 },
    ...bus(1000),
  },
  {
    name: 'bus-long-slots',
    about: 'the same with slots of 5 ms',
    traffic: { ...MIXED, gap: 1 },
    why: 'where ns-3 waits 1 slot, 1 or 2, then 1 to 6, sgsim waits 0 or 1, 0 to 3, then 0 to 7: a wait of 0 finds the channel busy still, and the next one is longer',
    ...bus(5000),
  },
  {
    name: 'bus-long-slots-from-0',
    about: 'the same, ns-3 with a least wait of no slot',
    traffic: { ...MIXED, gap: 1 },
    why: 'now ns-3 waits 0 slots, 0 to 2, then 0 to 6, and finds the channel busy still more often than sgsim',
    ...bus(5000, 0),
  },
]
