// The hold model (hold.h) as a user of ns-3 has its events: Simulator::Schedule, EventId::Cancel.

#include "hold.h"
#include "ns3-core.h"
#include "told.h"

using namespace ns3;

namespace
{

class Hold
{
public:
  Hold(int64_t pending, const std::string& delays)
    : m_delays(HoldDelays(delays, HOLD_DELAYS_SEED, HOLD_DELAYS))
  {
    for (const int64_t delay : HoldDelays(delays, HOLD_FILL_SEED, pending))
      Push(delay);
  }

  void Operate(int64_t operations)
  {
    m_end = m_done + operations;
    Simulator::Run();
  }

  Order order;

private:
  const std::vector<int64_t> m_delays;
  uint64_t m_sequence = 0;
  int64_t m_done = 0;
  int64_t m_end = 0;
  EventId m_handle;

  EventId Push(int64_t delay)
  {
    return Simulator::Schedule(MicroSeconds(delay), &Hold::Fire, this, m_sequence++);
  }

  void Fire(uint64_t sequence)
  {
    order.Add(sequence);
    const int64_t delay = m_delays[m_done & HOLD_MASK];
    const uint32_t turn = m_done % HOLD_EVERY;
    if (turn == 0)
      m_handle = Push(HOUR + delay);
    else
      Push(delay);
    if (turn == HOLD_EVERY / 2)
    {
      if (m_handle.IsExpired())
        throw std::runtime_error("an event that should be called off has fired");
      m_handle.Cancel();
      Push(m_delays[(m_done + HOLD_DELAYS / 2) & HOLD_MASK]);
    }
    if (++m_done == m_end)
      Simulator::Stop();
  }
};

} // namespace

int
main(int argc, char* argv[])
{
  const Asked asked(argc, argv);
  UseScheduler(asked.Word("scheduler"));
  const Stopwatch setup;
  Hold hold(asked.Number("pending"), asked.Word("delays"));
  hold.Operate(asked.Number("warm"));
  const uint32_t warm = hold.order.Sum();
  const double setupSeconds = setup.Seconds();
  const Stopwatch run;
  hold.Operate(asked.Number("operations"));
  const double seconds = run.Seconds();
  Tell(setupSeconds,
       seconds,
       asked.Number("operations"),
       Member("orderWarm", warm) + ", " + Member("order", hold.order.Sum()));
  // What is left is not taken down event by event: the process ends.
  std::fflush(stdout);
  std::_Exit(0);
}
