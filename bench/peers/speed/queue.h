// The event queue that one writes in C++: std::priority_queue, with events that can be called off and then stay where they are
// until they come up.
#pragma once

#include <cstdint>
#include <queue>
#include <vector>

struct Event
{
  int64_t time; // microseconds
  uint64_t rank; // the priority above the sequence number: what breaks a tie
  int32_t code;
  int32_t argument;
  uint32_t slot; // of its handle; NO_HANDLE: it cannot be called off
  uint32_t generation;
};

class EventQueue
{
public:
  /** Of a priority, and in the order of insertion. */
  void Push(int64_t time, uint8_t priority, int32_t code, int32_t argument)
  {
    m_queue.push({time, Rank(priority), code, argument, NO_HANDLE, 0});
  }

  uint64_t PushCancellable(int64_t time, uint8_t priority, int32_t code, int32_t argument)
  {
    uint32_t slot;
    if (m_free.empty())
    {
      slot = m_generations.size();
      m_generations.push_back(0);
    }
    else
    {
      slot = m_free.back();
      m_free.pop_back();
    }
    m_queue.push({time, Rank(priority), code, argument, slot, m_generations[slot]});
    return static_cast<uint64_t>(m_generations[slot]) << 32 | slot;
  }

  /** False when it has fired or was cancelled. */
  bool Cancel(uint64_t handle)
  {
    const uint32_t slot = static_cast<uint32_t>(handle);
    if (m_generations[slot] != handle >> 32)
      return false;
    Release(slot);
    return true;
  }

  /** False when there is none. */
  bool Pop(Event& event)
  {
    while (!m_queue.empty())
    {
      event = m_queue.top();
      m_queue.pop();
      if (event.slot == NO_HANDLE)
        return true;
      if (m_generations[event.slot] == event.generation)
      {
        Release(event.slot);
        return true;
      }
    }
    return false;
  }

  /** The sequence number of an event, or of the one that was pushed last. */
  static uint64_t SequenceOf(const Event& event)
  {
    return event.rank & SEQUENCES;
  }

private:
  struct Later
  {
    bool operator()(const Event& a, const Event& b) const
    {
      return a.time > b.time || (a.time == b.time && a.rank > b.rank);
    }
  };

  static constexpr uint32_t NO_HANDLE = UINT32_MAX;
  static constexpr uint64_t SEQUENCES = (1ull << 56) - 1;

  std::priority_queue<Event, std::vector<Event>, Later> m_queue;
  std::vector<uint32_t> m_generations;
  std::vector<uint32_t> m_free;
  uint64_t m_sequence = 0;

  uint64_t Rank(uint8_t priority)
  {
    return static_cast<uint64_t>(priority) << 56 | m_sequence++;
  }

  void Release(uint32_t slot)
  {
    m_generations[slot]++;
    m_free.push_back(slot);
  }
};
