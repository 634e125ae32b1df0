// A town whose meters are read once an hour, alike in all programs (meters.py and meters.yaml are the same): each meter sends a read at
// a moment of its own, over the link that all meters of its DAP share and over the DAP's backhaul; the head-end takes 5 ms to take it
// in and 5 ms to make an acknowledgement, which goes the same way back. Links are full duplex, first come, first served.
#pragma once

#include "draws.h"

#include <algorithm>
#include <cstdint>
#include <vector>

constexpr uint32_t METERS_SEED = 20105;
constexpr uint32_t METERS_A_DAP = 250;
// Bytes on the wire: of application data, and 60 of headers.
constexpr int64_t READ_BYTES = 200 + 60;
constexpr int64_t ACKNOWLEDGEMENT_BYTES = 25 + 60;
// Bits a second, microseconds.
constexpr int64_t NAN_RATE = 100'000;
constexpr int64_t NAN_DELAY = 20'000;
constexpr int64_t WAN_RATE = 2'000'000;
constexpr int64_t WAN_DELAY = 30'000;
constexpr int64_t PROCESSING = 5'000;

/** The moment of each meter in the hour, in microseconds. */
inline std::vector<int64_t>
Moments(uint32_t meters)
{
  Draws draws(METERS_SEED);
  std::vector<int64_t> moments(meters);
  for (int64_t& moment : moments)
    moment = static_cast<int64_t>(draws.Next() * HOUR);
  return moments;
}

/** Links of one kind and direction, one a DAP: of a line without bound, when it is next free says all. */
class Links
{
public:
  Links(uint32_t count, int64_t rate, int64_t delay)
    : m_free(count),
      m_rate(rate),
      m_delay(delay)
  {
  }

  /** When what is sent now comes out at the far end. */
  int64_t Cross(uint32_t link, int64_t now, int64_t bytes)
  {
    int64_t& free = m_free[link];
    free = std::max(free, now) + bytes * 8'000'000 / m_rate;
    return free + m_delay;
  }

private:
  std::vector<int64_t> m_free;
  const int64_t m_rate;
  const int64_t m_delay;
};

/** The links of a town, and what is counted. */
struct Town
{
  explicit Town(uint32_t meters)
    : daps((meters + METERS_A_DAP - 1) / METERS_A_DAP)
  {
  }

  const uint32_t daps;
  Links nanUp{daps, NAN_RATE, NAN_DELAY};
  Links nanDown{daps, NAN_RATE, NAN_DELAY};
  Links wanUp{daps, WAN_RATE, WAN_DELAY};
  Links wanDown{daps, WAN_RATE, WAN_DELAY};
};

/** Messages of one kind that were sent and that came, and how long they took, in microseconds. */
struct Counted
{
  uint64_t sent = 0;
  uint64_t received = 0;
  int64_t latency = 0;
  int64_t latencyMost = 0;

  void Receive(int64_t took)
  {
    received++;
    latency += took;
    latencyMost = std::max(latencyMost, took);
  }
};
