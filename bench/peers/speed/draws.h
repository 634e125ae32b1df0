// The draws of all programs (draws.js and draws.py are the same), so that they do the same work.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

/** Marsaglia's xorshift of 32 bits. */
class Draws
{
public:
  explicit Draws(uint32_t seed)
    : m_state(seed)
  {
  }

  /** Uniform, above 0 and below 1. */
  double Next()
  {
    m_state ^= m_state << 13;
    m_state ^= m_state >> 17;
    m_state ^= m_state << 5;
    return m_state / 4294967296.0;
  }

  double Exponential(double mean)
  {
    return -mean * std::log(Next());
  }

private:
  uint32_t m_state;
};

constexpr int64_t MILLISECOND = 1000;
constexpr int64_t HOUR = 3600000000;

/** So many delays of the hold model, in whole microseconds. */
inline std::vector<int64_t>
HoldDelays(const std::string& named, uint32_t seed, size_t count)
{
  Draws draws(seed);
  std::vector<int64_t> delays(count);
  for (int64_t& delay : delays)
  {
    const bool isShort = named == "mixture" && draws.Next() < 0.5;
    delay = static_cast<int64_t>(std::ceil(draws.Exponential(isShort ? MILLISECOND : HOUR)));
  }
  return delays;
}
