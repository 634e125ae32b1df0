// The hold model, alike in all programs (hold.js and hold.py are the same): a queue that always holds the same number of events.
// Operation i, from 0, takes the next event and pushes its successor after delay i. In each hundred operations one successor can be
// called off, and is due an hour later than it would be; fifty operations on it is, and another event takes its place after the delay
// that stands half the table further on.
#pragma once

#include "draws.h"

#include <cstdint>

constexpr uint32_t HOLD_DELAYS = 65536;
constexpr uint32_t HOLD_MASK = HOLD_DELAYS - 1;
constexpr uint32_t HOLD_EVERY = 100;
constexpr uint32_t HOLD_FILL_SEED = 20101;
constexpr uint32_t HOLD_DELAYS_SEED = 20102;

/** Tells one order of events from another: each event by its sequence number. */
class Order
{
public:
  void Add(uint64_t sequence)
  {
    m_sum = m_sum * 31 + static_cast<uint32_t>(sequence);
  }

  uint32_t Sum() const
  {
    return m_sum;
  }

private:
  uint32_t m_sum = 0;
};
