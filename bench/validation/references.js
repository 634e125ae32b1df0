/** Where the formulas were published, by what stands in brackets behind their names. */
export const REFERENCES = {
  'Abramson 1970':
    'N. Abramson, The ALOHA System: Another Alternative for Computer Communications, AFIPS Conference Proceedings 37, 1970',
  'Barlow and Proschan 1965': 'R. E. Barlow and F. Proschan, Mathematical Theory of Reliability, Wiley, 1965',
  'Baskett et al. 1975':
    'F. Baskett, K. M. Chandy, R. R. Muntz and F. G. Palacios, Open, Closed, and Mixed Networks of Queues with Different Classes of Customers, Journal of the ACM 22, 1975',
  'Bettstetter and Hartmann 2005':
    'C. Bettstetter and C. Hartmann, Connectivity of Wireless Multihop Networks in a Shadow Fading Environment, Wireless Networks 11, 2005',
  'Burke 1956': 'P. J. Burke, The Output of a Queuing System, Operations Research 4, 1956',
  'Cobham 1954': 'A. Cobham, Priority Assignment in Waiting Line Problems, Operations Research 2, 1954',
  'Elliott 1963':
    'E. O. Elliott, Estimates of Error Rates for Codes on Burst-Noise Channels, Bell System Technical Journal 42, 1963',
  'Erlang 1917':
    'A. K. Erlang, Solution of some Problems in the Theory of Probabilities of Significance in Automatic Telephone Exchanges, 1917',
  'Feller 1968':
    'W. Feller, An Introduction to Probability Theory and Its Applications, volume I, 3rd edition, Wiley, 1968, II.5',
  'Friedman 1965': 'H. D. Friedman, Reduction Methods for Tandem Queuing Systems, Operations Research 13, 1965',
  'Gilbert 1960': 'E. N. Gilbert, Capacity of a Burst-Noise Channel, Bell System Technical Journal 39, 1960',
  'IEEE 802.15.4-2020': 'IEEE Std 802.15.4-2020, Low-Rate Wireless Networks: the times of the 2450 MHz O-QPSK radio',
  'Jackson 1957': 'J. R. Jackson, Networks of Waiting Lines, Operations Research 5, 1957',
  'Khinchine 1932': 'A. Y. Khinchine, Mathematical Theory of a Stationary Queue, Matematicheskii Sbornik 39, 1932',
  'Kleinrock 1975': 'L. Kleinrock, Queueing Systems, volume I: Theory, Wiley, 1975, chapters 3 and 5',
  'Kleinrock and Tobagi 1975':
    'L. Kleinrock and F. A. Tobagi, Packet Switching in Radio Channels: Part I, IEEE Transactions on Communications 23, 1975',
  'Li et al. 2001':
    'J. Li, C. Blake, D. S. J. De Couto, H. I. Lee and R. Morris, Capacity of Ad Hoc Wireless Networks, MobiCom 2001',
  'Pollaczek 1930':
    'F. Pollaczek, Über eine Aufgabe der Wahrscheinlichkeitstheorie, Mathematische Zeitschrift 32, 1930',
  'Rappaport 2002': 'T. S. Rappaport, Wireless Communications: Principles and Practice, 2nd edition, 2002, 4.9.1',
  'Roberts 1975':
    'L. G. Roberts, ALOHA Packet System with and without Slots and Capture, ACM SIGCOMM Computer Communication Review 5, 1975',
  'Takács 1963': 'L. Takács, A Single-Server Queue with Feedback, Bell System Technical Journal 42, 1963',
  'Takagi 1988': 'H. Takagi, Queuing Analysis of Polling Models, ACM Computing Surveys 20, 1988',
}

/** The sources of a formula, which end its name: `… (Pollaczek 1930, Khinchine 1932)`; none where it is elementary. */
export function sourcesOf(formula) {
  const found = /\(([^()]+)\)$/.exec(formula)
  if (found === null) throw new Error(`"${formula}" does not end in its source, (Author year) or (elementary)`)
  if (found[1] === 'elementary') return []
  return found[1].split(', ').map((name) => {
    if (!(name in REFERENCES))
      throw new Error(`"${formula}": no reference for ${name} in bench/validation/references.js`)
    return name
  })
}
