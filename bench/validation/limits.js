/** The part of the document that says what nothing here vouches for. */
export const LIMITS = `## What is not validated

- **No measurement of a real network.** Formulas and ns-3 say that sgsim does what its model says, not that the model is your radio. The figures of
  technologies are published ones or assumptions, each marked (\`scenarios/technologies\`, \`assumptions.csv\`); none was fitted to a field trial.
- **A loaded mesh as a whole.** Placement, range, chains, floods and the access to one channel are each held against something; a city mesh with
  hidden nodes, capture, interference of neighbouring gateways, routing and hopping channels at once is not. The mean field that stands for routing,
  beacons and time synchronisation is held against its own arithmetic only, and routes do not change while a run lasts.
- **A power line.** Its contention is that of the radio; noise that follows the mains, tone maps and adaptive rates are not in the model.
- **Cellular scheduling.** Random access, sleeping and the wait for the downlink are held against formulas. Grants, set-up and retransmissions are
  constants or independent draws; there is no frame structure, no interference between cells and no mobility.
- **Polling with losses.** The cycle and the wait are held against theory without losses; what losses do to an idle scan is a mean.
- **Acknowledgements of the link are never lost to collisions**, where ns-3's are; the table above says what that comes to.
- **LAN, weighted priorities, sessions, security, store and forward, duty cycles and batteries** have tests against arithmetic and invariants, no theory
  of their own.
- **The traffic.** How often and how large is the SRS's; that events are independent (Poisson) and devices alike but for their links is an assumption.
- **Intervals** speak of the simulation's chance alone, here as in every report.
`
